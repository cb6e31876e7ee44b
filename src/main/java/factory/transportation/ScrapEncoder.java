package factory.transportation;

import com.fasterxml.jackson.core.JsonGenerator;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Scrap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes scrap as JSON Lines, whatever the format of the products. */
final class ScrapEncoder {
  private final List<Partition> partitions;
  private final JsonLine line = new JsonLine();

  ScrapEncoder(List<Partition> partitions) {
    this.partitions = partitions;
  }

  Parcel encode(Scrap scrap) {
    byte[] bytes;
    try {
      bytes = line.write((json, values) -> write(json, values, scrap, scrap.bundle()));
    } catch (Throwable thrown) {
      Scrap.Bundle rest = instead(scrap.bundle(), thrown);
      bytes = line.write((json, values) -> write(json, values, scrap, rest));
    }
    return Parcel.ofScrap(scrap, bytes);
  }

  /** The bundle alone as JSON; null if there is none. */
  @Nullable String bundle(Scrap scrap) {
    Scrap.Bundle bundle = scrap.bundle();
    if (bundle == null) {
      return null;
    }
    try {
      return line.text((json, values) -> bundle(json, values, bundle, scrap.positions()));
    } catch (Throwable thrown) {
      Scrap.Bundle rest = instead(bundle, thrown);
      return rest == null
          ? null
          : line.text((json, values) -> bundle(json, values, rest, scrap.positions()));
    }
  }

  private static Scrap.@Nullable Bundle instead(Scrap.@Nullable Bundle bundle, Throwable thrown) {
    Map<String, Object> sorry = Unencodable.instead(thrown);
    return bundle == null
        ? null
        : new Scrap.Bundle(bundle.blueprint(), bundle.exception(), sorry, null, List.of());
  }

  private void write(
      JsonGenerator json, JsonValues values, Scrap scrap, Scrap.@Nullable Bundle bundle)
      throws IOException {
    Pid pid = scrap.pid();
    json.writeStartObject();
    json.writeStringField("reason", scrap.reason().text());
    json.writeStringField("partition", partitions.get(scrap.partition()).name());
    json.writeNumberField("offset", scrap.offset());
    if (scrap.line() < 0) {
      json.writeNullField("line");
    } else {
      json.writeNumberField("line", scrap.line());
    }
    json.writeStringField("pid", pid == null ? null : pid.text());
    json.writeStringField("detail", scrap.detail());
    json.writeStringField("record", scrap.record());
    json.writeNumberField("materials", scrap.materials());
    json.writeFieldName("bundle");
    if (bundle == null) {
      json.writeNull();
    } else {
      bundle(json, values, bundle, scrap.positions());
    }
    json.writeEndObject();
  }

  private void bundle(
      JsonGenerator json, JsonValues values, Scrap.Bundle bundle, Positions positions)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("blueprint", bundle.blueprint());
    json.writeStringField("exception", bundle.exception());
    json.writeFieldName("failing");
    values.object(json, bundle.failing());
    json.writeFieldName("assembly");
    values.object(json, bundle.assembly());
    json.writeArrayFieldStart("kept");
    for (Map<String, ? extends @Nullable Object> material : bundle.kept()) {
      values.object(json, material);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("positions");
    for (long[] run : runs(positions)) {
      json.writeStartArray();
      json.writeString(partitions.get((int) run[0]).name());
      json.writeNumber(run[1]);
      json.writeNumber(run[2]);
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The positions in their order, neighbours joined: partition, first offset, last offset. */
  static List<long[]> runs(Positions positions) {
    List<long[]> runs = new java.util.ArrayList<>();
    positions.forEach(
        (partition, offset) -> {
          long[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
          if (last != null && last[0] == partition && last[2] + 1 == offset) {
            last[2] = offset;
          } else {
            runs.add(new long[] {partition, offset, offset});
          }
        });
    return runs;
  }
}
