package factory.transportation;

import factory.goods.Column;
import factory.goods.Partition;
import factory.goods.Product;
import factory.goods.Scrap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes products as rows of their table, see {@link RowText}, and scrap as JSON Lines or, for a
 * database, as rows of its own table.
 */
final class RowEncoder extends ProductEncoder {
  /** More digits before or after the point are left to {@code fields}. */
  private static final int MOST_DIGITS = 1_000;

  private final ProductTable table;
  private final boolean binaryDecimals;
  private final @Nullable ScrapRow scrapRow;
  private final JsonLine json = new JsonLine();
  private Crate last = new Crate("", List.of());

  /**
   * @param binaryDecimals whether decimals are kept as 64-bit floating point; what those cannot
   *     hold exactly is kept beside them
   * @param scrapRows whether scrap becomes rows
   */
  RowEncoder(
      List<Partition> partitions, ProductTable table, boolean binaryDecimals, boolean scrapRows) {
    super(partitions, table.times());
    this.table = table;
    this.binaryDecimals = binaryDecimals;
    this.scrapRow = scrapRows ? new ScrapRow(partitions) : null;
  }

  @Override
  Parcel encodeScrap(Scrap scrap) {
    return scrapRow == null ? super.encodeScrap(scrap) : scrapRow.encode(scrap);
  }

  @Override
  Parcel encode(Product product, Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(fields);
    List<@Nullable String> row = new ArrayList<>(table.cells().size());
    String pclass = JsonValues.text(product.pclass());
    row.add(id(product));
    row.add(product.pid().text());
    row.add(pclass);
    row.add(product.closed().text());
    row.add(Long.toString(product.materials()));
    row.add(time(product.first(), "first", rest));
    row.add(time(product.last(), "last", rest));
    row.add(Integer.toString(product.revision()));
    table.fields().forEach((name, kind) -> row.add(field(name, kind, rest)));
    row.add(
        rest.isEmpty() ? null : json.text((generator, values) -> values.object(generator, rest)));
    if (!last.pclass().equals(pclass)) {
      last = new Crate(pclass, List.of());
    }
    return Parcel.ofProduct(last, product.materials(), product.positions(), RowText.line(row));
  }

  /** A time that no calendar has stands in {@code fields}. */
  private @Nullable String time(long time, String name, Map<String, @Nullable Object> rest) {
    String text = times.text(time);
    if (text != null && times.times() == DestinationSettings.Times.ISO && !fits(time, text)) {
      rest.put("(" + name + ")", time);
      return null;
    }
    return text;
  }

  /** Whether it is a time with a year of four digits, which both databases know. */
  private boolean fits(long time, String text) {
    return !times.isNumber(time) && Character.isDigit(text.charAt(0)) && !text.startsWith("0000");
  }

  /** The value in its column; it leaves {@code rest} if it is all there. */
  private @Nullable String field(
      String name, Column.Kind kind, Map<String, @Nullable Object> rest) {
    Object value = rest.get(name);
    if (value == null) {
      rest.remove(name);
      return null;
    }
    String text =
        switch (kind) {
          case TEXT -> text(value);
          case JSON -> json(value);
          case BOOLEAN -> value instanceof Boolean ? value.toString() : null;
          case INTEGER -> integer(value);
          case DECIMAL -> decimal(value);
        };
    if (text != null && !(kind == Column.Kind.DECIMAL && binaryDecimals && !isExact(text))) {
      rest.remove(name);
    }
    return text;
  }

  private String text(Object value) {
    boolean several =
        value instanceof Map || value instanceof Iterable || value instanceof Object[];
    return several ? json(value) : JsonValues.text(value);
  }

  private String json(Object value) {
    return json.text((generator, values) -> values.value(generator, value));
  }

  private static @Nullable String integer(Object value) {
    BigDecimal number = number(value);
    try {
      return number == null ? null : Long.toString(number.longValueExact());
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable String decimal(Object value) {
    BigDecimal number = number(value);
    return number == null ? null : number.toPlainString();
  }

  private static @Nullable BigDecimal number(Object value) {
    BigDecimal number = null;
    if (value instanceof BigDecimal decimal) {
      number = decimal;
    } else if (value instanceof BigInteger integer) {
      number = new BigDecimal(integer);
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return BigDecimal.valueOf(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      double binary = ((Number) value).doubleValue();
      number = Double.isFinite(binary) ? new BigDecimal(value.toString()) : null;
    }
    boolean sensible =
        number != null
            && Math.abs((long) number.scale()) <= MOST_DIGITS
            && number.precision() <= MOST_DIGITS;
    return sensible ? number : null;
  }

  private static boolean isExact(String decimal) {
    double binary = Double.parseDouble(decimal);
    return Double.isFinite(binary)
        && new BigDecimal(Double.toString(binary)).compareTo(new BigDecimal(decimal)) == 0;
  }
}
