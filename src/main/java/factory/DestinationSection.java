package factory;

import com.typesafe.config.ConfigUtil;
import factory.goods.Column;
import factory.transportation.DestinationSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Parses where shipments go, the tree under {@code factory.destination}. */
final class DestinationSection {
  /** The driver counts in seconds. */
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

  /** Below this DuckDB cannot be relied on to write a shipment. */
  private static final long LEAST_MEMORY = 64L << 20;

  /** Short enough that names made of it fit into any catalogue. */
  private static final Pattern TABLE =
      Pattern.compile("([a-z_][a-z0-9_]{0,49}\\.)?[a-z_][a-z0-9_]{0,49}");

  private DestinationSection() {}

  static DestinationSettings parse(ConfigReader factory) {
    ConfigReader destination = factory.table("destination");
    ChronoUnit unit = SourceSection.unit(factory.table("source"));
    DestinationSettings.Times times = destination.oneOf("times", DestinationSettings.Times.class);
    Map<String, Column.Kind> columns = columns(destination);
    long memory = destination.size("memory", LEAST_MEMORY, Long.MAX_VALUE);
    DestinationSettings files =
        new DestinationSettings.Files(
            destination.path("directory"),
            destination.oneOf("format", DestinationSettings.Format.class),
            times,
            unit,
            columns,
            memory);
    String kind = destination.oneOf("kind", List.of("files", "discard", "duckdb", "postgresql"));
    boolean columnar =
        kind.equals("duckdb")
            || kind.equals("postgresql")
            || (kind.equals("files") && destination.says("format", "parquet"));
    if (columnar && times == DestinationSettings.Times.ISO && unit == ChronoUnit.NANOS) {
      throw factory.needed(
          "source.event-time.unit",
          "destination.times",
          "must be epoch, since timestamps there have microseconds");
    }
    return switch (kind) {
      case "files" -> files;
      case "duckdb" ->
          new DestinationSettings.DuckDb(
              destination.path("file"), table(destination), columns, times, unit, memory);
      case "postgresql" ->
          new DestinationSettings.PostgreSql(
              url(destination),
              destination.text("user"),
              destination.text("password"),
              table(destination),
              columns,
              times,
              unit,
              destination.time("timeout", SHORTEST_TIMEOUT));
      default -> new DestinationSettings.Discard();
    };
  }

  private static String table(ConfigReader destination) {
    String table = destination.someText("table");
    if (!TABLE.matcher(table).matches()) {
      throw destination.wrong(
          "table",
          "must be a name of a-z, 0-9 and _, at most 50 characters, or two with a dot between them: schema and table");
    }
    return table;
  }

  private static String url(ConfigReader destination) {
    String url = destination.someText("url");
    String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    if (!plain.startsWith("postgresql:")) {
      throw destination.wrong(
          "url", "must begin with postgresql:, as postgresql://localhost/orders");
    }
    String host = plain.replaceFirst("\\?.*", "");
    if (host.indexOf('@') >= 0) {
      // Its value is not shown: there may be a password in it.
      throw new WrongInput(
          Origins.of(destination.value("url").origin())
              + ": factory.destination.url: must not name a user; that belongs to factory.destination.user and password",
          destination.full("url"));
    }
    return plain;
  }

  private static Map<String, Column.Kind> columns(ConfigReader destination) {
    ConfigReader table = destination.table("columns");
    Map<String, Column.Kind> columns = new LinkedHashMap<>();
    table.object().entrySet().stream()
        .sorted(Origins.asWritten())
        .forEach(
            entry ->
                columns.put(
                    entry.getKey(),
                    table.oneOf(ConfigUtil.joinPath(entry.getKey()), Column.Kind.class)));
    return Collections.unmodifiableMap(columns);
  }
}
