package factory;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import factory.goods.Nearest;
import factory.purchasing.SourceSettings;
import factory.purchasing.SourceSettings.Generator;
import factory.purchasing.SourceSettings.PidField;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import factory.purchasing.SourceSettings.TimeField;
import java.time.Duration;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code factory.source}. Keys of another kind are parsed too, so that a mistake in them is
 * found, but ask for nothing.
 */
final class SourceSection {
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s",
          ChronoUnit.SECONDS,
          "ms",
          ChronoUnit.MILLIS,
          "us",
          ChronoUnit.MICROS,
          "ns",
          ChronoUnit.NANOS);
  private static final Set<String> TIME_FORMATS =
      Set.of("iso", "epoch-s", "epoch-ms", "epoch-us", "epoch-ns");
  private static final long HEAP_OF_PARSER = 16L << 20;
  private static final int MOST_PARSERS = 64;
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  private SourceSection() {}

  static SourceSettings parse(ConfigReader factory, FactorySettings.Machine machine) {
    ConfigReader source = factory.table("source");
    String kind = source.oneOf("kind", List.of("generator", "files", "stdin"));
    Generator generator = generator(source.table("generator"));
    List<String> paths = source.texts("paths");
    int parsers =
        source.orWord("parsers", "auto", parsers(machine), path -> source.whole(path, 1, 1024));
    boolean follow = source.oneOf("follow", List.of("true", "false")).equals("true");
    RecordFormat format = format(source);
    if (kind.equals("generator")) {
      return generator;
    }
    checkNeeds(source, kind, format, paths);
    if (format.syntax() == Syntax.TEXT) {
      checkText(source, format);
    }
    if (kind.equals("stdin")) {
      return new SourceSettings.Stdin(format);
    }
    long drift = EventSection.drift(factory);
    Duration idleAfter = EventSection.idleAfter(source);
    return follow
        ? new SourceSettings.Followed(
            paths, format, idleAfter, EventSection.driftOfFollowed(factory))
        : new SourceSettings.Files(paths, format, drift, parsers);
  }

  /** One per core, but no more than the heap has room for. */
  private static int parsers(FactorySettings.Machine machine) {
    long room = Math.max(1, machine.heap() / HEAP_OF_PARSER);
    return (int) Math.min(machine.cores(), Math.min(MOST_PARSERS, room));
  }

  /** What a file or standard input cannot be read without. */
  private static void checkNeeds(
      ConfigReader source, String kind, RecordFormat format, List<String> paths) {
    List<WrongInput> missing = new ArrayList<>();
    if (format.pid().isEmpty()) {
      missing.add(
          source.needed("kind", "pid", "must name the field, or the fields, that make the pid"));
    }
    if (kind.equals("files") && paths.isEmpty()) {
      missing.add(source.needed("kind", "paths", "must name at least one file or glob"));
    }
    if (!missing.isEmpty()) {
      throw WrongInput.all(missing);
    }
  }

  /** The precision of event times. */
  static ChronoUnit unit(ConfigReader source) {
    return Objects.requireNonNull(
        UNITS.get(source.oneOf("event-time.unit", List.of("s", "ms", "us", "ns"))));
  }

  private static Generator generator(ConfigReader generator) {
    return new Generator(
        generator.wholeLong("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        generator.orWord(
            "materials",
            "unlimited",
            Generator.UNLIMITED,
            path -> generator.wholeLong(path, 1, Long.MAX_VALUE)),
        generator.whole("live-pids", 1, 1 << 28),
        generator.whole("materials-per-product", 1, Integer.MAX_VALUE),
        generator.oneOf("distribution", Generator.Distribution.class),
        generator.positive("zipf-exponent", 100));
  }

  private static RecordFormat format(ConfigReader source) {
    return new RecordFormat(
        source.oneOf("format", Syntax.class),
        source.delimiter("delimiter"),
        source.pattern("pattern"),
        (int) source.size("max-record", 1, 1 << 29),
        pid(source),
        source.text("pid-separator"),
        time(source));
  }

  private static List<PidField> pid(ConfigReader source) {
    List<PidField> fields = new ArrayList<>();
    List<ConfigValue> items = source.items("pid");
    for (int i = 0; i < items.size(); i++) {
      ConfigValue item = items.get(i);
      if (Mistakes.isPassedOver(item)) {
        fields.add(new PidField("passed over", null)); // never read: the configuration is refused
      } else if (item instanceof ConfigObject table) {
        ConfigReader reader = new ConfigReader(table, source.full("pid") + "[" + i + "]");
        Pattern pattern = reader.has("pattern") ? reader.pattern("pattern") : null;
        if (pattern != null && pattern.matcher("").groupCount() == 0) {
          throw reader.wrong(
              "pattern", "must have a group ( ... ), whose text is the part of the pid");
        }
        fields.add(new PidField(reader.someText("field"), pattern));
      } else if (item.unwrapped() instanceof String name && !name.isBlank()) {
        fields.add(new PidField(name, null));
      } else {
        throw source.wrongItem(
            "pid", i, "must be the name of a field, or a table { field = ..., pattern = ... }");
      }
    }
    return List.copyOf(fields);
  }

  private static @Nullable TimeField time(ConfigReader source) {
    ConfigReader time = source.table("event-time");
    ChronoUnit unit = unit(source);
    String format = time.someText("format");
    if (format.equals("epoch")) {
      format = "epoch-" + time.text("unit");
    } else if (!TIME_FORMATS.contains(format)) {
      try {
        new DateTimeFormatterBuilder().appendPattern(format);
      } catch (IllegalArgumentException e) {
        throw time.wrong(
            "format",
            "must be iso, epoch, epoch-s, epoch-ms, epoch-us, epoch-ns or a pattern of times ("
                + e.getMessage()
                + ")");
      }
    }
    TimeField field = new TimeField(time.text("field"), format, time.zone("zone"), unit);
    return field.field().isEmpty() ? null : field;
  }

  private static void checkText(ConfigReader source, RecordFormat format) {
    Pattern pattern = format.pattern();
    if (pattern == null) {
      throw source.needed("format", "pattern", "must be a regular expression with named groups");
    }
    Set<String> groups = groups(pattern);
    if (groups.isEmpty()) {
      throw source.wrong(
          "pattern", "must have named groups (?<name>...), each of which is a field");
    }
    List<ConfigValue> items = source.items("pid");
    for (int i = 0; i < items.size(); i++) {
      String field = format.pid().get(i).field();
      if (!groups.contains(field) && !Mistakes.isPassedOver(items.get(i))) {
        throw source.wrongItem("pid", i, noGroup(field, groups), source.full("pattern"));
      }
    }
    TimeField time = format.time();
    if (time != null && !groups.contains(time.field())) {
      throw source.wrong("event-time.field", noGroup(time.field(), groups), source.full("pattern"));
    }
  }

  private static String noGroup(String field, Set<String> groups) {
    List<String> names = List.copyOf(groups);
    return "'"
        + field
        + "' must be a group of the pattern, which are "
        + Words.and(names)
        + Nearest.hint(field, names);
  }

  /**
   * The named groups in order. Java 17 cannot list them, but a matcher that has matched tells
   * whether one exists.
   */
  static Set<String> groups(Pattern pattern) {
    Matcher always =
        Pattern.compile("(?:" + pattern.pattern() + "\n)|", pattern.flags()).matcher("");
    Set<String> groups = new LinkedHashSet<>();
    if (!always.find()) {
      return groups;
    }
    Matcher candidates = GROUP.matcher(pattern.pattern());
    while (candidates.find()) {
      try {
        always.start(candidates.group(1));
        groups.add(candidates.group(1));
      } catch (IllegalArgumentException e) {
        continue; // text that looks like a group, behind a backslash or within a class
      }
    }
    return groups;
  }
}
