package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.blueprint.Blueprint;
import factory.blueprint.BlueprintException;
import factory.blueprint.Blueprints;
import factory.blueprint.MergeBlueprint;
import factory.blueprint.NeverTrue;
import factory.blueprint.PacketsBlueprint;
import factory.custody.LedgerException;
import factory.goods.Column;
import factory.goods.FactoryClock;
import factory.operations.Console;
import factory.production.EventClock;
import factory.purchasing.Generator;
import factory.purchasing.SourceException;
import factory.purchasing.SourceSettings;
import factory.purchasing.Supplier;
import factory.purchasing.Suppliers;
import factory.transportation.Destination;
import factory.transportation.DestinationException;
import factory.transportation.Destinations;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the plant that the settings describe and starts it; from then on it is a {@link PlantRun}.
 */
public final class Plant implements Launcher {
  private static final Logger LOG = LoggerFactory.getLogger(Plant.class);

  Plant() {}

  @Override
  public Supplier inspect(ConfigStack stack, FactorySettings settings) {
    return new Preparation(stack, settings, Doubts.none()).supplier();
  }

  @Override
  public Running launch(ConfigStack stack, FactorySettings settings) {
    Preparation prepared = new Preparation(stack, settings, Doubts.none());
    Supplier source = prepared.supplier();
    Blueprint<?> blueprint = prepared.blueprint();
    try {
      FactoryClock clock = FactoryClock.system();
      Destination destination =
          Destinations.open(
              settings.destination(),
              settings.name(),
              source.partitions(),
              columns(blueprint),
              settings.amending(source.isSequence(), source.replayable()));
      TimedSupplier supplier = TimedSupplier.of(goingOn(source, destination), clock, settings);
      announce(settings, supplier, destination);
      stack.withoutEffect().forEach(idle -> LOG.warn("without effect: {}", idle));
      Displays displays = Displays.open(settings, stack.config());
      Plan plan = plan(settings, supplier, blueprint, destination, clock, displays.console());
      Reception reception = Reception.of(settings.source(), displays::ask);
      return new PlantRun(plan, supplier, displays, reception, threads(stack.config(), settings));
    } catch (BlueprintException | SourceException | DestinationException | LedgerException e) {
      throw stack.located(e);
    }
  }

  /** The destination is closed if what it holds is not of what the source has now. */
  private static Supplier goingOn(Supplier source, Destination destination) {
    if (!destination.keepsPositions()) {
      return source;
    }
    try {
      return source.goingOn(destination.ledger());
    } catch (SourceException e) {
      destination.close();
      throw e;
    }
  }

  /**
   * What the CEO needs for these settings.
   *
   * @param supplier in place of the one that the settings describe
   * @param blueprint likewise
   * @param destination likewise; opened
   * @param clock also the scheduler's of the actor system that the CEO is spawned in
   * @param console closed by the CEO
   */
  public static Plan plan(
      FactorySettings settings,
      Supplier supplier,
      Blueprint<?> blueprint,
      Destination destination,
      FactoryClock clock,
      Console console) {
    return new Plan(
        settings.name(),
        supplier,
        settings.line(),
        settings.workshop(supplier.replayable()),
        blueprint,
        blueprintName(blueprint),
        settings.transportation(),
        destination,
        settings.operations(),
        console,
        settings.shutdown().ships(supplier.replayable()),
        settings.shutdown().deadline(),
        clock,
        new Drills(settings.drill()),
        settings.closeBeyond());
  }

  /** The configuration of the actor system, with a thread dispatcher for each workshop. */
  public static Config threads(Config config, FactorySettings settings) {
    Config all = config;
    for (int number = 0; number < settings.workshops(); number++) {
      String own =
          "fork-join-executor { parallelism-min = %1$s, parallelism-max = %1$s, parallelism-factor = 1 }"
              .formatted(settings.threads());
      all =
          all.withFallback(
              ConfigFactory.parseString("%s { %s }".formatted(Ceo.threadDispatcher(number), own))
                  .withFallback(
                      config
                          .getConfig("workshop-dispatcher")
                          .atPath(Ceo.threadDispatcher(number))));
    }
    return all;
  }

  /**
   * The supplier that the settings describe.
   *
   * @throws SourceException if it refuses its settings, or what it finds
   */
  public static Supplier supplier(FactorySettings settings) {
    SourceSettings source = settings.source();
    if (source instanceof SourceSettings.Files files) {
      return Suppliers.files(files, Path.of(""));
    } else if (source instanceof SourceSettings.Followed followed) {
      return Suppliers.follow(followed, Path.of(""));
    } else if (source instanceof SourceSettings.Stdin stdin) {
      return Suppliers.stdin(stdin, System.in);
    }
    return new Generator((SourceSettings.Generator) source, unit(settings));
  }

  /**
   * Finds out whether the files are there that a configuration names as its source, whatever else
   * is wrong with it.
   *
   * @throws SourceException if not
   */
  static void findFiles(Config config) {
    ConfigReader source = ConfigReader.factory(config).table("source");
    List<String> paths =
        source.items("paths").stream()
            .filter(ConfigReader::isText)
            .map(item -> String.valueOf(item.unwrapped()))
            .filter(path -> !path.isBlank())
            .toList(); // what is no path is told already, and so is that there is none
    if (source.text("kind").equals("files") && !paths.isEmpty()) {
      Suppliers.find(paths, Path.of(""));
    }
  }

  /**
   * The blueprint that the settings describe.
   *
   * @throws BlueprintException if it refuses its settings, or cannot be loaded
   */
  public static Blueprint<?> blueprint(FactorySettings settings) {
    return blueprint(settings, null);
  }

  /** The columns that a blueprint names; one of the user's may fail. */
  static List<Column> columns(Blueprint<?> blueprint) {
    try {
      return List.copyOf(blueprint.columns());
    } catch (RuntimeException | LinkageError e) {
      throw new BlueprintException(
          "blueprint.class: columns() of %s failed: %s".formatted(blueprintName(blueprint), e), e);
    }
  }

  /**
   * The same for a source whose fields are known.
   *
   * @param known its fields; null where they are not known
   */
  static Blueprint<?> blueprint(FactorySettings settings, @Nullable Set<String> known) {
    BlueprintSettings blueprint = settings.blueprint();
    if (blueprint instanceof BlueprintSettings.Merge merge) {
      return MergeBlueprint.of(merge.merge(), keys(settings.source()), known);
    } else if (blueprint instanceof BlueprintSettings.PlugIn plugIn) {
      return Blueprints.load(plugIn.className(), plugIn.plugins(), plugIn.settings());
    }
    return new PacketsBlueprint();
  }

  /** The fields that make the pid or the event time, which must not be summed up. */
  private static Set<String> keys(SourceSettings source) {
    SourceSettings.RecordFormat format;
    if (source instanceof SourceSettings.Files files) {
      format = files.format();
    } else if (source instanceof SourceSettings.Followed followed) {
      format = followed.format();
    } else if (source instanceof SourceSettings.Stdin stdin) {
      format = stdin.format();
    } else {
      return Set.of();
    }
    Set<String> keys = new HashSet<>();
    format.pid().forEach(part -> keys.add(topLevel(part.field())));
    if (format.time() != null) {
      keys.add(topLevel(format.time().field()));
    }
    return keys;
  }

  private static String topLevel(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static String blueprintName(Blueprint<?> blueprint) {
    if (blueprint instanceof MergeBlueprint) {
      return "merge";
    }
    return blueprint instanceof PacketsBlueprint ? "packets" : blueprint.getClass().getName();
  }

  private static ChronoUnit unit(FactorySettings settings) {
    EventClock event = settings.eachWorkshop().contract().event();
    if (event != null) {
      return event.unit();
    }
    return settings.destination().unit();
  }

  private static void announce(
      FactorySettings settings, Supplier supplier, Destination destination) {
    LOG.info(
        "factory {}: {} to {} through {}",
        settings.name(),
        supplier.name(),
        destination.describe(),
        Words.count(settings.workshops(), "workshop"));
    if (destination.lastNumber() > 0) {
      LOG.info(
          "resumes after shipment {}: what it and those before it hold is not bought again; for a fresh start give another destination",
          destination.lastNumber());
    }
    FirstRecords.hints(settings, supplier.partitions()).forEach(hint -> LOG.warn("{}", hint));
    if (settings.blueprint() instanceof BlueprintSettings.Merge merge) {
      NeverTrue.of(merge.merge()).forEach(remark -> LOG.warn("{}", remark));
    }
    new MemoryForecast(settings)
        .warning(Runtime.getRuntime().maxMemory())
        .ifPresent(warning -> LOG.warn("memory: {}", warning));
    if (!supplier.replayable()) {
      LOG.warn(
          "{} cannot be read again: a kill loses what is bought and not yet shipped; an orderly stop ships what is assembled within factory.shutdown.deadline",
          supplier.name());
    }
  }
}
