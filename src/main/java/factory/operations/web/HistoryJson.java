package factory.operations.web;

import com.fasterxml.jackson.core.JsonGenerator;
import factory.operations.History;
import factory.operations.Percentiles;
import factory.operations.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The record of the last minutes as JSON, {@code /api/history}: a list for each figure, all as long
 * as {@code at}, which has milliseconds since 1970.
 */
final class HistoryJson {
  /** A figure by its name; the order is that of the document. */
  private record Figure(String name, ToDoubleFunction<Sample> value) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("at", s -> s.at().toEpochMilli()),
          new Figure("boughtPerSecond", Sample::materials),
          new Figure("assembledPerSecond", Sample::assembled),
          new Figure("productsPerSecond", Sample::products),
          new Figure("lineBacklog", Sample::backlog),
          new Figure("roster", Sample::roster),
          new Figure("openBytes", Sample::openBytes),
          new Figure("inWarehouse", Sample::warehouse),
          new Figure("processCpu", Sample::cpu),
          new Figure("heapUsedBytes", Sample::heapUsed),
          new Figure("heapMaxBytes", Sample::heapMax),
          new Figure("gcPauseMillis", Sample::gcMillis),
          new Figure("materialToProductP50", s -> seconds(s.toProduct(), s.toProduct().p50())),
          new Figure("materialToProductP99", s -> seconds(s.toProduct(), s.toProduct().p99())),
          new Figure("productToShipmentP50", s -> seconds(s.toShipment(), s.toShipment().p50())),
          new Figure("productToShipmentP99", s -> seconds(s.toShipment(), s.toShipment().p99())));

  private HistoryJson() {}

  /** All that is kept. */
  static String write(History history) {
    return write(history.samples(), history.every(), history.most());
  }

  private static String write(List<Sample> samples, Duration every, int most) {
    return Json.text(
        json -> {
          json.writeStartObject();
          Json.seconds(json, "everySeconds", every);
          json.writeNumberField("mostSamples", most);
          for (Figure figure : FIGURES) {
            json.writeArrayFieldStart(figure.name);
            for (Sample sample : samples) {
              Json.number(json, figure.value.applyAsDouble(sample));
            }
            json.writeEndArray();
          }
          json.writeArrayFieldStart("cores");
          for (Sample sample : samples) {
            cores(json, sample);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** One sample as an object with the same names. */
  static void sample(JsonGenerator json, Sample sample) throws IOException {
    json.writeStartObject();
    for (Figure figure : FIGURES) {
      Json.number(json, figure.name, figure.value.applyAsDouble(sample));
    }
    json.writeFieldName("cores");
    cores(json, sample);
    json.writeEndObject();
  }

  private static void cores(JsonGenerator json, Sample sample) throws IOException {
    json.writeStartArray();
    for (double core : sample.cores()) {
      Json.number(json, core);
    }
    json.writeEndArray();
  }

  private static double seconds(Percentiles percentiles, double value) {
    return percentiles.count() == 0 ? Double.NaN : value;
  }
}
