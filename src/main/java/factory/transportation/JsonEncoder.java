package factory.transportation;

import com.fasterxml.jackson.core.JsonGenerator;
import factory.goods.Cargo;
import factory.goods.Partition;
import factory.goods.Product;
import factory.goods.Scrap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes products and scrap as JSON Lines. */
final class JsonEncoder implements Encoder {
  /** Stands instead of the fields of a product whose values cannot even be written as text. */
  static final String UNENCODABLE = "(unencodable)";

  private final List<Partition> partitions;
  private final EventTimes times;
  private final JsonLine line = new JsonLine();
  private final ScrapEncoder scrap;
  private Crate last = new Crate("", List.of());

  JsonEncoder(List<Partition> partitions, EventTimes times) {
    this.partitions = partitions;
    this.times = times;
    this.scrap = new ScrapEncoder(partitions);
  }

  @Override
  public Parcel encode(Cargo cargo) {
    if (cargo instanceof Scrap waste) {
      return scrap.encode(waste);
    }
    Product product = (Product) cargo;
    byte[] bytes;
    try {
      bytes = line.write((json, values) -> write(json, values, product, product.fields()));
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      bytes =
          line.write(
              (json, values) -> write(json, values, product, Map.of(UNENCODABLE, describe(e))));
    }
    return Parcel.ofProduct(
        crate(JsonValues.text(product.pclass())), product.materials(), product.positions(), bytes);
  }

  /** The id of a product: the partition and offset of its first material. */
  static String id(List<Partition> partitions, Product product) {
    return partitions.get(product.partition()).name() + ":" + product.offset();
  }

  /** What a value of the user's has thrown; its own message may fail again. */
  static String describe(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return thrown.getClass().getName();
    }
  }

  private void write(
      JsonGenerator json,
      JsonValues values,
      Product product,
      Map<String, ? extends @Nullable Object> fields)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id(partitions, product));
    json.writeStringField("pid", product.pid().text());
    json.writeStringField("pclass", JsonValues.text(product.pclass()));
    json.writeStringField("closed", product.closed().text());
    json.writeNumberField("materials", product.materials());
    time(json, "first", product.first());
    time(json, "last", product.last());
    json.writeNumberField("revision", product.revision());
    json.writeFieldName("fields");
    values.object(json, fields);
    json.writeEndObject();
  }

  private void time(JsonGenerator json, String field, long time) throws IOException {
    String text = times.text(time);
    json.writeFieldName(field);
    if (text == null) {
      json.writeNull();
    } else if (times.isNumber(time)) {
      json.writeNumber(time);
    } else {
      json.writeString(text);
    }
  }

  private Crate crate(String pclass) {
    if (!last.pclass().equals(pclass)) {
      last = new Crate(pclass, List.of());
    }
    return last;
  }
}
