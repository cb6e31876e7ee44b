package factory.verification;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import factory.goods.JsonLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the products or the scrap of one file, by the ending of its name. */
final class RecordFile {
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

  private RecordFile() {}

  /**
   * Shows all records to {@code count}.
   *
   * @return how many there are
   * @throws IOException in words, if it cannot be read
   * @throws VerificationException if the library that reads it is not there
   */
  static long read(Path file, ShipmentCount count) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".parquet")) {
      return parquet(file, count);
    }
    return name.endsWith(".csv") ? csv(file, count) : json(file, name.startsWith("scrap."), count);
  }

  private static long json(Path file, boolean scrap, ShipmentCount count) throws IOException {
    long records = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        JsonParser json = JSON.createParser(in)) {
      while (json.nextToken() != null) {
        records++;
        if (scrap) {
          count.scrap(scrap(json));
        } else {
          count.product(product(json));
        }
      }
    }
    return records;
  }

  private static Goods.Product product(JsonParser json) throws IOException {
    String id = "";
    String pclass = "";
    long materials = 0;
    long revision = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> id = json.getText();
        case "pclass" -> pclass = json.getText();
        case "materials" -> materials = json.getLongValue();
        case "revision" -> revision = json.getLongValue();
        default -> json.skipChildren();
      }
    }
    return new Goods.Product(id, pclass, materials, revision);
  }

  private static Goods.Scrap scrap(JsonParser json) throws IOException {
    String reason = "";
    String partition = "";
    long offset = -1;
    long materials = 0;
    List<Goods.Run> positions = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "reason" -> reason = json.getText();
        case "partition" -> partition = json.getText();
        case "offset" -> offset = json.getLongValue();
        case "materials" -> materials = json.getLongValue();
        case "bundle" -> positions = bundle(json);
        default -> json.skipChildren();
      }
    }
    return new Goods.Scrap(reason, partition, offset, materials, positions);
  }

  /** The positions of a bundle that the parser stands at; null if there is no bundle. */
  private static @Nullable List<Goods.Run> bundle(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return null;
    }
    List<Goods.Run> runs = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean positions = json.currentName().equals("positions");
      json.nextToken();
      if (!positions) {
        json.skipChildren();
        continue;
      }
      while (json.nextToken() == JsonToken.START_ARRAY) {
        String partition = json.nextTextValue();
        long first = json.nextLongValue(-1);
        runs.add(new Goods.Run(String.valueOf(partition), first, json.nextLongValue(-1)));
        json.nextToken();
      }
    }
    return runs;
  }

  /** The positions of a bundle as it stands in a database. */
  static @Nullable List<Goods.Run> bundle(@Nullable String text) throws IOException {
    if (text == null) {
      return null;
    }
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return bundle(json);
    }
  }

  private static long csv(Path file, ShipmentCount count) throws IOException {
    long[] records = {0};
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder()
            .maxBufferSize(Integer.MAX_VALUE - 8)
            .ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
      for (NamedCsvRecord row : reader) {
        records[0]++;
        count.product(
            new Goods.Product(
                row.getField("id"),
                row.getField("pclass"),
                Long.parseLong(row.getField("materials")),
                Long.parseLong(row.getField("revision"))));
      }
      return records[0];
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw new IOException("record " + (records[0] + 1) + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static long parquet(Path file, ShipmentCount count) throws IOException {
    DuckLibrary.need(file);
    String query =
        "select 0, id, pclass, materials, revision from read_parquet('%s')"
            .formatted(file.toString().replace("'", "''"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Rows rows = new Rows(connection, query)) {
      return rows.read(
          row ->
              count.product(
                  new Goods.Product(text(row, 2), text(row, 3), row.getLong(4), row.getLong(5))));
    } catch (SQLException e) {
      throw new IOException("it cannot be read: " + e.getMessage(), e);
    }
  }

  /** Empty where there is none, as no factory writes it: then the counts say what is wrong. */
  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
