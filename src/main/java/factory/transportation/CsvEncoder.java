package factory.transportation;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import factory.goods.Partition;
import factory.goods.Product;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes products as CSV by RFC 4180, scrap as JSON Lines.
 *
 * <p>Null is an empty field, the empty text a quoted one; lists and maps are written as JSON. The
 * fields of a product follow its head; one that is called like a column of the head is called
 * {@code fields.<name>}.
 */
final class CsvEncoder extends ProductEncoder {
  /** The columns that each product has. */
  static final List<String> HEAD =
      List.of("id", "pid", "pclass", "closed", "materials", "first", "last", "revision");

  /** Most crates that are kept to be shared between parcels. */
  private static final int SHARED_CRATES = 1_000;

  private final JsonLine json = new JsonLine();
  private final Map<Crate, Crate> crates = new HashMap<>();

  CsvEncoder(List<Partition> partitions, EventTimes times) {
    super(partitions, times);
  }

  @Override
  Parcel encode(Product product, Map<String, ? extends @Nullable Object> fields) {
    List<String> columns = new ArrayList<>(HEAD);
    List<@Nullable String> record = head(product);
    fields(fields, columns, record);
    Crate crate = shared(new Crate(JsonValues.text(product.pclass()), List.copyOf(columns)));
    return Parcel.ofProduct(crate, product.materials(), product.positions(), line(record));
  }

  /** One record with its line end. */
  static byte[] line(List<@Nullable String> record) {
    StringWriter text = new StringWriter();
    CsvWriter.builder()
        .quoteStrategy(QuoteStrategies.EMPTY)
        .lineDelimiter(LineDelimiter.CRLF)
        .bufferSize(0)
        .build(text)
        .writeRecord(record);
    return escapeLoneSurrogates(text.toString()).getBytes(StandardCharsets.UTF_8);
  }

  private List<@Nullable String> head(Product product) {
    List<@Nullable String> record = new ArrayList<>();
    record.add(id(product));
    record.add(product.pid().text());
    record.add(JsonValues.text(product.pclass()));
    record.add(product.closed().text());
    record.add(Long.toString(product.materials()));
    record.add(times.text(product.first()));
    record.add(times.text(product.last()));
    record.add(Integer.toString(product.revision()));
    return record;
  }

  private void fields(
      Map<String, ? extends @Nullable Object> fields,
      List<String> columns,
      List<@Nullable String> record) {
    for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
      String name = escapeLoneSurrogates(JsonValues.text(field.getKey()));
      while (columns.contains(name)) {
        name = "fields." + name;
      }
      columns.add(name);
      record.add(text(field.getValue()));
    }
  }

  private @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String
        || value instanceof Long
        || value instanceof BigDecimal
        || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Map || value instanceof Iterable || value instanceof Object[]) {
      return json.text((generator, values) -> values.value(generator, value));
    }
    return JsonValues.text(value);
  }

  private Crate shared(Crate crate) {
    Crate known = crates.get(crate);
    if (known != null) {
      return known;
    }
    if (crates.size() >= SHARED_CRATES) {
      crates.clear();
    }
    crates.put(crate, crate);
    return crate;
  }

  /** UTF-8 has no bytes for a lone surrogate: it is written as JSON would. */
  private static String escapeLoneSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            point -> {
              if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                escaped.append(String.format("\\u%04X", point));
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }
}
