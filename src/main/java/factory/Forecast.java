package factory;

import factory.blueprint.MergeSettings;
import factory.blueprint.NeverTrue;
import factory.custody.Ledger;
import factory.custody.LedgerException;
import factory.purchasing.SourceException;
import factory.purchasing.Supplier;
import factory.transportation.DestinationException;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a configuration will do, in sentences; what {@code check} prints. */
final class Forecast {
  private final ConfigStack stack;
  private final FactorySettings settings;
  private final Supplier supplier;
  private final List<String> lines = new ArrayList<>();

  Forecast(ConfigStack stack, FactorySettings settings, Supplier supplier) {
    this.stack = stack;
    this.settings = settings;
    this.supplier = supplier;
  }

  /**
   * The sentences.
   *
   * @param heap the most memory that the process may take, in bytes
   * @throws WrongInput if the destination cannot be used
   */
  List<String> lines(long heap) {
    lines.clear();
    List<String> layers = new ArrayList<>(List.of("the built-in settings"));
    layers.addAll(stack.layers());
    say(
        "The configuration of '"
            + settings.name()
            + "' is valid; it is made of "
            + Words.and(layers)
            + ".");
    stack.withoutEffect().forEach(idle -> say("Without effect", idle));
    lines.addAll(new SourceForecast(settings, supplier).lines());
    FirstRecords.hints(settings, supplier.partitions()).forEach(hint -> say("Note", hint + "."));
    lines.addAll(new ContractForecast(settings, stack.isBuiltIn("factory.line.linger")).lines());
    blueprint();
    destination();
    say(
        "Workshops",
        settings.workshops()
            + ", with "
            + Words.count(settings.threads(), "thread")
            + " each; at most "
            + Words.count(
                (long) settings.workshops() * settings.eachWorkshop().maxWorkers(), "live worker")
            + " together.");
    secondStart();
    signal();
    kill();
    say("Memory", "at most, by the bounds:");
    lines.addAll(new MemoryForecast(settings).lines(heap));
    return List.copyOf(lines);
  }

  private void blueprint() {
    BlueprintSettings blueprint = settings.blueprint();
    if (blueprint instanceof BlueprintSettings.Packets) {
      say("Blueprint", "packets: the flow record of each pid; its pclass is the protocol.");
    } else if (blueprint instanceof BlueprintSettings.PlugIn plugIn) {
      List<String> jars = plugIn.plugins().stream().map(Path::toString).toList();
      say(
          "Blueprint",
          "the class "
              + plugIn.className()
              + (jars.isEmpty() ? "" : " from " + Words.and(jars))
              + ".");
    } else if (blueprint instanceof BlueprintSettings.Merge merge) {
      merge(merge.merge());
    }
  }

  private void merge(MergeSettings merge) {
    say(
        "Blueprint",
        "merge; fields that are not named: " + ConfigReader.word(merge.others()) + ".");
    merge
        .fields()
        .forEach(
            (name, rule) ->
                lines.add(
                    "  "
                        + name
                        + " = "
                        + rule.operation()
                        + (rule.from().equals(name) ? "" : " of " + rule.from())
                        + when(rule.when())));
    lines.add(
        "  complete: "
            + (merge.completeWhen() == null
                ? "never before its contract ends"
                : "when " + merge.completeWhen()));
    merge.pclass().forEach(rule -> lines.add("  class " + rule.is() + when(rule.when())));
    NeverTrue.of(merge).forEach(remark -> lines.add("  note: " + remark));
    if (!merge.distinctBy().isEmpty()) {
      lines.add(
          "  a material equal to an earlier one in "
              + Words.and(merge.distinctBy())
              + " is scrapped as a duplicate");
    }
  }

  private static String when(@Nullable String condition) {
    return condition == null ? "" : " when " + condition;
  }

  private void destination() {
    String every = Words.time(settings.transportation().driverEvery());
    DestinationSettings destination = settings.destination();
    if (destination instanceof DestinationSettings.Discard) {
      say("Destination", "discard: products are counted every " + every + " and thrown away.");
      return;
    }
    String before = before(standing());
    if (destination instanceof DestinationSettings.Files files) {
      Path directory = files.directory();
      say(
          "Destination",
          (Files.isDirectory(directory) ? "the directory " : "a new directory, ")
              + directory
              + before
              + "; every "
              + every
              + " one directory in it, with the products by pclass as "
              + format(files.format())
              + ", the scrap and a manifest.");
    } else {
      say(
          "Destination",
          where(destination)
              + before
              + "; every "
              + every
              + " one transaction, with products, scrap and the ledger.");
    }
  }

  private static String format(DestinationSettings.Format format) {
    return switch (format) {
      case JSONL -> "JSON Lines";
      case CSV -> "CSV";
      case PARQUET -> "Parquet";
    };
  }

  private static String where(DestinationSettings destination) {
    if (destination instanceof DestinationSettings.DuckDb duck) {
      return (Files.exists(duck.file()) ? "the table " : "a new file with the table ")
          + duck.table()
          + " in the DuckDB database "
          + duck.file();
    }
    return destination instanceof DestinationSettings.PostgreSql postgres
        ? postgres.where()
        : "discard";
  }

  /**
   * How far earlier runs have come; refuses what {@code run} would refuse, also a source that is
   * not what they have read, without making anything.
   */
  private Destinations.Standing standing() {
    try {
      Destinations.Standing standing =
          Destinations.check(
              settings.destination(),
              supplier.partitions(),
              Plant.columns(Plant.blueprint(settings)));
      Ledger ledger = standing.ledger();
      if (ledger != null) {
        supplier.goingOn(ledger);
      }
      return standing;
    } catch (DestinationException | LedgerException | SourceException e) {
      throw stack.located(e);
    }
  }

  private static String before(Destinations.Standing standing) {
    Ledger ledger = standing.ledger();
    return standing.number() == 0 || ledger == null
        ? ""
        : ", which has shipments up to number %s, with the fate of %s"
            .formatted(Words.count(standing.number()), Words.count(ledger.done(), "record"));
  }

  private boolean keepsLedger() {
    return !(settings.destination() instanceof DestinationSettings.Discard);
  }

  private void secondStart() {
    if (!keepsLedger()) {
      say("A second start", "buys everything again: nothing is written down.");
    } else if (supplier.replayable()) {
      say(
          "A second start",
          "goes on where this one ends: what the shipments there hold is skipped, all else is read again.");
    } else {
      say("A second start", "takes what then comes in and adds shipments; it reads nothing again.");
    }
  }

  private void signal() {
    boolean ships = settings.shutdown().ships(supplier.replayable());
    say(
        "Ctrl-C and SIGTERM",
        "open workers are "
            + (ships ? "closed and shipped" : "left open for the next start")
            + ", within "
            + Words.time(settings.shutdown().deadline())
            + ".");
  }

  private void kill() {
    if (!keepsLedger()) {
      say("A kill", "would lose the counts, which is all there is.");
    } else if (supplier.replayable()) {
      say("A kill", "would lose nothing: what is not shipped is read again.");
    } else {
      long lines = (long) settings.workshops() * settings.eachWorkshop().lineCapacity();
      say(
          "A kill",
          "would lose all that is open: up to "
              + Words.count(lines, "material")
              + " on the lines, those of the open workers, and up to "
              + Words.count(settings.transportation().warehouseCapacity(), "product")
              + " in the warehouse.");
    }
  }

  private void say(String sentence) {
    lines.add(sentence);
  }

  private void say(String about, String sentence) {
    lines.add(about + ": " + sentence);
  }
}
