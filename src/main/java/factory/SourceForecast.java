package factory;

import factory.goods.Partition;
import factory.production.EventClock;
import factory.purchasing.SourceSettings;
import factory.purchasing.SourceSettings.Generator;
import factory.purchasing.SourceSettings.PidField;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import factory.purchasing.SourceSettings.TimeField;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What will be bought, in sentences; a part of what {@code check} prints. */
final class SourceForecast {
  private static final int FILES_SHOWN = 20;

  private final FactorySettings settings;
  private final Supplier supplier;
  private final List<String> lines = new ArrayList<>();

  SourceForecast(FactorySettings settings, Supplier supplier) {
    this.settings = settings;
    this.supplier = supplier;
  }

  /** The sentences. */
  List<String> lines() {
    lines.clear();
    source();
    return List.copyOf(lines);
  }

  private void source() {
    SourceSettings source = settings.source();
    double rate = settings.line().rate();
    String speed =
        Double.isInfinite(rate)
            ? "as fast as it can"
            : "at most " + Words.count((long) rate) + " records a second";
    if (source instanceof Generator generator) {
      String all =
          generator.materials() == Generator.UNLIMITED
              ? "without end"
              : Words.count(generator.materials()) + " in all";
      say(
          "Source",
          "the generator: network packets, "
              + all
              + ", "
              + speed
              + "; "
              + Words.count(generator.livePids(), "live flow")
              + " of about "
              + Words.count(generator.materialsPerProduct(), "packet")
              + " each, "
              + ConfigReader.word(generator.distribution())
              + "; seed "
              + generator.seed()
              + ".");
    } else if (source instanceof SourceSettings.Files files) {
      say(
          "Source",
          Words.count(supplier.partitions().size(), "file")
              + (supplier.partitions().size() > 1
                  ? supplier.isSequence()
                      ? ", read in the order of their names, "
                      : ", read side by side by event time, none more than "
                          + drift(files.maxDrift())
                          + " ahead of another, "
                  : ", ")
              + speed
              + ":");
      files();
      format(files.format());
    } else if (source instanceof SourceSettings.Followed followed) {
      say(
          "Source",
          Words.count(supplier.partitions().size(), "file")
              + " without an end: read on as more is written, also after being rotated by renaming, "
              + speed
              + ":");
      files();
      sideBySide(followed);
      format(followed.format());
    } else if (source instanceof SourceSettings.Stdin stdin) {
      say("Source", "standard input, " + speed + ". It cannot be read again.");
      format(stdin.format());
    }
  }

  /** How event time goes on with several followed files. */
  private void sideBySide(SourceSettings.Followed followed) {
    if (supplier.isSequence() || followed.maxDrift() == SourceSettings.Followed.IN_TURN) {
      return;
    }
    boolean waits = followed.idleAfter().equals(SourceSettings.Followed.WAITED_FOR);
    lines.add(
        "  side by side by event time, none more than "
            + drift(followed.maxDrift())
            + " ahead of another; event time "
            + (waits
                ? "waits for each, however long it is silent"
                : "goes on without one that has nothing new for "
                    + Words.time(followed.idleAfter())));
  }

  private String drift(long drift) {
    EventClock event = Objects.requireNonNull(settings.eachWorkshop().contract().event());
    return Words.time(Duration.of(drift, event.unit()));
  }

  private void files() {
    long sum = 0;
    int shown = 0;
    for (Partition partition : supplier.partitions()) {
      long size = size(partition.name());
      sum += size;
      if (shown++ < FILES_SHOWN) {
        lines.add("  " + partition.name() + " (" + Words.bytes(size) + ")");
      }
    }
    if (shown > FILES_SHOWN) {
      lines.add("  and " + Words.count(shown - FILES_SHOWN) + " more");
    }
    if (shown > 1) {
      lines.add("  together " + Words.bytes(sum));
    }
  }

  private static long size(String name) {
    try {
      return Files.size(Path.of(name));
    } catch (IOException e) {
      return 0; // it went away since it was found; the run will say so
    }
  }

  private void format(RecordFormat format) {
    String how =
        format.syntax() == Syntax.CSV
            ? "CSV, '" + format.delimiter() + "' between two fields"
            : format.syntax() == Syntax.JSONL
                ? "JSON Lines"
                : "text lines that match " + format.pattern();
    say("Records", how + "; one of more than " + Words.bytes(format.maxRecord()) + " is scrapped.");
    List<String> parts = format.pid().stream().map(SourceForecast::part).toList();
    say(
        "Pid",
        Words.and(parts)
            + (parts.size() > 1
                ? ", together, written with '" + format.pidSeparator() + "' between"
                : "")
            + ".");
    TimeField time = format.time();
    say(
        "Event time",
        time == null
            ? "none."
            : "field '"
                + time.field()
                + "' as "
                + time.format()
                + (time.zone() == null ? "" : ", in " + time.zone() + " where it names no zone")
                + ", kept in "
                + unit(time.unit())
                + ".");
  }

  private static String unit(ChronoUnit unit) {
    return unit == ChronoUnit.SECONDS
        ? "seconds"
        : unit.toString().toLowerCase(Locale.ROOT).replaceFirst("s$", "seconds");
  }

  private static String part(PidField part) {
    return (part.pattern() == null ? "" : "the first group of " + part.pattern() + " in ")
        + "field '"
        + part.field()
        + "'";
  }

  private void say(String about, String sentence) {
    lines.add(about + ": " + sentence);
  }
}
