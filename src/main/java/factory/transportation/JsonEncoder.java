package factory.transportation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import factory.goods.Closed;
import factory.goods.Partition;
import factory.goods.Product;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes products and scrap as JSON Lines. Names are quoted once. */
final class JsonEncoder extends ProductEncoder {
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString PID = new SerializedString("pid");
  private static final SerializedString PCLASS = new SerializedString("pclass");
  private static final SerializedString CLOSED = new SerializedString("closed");
  private static final SerializedString MATERIALS = new SerializedString("materials");
  private static final SerializedString FIRST = new SerializedString("first");
  private static final SerializedString LAST = new SerializedString("last");
  private static final SerializedString REVISION = new SerializedString("revision");
  private static final SerializedString FIELDS = new SerializedString("fields");

  private static final int MOST_CRATES = 64;

  private static final Map<Closed, SerializedString> WHY = new EnumMap<>(Closed.class);

  static {
    for (Closed closed : Closed.values()) {
      WHY.put(closed, new SerializedString(closed.text()));
    }
  }

  private final JsonLine line = new JsonLine();
  private final InstantText instant = new InstantText();

  /** By class; those that came last. */
  private final Map<String, Crate> crates = new HashMap<>();

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
    json.writeFieldName(ID);
    json.writeString(id(product));
    json.writeFieldName(PID);
    json.writeString(product.pid().text());
    json.writeFieldName(PCLASS);
    json.writeString(JsonValues.text(product.pclass()));
    json.writeFieldName(CLOSED);
    json.writeString(WHY.get(product.closed()));
    json.writeFieldName(MATERIALS);
    json.writeNumber(product.materials());
    time(json, FIRST, product.first());
    time(json, LAST, product.last());
    json.writeFieldName(REVISION);
    json.writeNumber(product.revision());
    json.writeFieldName(FIELDS);
    values.object(json, fields);
    json.writeEndObject();
  }

  private void time(JsonGenerator json, SerializedString field, long time) throws IOException {
    json.writeFieldName(field);
    if (times.write(time, instant)) {
      json.writeRawUTF8String(instant.bytes(), 0, instant.length());
      return;
    }
    String text = times.text(time);
    if (text == null) {
      json.writeNull();
    } else if (times.isNumber(time)) {
      json.writeNumber(time);
    } else {
      json.writeString(text);
    }
  }

  private Crate crate(String pclass) {
    if (crates.size() == MOST_CRATES) {
      crates.clear();
    }
    return crates.computeIfAbsent(pclass, key -> new Crate(key, List.of()));
  }
}
