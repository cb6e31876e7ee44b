package factory;

import com.typesafe.config.Config;
import factory.custody.Amendables;
import factory.operations.OpsSettings;
import factory.production.ContractSettings;
import factory.production.EventClock;
import factory.production.WorkshopSettings;
import factory.purchasing.LineSettings;
import factory.purchasing.SourceSettings;
import factory.transportation.DestinationSettings;
import factory.transportation.TransportSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be tuned; the tree under {@code factory}, parsed once and checked as a whole.
 *
 * @param name what this factory is called
 * @param workshops how many share the pids; at least 1
 * @param threads of each workshop; at least 1
 * @param source where materials come from
 * @param line from the Buyer to each workshop
 * @param eachWorkshop one workshop, its share of what is set for all together; what it keeps is
 *     only decided by {@link #workshop}
 * @param keepMaterials whether workers keep their materials
 * @param blueprint how a product is made
 * @param transportation the way of finished products
 * @param destination where they go
 * @param operations how the plant is watched
 * @param watching what is shown beyond the console
 * @param shutdown how it ends on a signal
 * @param drill failures on purpose
 * @param closeBeyond a restart reads no more records again than about this; {@code Long.MAX_VALUE}
 *     for no limit
 * @param amendMemory with {@code contract.late = amend}: the most that the ledger remembers of
 *     products that may be amended, in bytes
 */
public record FactorySettings(
    String name,
    int workshops,
    int threads,
    SourceSettings source,
    LineSettings line,
    WorkshopSettings eachWorkshop,
    KeepMaterials keepMaterials,
    BlueprintSettings blueprint,
    TransportSettings transportation,
    DestinationSettings destination,
    OpsSettings operations,
    WatchingSettings watching,
    ShutdownSettings shutdown,
    List<DrillSettings> drill,
    long closeBeyond,
    long amendMemory) {

  /** The machine that the words {@code auto} are about. */
  record Machine(int cores, long heap) {
    static Machine here() {
      return new Machine(
          Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
    }
  }

  /** Whether workers keep their materials, so that a parked bundle has them. */
  public enum KeepMaterials {
    /** Always. */
    ON,
    /** Never; they are read again from their positions. */
    OFF,
    /** Where the source cannot be read again. */
    AUTO
  }

  /** What becomes of open workers on a signal. */
  public enum OpenWorkers {
    /** Kept where the source can be read again, else shipped. */
    AUTO,
    /** Their materials stay open for the next start. */
    KEEP,
    /** They are closed and shipped. */
    SHIP
  }

  /**
   * The tree under {@code factory.shutdown}.
   *
   * @param openWorkers what becomes of them
   * @param deadline how long an orderly end may take; at least 1 ms
   */
  public record ShutdownSettings(OpenWorkers openWorkers, Duration deadline) {
    /** Whether open workers are closed and shipped, for a source that can be read again or not. */
    public boolean ships(boolean replayable) {
      return openWorkers == OpenWorkers.SHIP || (openWorkers == OpenWorkers.AUTO && !replayable);
    }
  }

  /**
   * A failure or a standstill on purpose.
   *
   * @param at the point, one of {@link #POINTS}
   * @param pass happens when the point is passed for this time; at least 1
   * @param standstill how long whoever passes stands still; zero: it fails instead
   */
  public record DrillSettings(String at, long pass, Duration standstill) {
    /** Where a drill can be set. */
    public static final List<String> POINTS =
        List.of(
            "stevedore.pack",
            "driver.before-write",
            "driver.after-write",
            "driver.before-commit",
            "driver.after-commit",
            "worker.assemble",
            "director.round",
            "dispatcher.load",
            "monitor",
            "inspector",
            "ops");
  }

  /**
   * Parses a whole, resolved configuration on this machine.
   *
   * @throws WrongInput for all keys that are unknown or have a wrong value
   */
  public static FactorySettings parse(Config config) {
    return parse(config, Machine.here());
  }

  static FactorySettings parse(Config config, Machine machine) {
    return parse(config, machine, Mistakes.Before.NOTHING, (settings, doubts) -> List.of());
  }

  /**
   * The same where what is wrong in the settings' meaning is told as well if something is wrong in
   * themselves.
   *
   * @param before what was read, and what of it was refused before
   * @param deeper finds it
   */
  static FactorySettings parse(
      Config config,
      Machine machine,
      Mistakes.Before before,
      Mistakes.Deeper<FactorySettings> deeper) {
    return Mistakes.none(config, before, whole -> read(whole, machine), deeper);
  }

  private static FactorySettings read(Config config, Machine machine) {
    ConfigReader factory = ConfigReader.factory(config);
    int workshops =
        factory.orWord("workshops", "auto", machine.cores(), path -> factory.whole(path, 1, 1024));
    int share = Math.max(2, (machine.cores() + workshops - 1) / workshops);
    int threads =
        factory.orWord("workshop.threads", "auto", share, path -> factory.whole(path, 1, 1024));
    Duration reports = factory.time("operations.every", PlantSection.SHORTEST);
    ContractSettings contract = PlantSection.contract(factory);
    DestinationSettings destination = DestinationSection.parse(factory);
    SourceSettings source = SourceSection.parse(factory, machine);
    boolean positions = !(destination instanceof DestinationSettings.Discard);
    return new FactorySettings(
        factory.someText("name"),
        workshops,
        threads,
        source,
        PlantSection.line(factory, workshops, machine.heap(), contract, reports),
        PlantSection.workshop(factory, workshops, machine.heap(), contract, positions),
        factory.oneOf("blueprint.keep-materials", KeepMaterials.class),
        BlueprintSection.parse(factory),
        PlantSection.transportation(factory, machine.heap(), reports),
        destination,
        PlantSection.operations(factory, contract.term(), reports),
        WatchingSection.parse(factory.table("operations")),
        shutdown(factory, source),
        factory.tables("drill").stream().map(PlantSection::drill).toList(),
        factory.orWord(
            "replay.close-beyond",
            "none",
            Long.MAX_VALUE,
            path -> factory.wholeLong(path, 1, Long.MAX_VALUE - 1)),
        factory.size("contract.amend-memory", 1, 1L << 30));
  }

  private static ShutdownSettings shutdown(ConfigReader factory, SourceSettings source) {
    OpenWorkers openWorkers = factory.oneOf("shutdown.open-workers", OpenWorkers.class);
    if (openWorkers == OpenWorkers.KEEP && source instanceof SourceSettings.Stdin) {
      throw factory.wrong(
          "shutdown.open-workers",
          "must be ship or auto with factory.source.kind = stdin, of which nothing can be read again",
          factory.full("source.kind"));
    }
    return new ShutdownSettings(
        openWorkers, factory.time("shutdown.deadline", PlantSection.SHORTEST));
  }

  /**
   * How much the ledger remembers of what late materials may amend; null if they do not.
   *
   * @param sequence whether the source's partitions share their event time
   * @param replayable whether a later run reads again what is open in this one
   */
  public Amendables.@Nullable Bounds amending(boolean sequence, boolean replayable) {
    EventClock event = eachWorkshop.contract().event();
    if (event == null || event.late() != EventClock.Lateness.AMEND) {
      return null;
    }
    return new Amendables.Bounds(
        event.keepsFor(), event.grace(), sequence, replayable, amendMemory);
  }

  /**
   * The settings of each workshop.
   *
   * @param replayable whether the source can be read again, which decides where {@code
   *     keep-materials} is auto
   */
  public WorkshopSettings workshop(boolean replayable) {
    return eachWorkshop.keeping(
        keepMaterials == KeepMaterials.ON || (keepMaterials == KeepMaterials.AUTO && !replayable));
  }
}
