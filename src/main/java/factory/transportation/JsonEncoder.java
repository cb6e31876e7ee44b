package factory.transportation;

import com.fasterxml.jackson.core.JsonGenerator;
import factory.goods.Partition;
import factory.goods.Product;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes products and scrap as JSON Lines. */
final class JsonEncoder extends ProductEncoder {
  private final JsonLine line = new JsonLine();
  private Crate last = new Crate("", List.of());

  JsonEncoder(List<Partition> partitions, EventTimes times) {
    super(partitions, times);
  }

  @Override
  Parcel encode(Product product, Map<String, ? extends @Nullable Object> fields) {
    byte[] bytes = line.write((json, values) -> write(json, values, product, fields));
    return Parcel.ofProduct(
        crate(JsonValues.text(product.pclass())), product.materials(), product.positions(), bytes);
  }

  private void write(
      JsonGenerator json,
      JsonValues values,
      Product product,
      Map<String, ? extends @Nullable Object> fields)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id(product));
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
