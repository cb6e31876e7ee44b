package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What stands in a destination's directory, read from its files alone and held against each
 * shipment's manifest while it is read.
 *
 * @param products one map a product, of a CSV file with texts and a table {@code fields}, too
 * @param scrap one map a line
 */
record Shipped(List<Map<String, Object>> products, List<Map<String, Object>> scrap) {
  private static final List<String> COLUMNS =
      List.of("id", "pid", "pclass", "closed", "materials", "first", "last", "revision");

  static Shipped in(Path directory) {
    Shipped all = new Shipped(new ArrayList<>(), new ArrayList<>());
    for (Path shipment : list(directory)) {
      if (shipment.getFileName().toString().startsWith("shipment-")) {
        all.add(shipment);
      }
    }
    return all;
  }

  /** How many shipments there are, while a factory runs. */
  static long shipments(Path directory) {
    return Files.isDirectory(directory)
        ? list(directory).stream()
            .filter(p -> p.getFileName().toString().startsWith("ship"))
            .count()
        : 0;
  }

  private void add(Path shipment) {
    Map<String, Object> manifest = Json.object(read(shipment.resolve("manifest.json")));
    List<String> named = new ArrayList<>(List.of("manifest.json"));
    int before = products.size();
    for (Object file : (List<?>) manifest.get("files")) {
      String name = (String) Json.at(file, "name");
      named.add(name);
      Path path = shipment.resolve(name);
      byte[] bytes = bytes(path);
      assertThat(sha256(bytes)).as("SHA-256 of %s", path).isEqualTo(Json.at(file, "sha256"));
      assertThat((long) bytes.length).as("size of %s", path).isEqualTo(Json.at(file, "bytes"));
      List<Map<String, Object>> records =
          name.endsWith(".csv") ? csv(path) : lines(path).map(Json::object).toList();
      assertThat((long) records.size())
          .as("records of %s", path)
          .isEqualTo(Json.at(file, "records"));
      (name.startsWith("scrap") ? scrap : products).addAll(records);
    }
    assertThat(list(shipment).stream().map(p -> p.getFileName().toString()))
        .as("files of %s", shipment)
        .containsExactlyInAnyOrderElementsOf(named);
    List<Map<String, Object>> shipped = products.subList(before, products.size());
    assertThat(manifest.get("products")).isEqualTo((long) shipped.size());
    assertThat(manifest.get("materials")).isEqualTo(materials(shipped));
  }

  /** How many records are in products. */
  long materials() {
    return materials(products);
  }

  /** How many records are in the scrap. */
  long scrapped() {
    return materials(scrap);
  }

  /** How many products there are of each class. */
  Map<String, Long> pclasses() {
    Map<String, Long> counts = new TreeMap<>();
    products.forEach(product -> counts.merge((String) product.get("pclass"), 1L, Long::sum));
    return counts;
  }

  /** The sum of a field over all products. */
  long sum(String field) {
    return products.stream().mapToLong(product -> number(Json.at(product, "fields", field))).sum();
  }

  /** The product of this pid, of which there must be one. */
  Map<String, Object> product(String pid) {
    List<Map<String, Object>> found =
        products.stream().filter(product -> product.get("pid").equals(pid)).toList();
    assertThat(found).as("products of pid '%s'", pid).hasSize(1);
    return found.get(0);
  }

  /** The SHA-256 over {@code pid,start,end,count} lines, as the data sets define it. */
  String sha256() {
    return sha256(product -> "");
  }

  /** The SHA-256 over {@code pid,start,end,count,value} lines. */
  String sha256WithValue() {
    return sha256(product -> "," + number(Json.at(product, "fields", "value")));
  }

  private String sha256(Function<Map<String, Object>, String> more) {
    byte[][] lines = new byte[products.size()][];
    for (int i = 0; i < lines.length; i++) {
      Map<String, Object> p = products.get(i);
      String line =
          "%s,%d,%d,%d%s\n"
              .formatted(
                  p.get("pid"),
                  number(p.get("first")),
                  number(p.get("last")),
                  number(p.get("materials")),
                  more.apply(p));
      lines[i] = line.getBytes(StandardCharsets.UTF_8);
    }
    Arrays.sort(lines, Arrays::compareUnsigned);
    MessageDigest digest = digest();
    for (byte[] line : lines) {
      digest.update(line);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static long materials(List<Map<String, Object>> records) {
    return records.stream().mapToLong(record -> number(record.get("materials"))).sum();
  }

  private static long number(Object value) {
    return value instanceof Long number ? number : Long.parseLong((String) value);
  }

  private static List<Map<String, Object>> csv(Path path) {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(path)) {
      List<Map<String, Object>> records = new ArrayList<>();
      for (NamedCsvRecord row : reader) {
        Map<String, Object> product = new LinkedHashMap<>(row.getFieldsAsMap());
        Map<String, Object> fields = new LinkedHashMap<>(product);
        fields.keySet().removeAll(COLUMNS);
        product.put("fields", fields);
        records.add(product);
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(Path path) {
    // Not String.lines(), which also ends a line at a lone carriage return.
    String text = read(path);
    assertThat(text).as("%s", path).endsWith("\n");
    return Stream.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
