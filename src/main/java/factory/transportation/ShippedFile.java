package factory.transportation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import factory.goods.JsonLimits;
import factory.operations.Why;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for a pid in the files of one shipment. */
final class ShippedFile {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(JsonLimits.TEXT)
                  .maxNestingDepth(JsonLimits.DEPTH)
                  .maxNumberLength(JsonLimits.NUMBER)
                  .maxNameLength(JsonLimits.NAME)
                  .build())
          .build();

  /** After so many lines it is asked whether that is enough. */
  private static final int LINES = 10_000;

  private final long shipment;
  private final String when;
  private final Archive.Query query;

  /** How the pid stands in a line of JSON; a line without it need not be parsed. */
  private final String needle;

  ShippedFile(long shipment, String when, Archive.Query query) {
    this.shipment = shipment;
    this.when = when;
    this.query = query;
    this.needle = "\"pid\":" + new JsonLine().text((json, values) -> json.writeString(query.pid()));
  }

  /** What is in a file, as its ending says; what could not be read is no reason to fail. */
  List<Why.Fate> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".parquet")) {
      return parquet(file);
    }
    return name.endsWith(".csv") ? csv(file) : json(file, name.startsWith("scrap."));
  }

  private List<Why.Fate> json(Path file, boolean scrap) throws IOException {
    List<Why.Fate> found = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 17)) {
      long count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (++count % LINES == 0 && query.enough().getAsBoolean()) {
          break;
        }
        Why.Fate fate = line.contains(needle) ? parse(line, scrap) : null;
        if (fate != null && found.size() < Archive.MOST) {
          found.add(fate);
        }
      }
    }
    return found;
  }

  private Why.@Nullable Fate parse(String line, boolean scrap) throws IOException {
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      Line values = new Line();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        values.take(json.currentName(), json);
      }
      if (!query.pid().equals(values.pid)) {
        return null;
      }
      return scrap
          ? new Why.Scrapped(shipment, values.reason, values.detail, values.origin(), when)
          : new Why.Shipped(
              shipment, values.id, values.pclass, values.closed, values.materials, when);
    }
  }

  /** The values of a line that are shown. */
  private static final class Line {
    private @Nullable String pid;
    private @Nullable String id;
    private @Nullable String pclass;
    private @Nullable String closed;
    private @Nullable String reason;
    private @Nullable String detail;
    private @Nullable String partition;
    private long offset;
    private long materials;

    void take(String name, JsonParser json) throws IOException {
      json.nextToken();
      switch (name) {
        case "pid" -> pid = json.getValueAsString();
        case "id" -> id = json.getText();
        case "pclass" -> pclass = json.getText();
        case "closed" -> closed = json.getText();
        case "reason" -> reason = json.getText();
        case "detail" -> detail = json.getText();
        case "partition" -> partition = json.getText();
        case "offset" -> offset = json.getLongValue();
        case "materials" -> materials = json.getLongValue();
        default -> json.skipChildren();
      }
    }

    Why.@Nullable Span origin() {
      return partition == null ? null : new Why.Span(partition, offset, offset);
    }
  }

  private List<Why.Fate> csv(Path file) throws IOException {
    List<Why.Fate> found = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .maxBufferSize(Integer.MAX_VALUE - 8)
            .ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
      long count = 0;
      for (NamedCsvRecord row : rows) {
        if (++count % LINES == 0 && query.enough().getAsBoolean()) {
          break;
        }
        if (row.getField("pid").equals(query.pid()) && found.size() < Archive.MOST) {
          found.add(
              new Why.Shipped(
                  shipment,
                  row.getField("id"),
                  row.getField("pclass"),
                  row.getField("closed"),
                  Long.parseLong(row.getField("materials")),
                  when));
        }
      }
      return found;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw new IOException("'%s' cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private List<Why.Fate> parquet(Path file) throws IOException {
    List<Why.Fate> found = new ArrayList<>();
    String select =
        "select id, pclass, closed, materials from read_parquet('%s') where pid = ? limit %s"
            .formatted(file.toString().replace("'", "''"), Archive.MOST);
    try (Connection connection = Duck.connect("", DestinationSettings.USUAL_MEMORY);
        PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setString(1, query.pid());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Why.Shipped(
                  shipment,
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getLong(4),
                  when));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IOException("'%s' cannot be read: %s".formatted(file, SqlWords.of(e)), e);
    }
  }
}
