package factory.operations.web;

import com.fasterxml.jackson.core.JsonGenerator;
import factory.operations.Account;
import factory.operations.Alarm;
import factory.operations.Bottleneck;
import factory.operations.Percentiles;
import factory.operations.PurchaseStock;
import factory.operations.Sample;
import factory.operations.Snapshot;
import factory.operations.Transit;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plant as one JSON object, {@code /api/state}; {@code docs/web.md} says what is in it. */
final class StateJson {
  private StateJson() {}

  /**
   * The object.
   *
   * @param at when the snapshot was shown
   * @param sample the newest of the history
   */
  static String write(Snapshot s, Instant at, @Nullable Sample sample) {
    Instant started = at.minus(s.running());
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("factory", s.factory());
          json.writeStringField("at", at.toString());
          json.writeStringField("started", started.toString());
          Json.seconds(json, "runningSeconds", s.running());
          json.writeBooleanField("ended", s.ended());
          rates(json, s);
          source(json, s.account(), s.left());
          workshops(json, s);
          transport(json, s.account().transport());
          custody(json, s.account());
          bottleneck(json, s.bottleneck());
          latency(json, s.transit());
          shipments(json, s.transit(), started);
          alarms(json, "alarms", s.alarms(), started);
          alarms(json, "alarmHistory", s.history(), started);
          Json.counts(json, "failures", s.failures());
          Json.counts(json, "findings", s.findings());
          if (sample == null) {
            json.writeNullField("sample");
          } else {
            json.writeFieldName("sample");
            HistoryJson.sample(json, sample);
          }
          json.writeEndObject();
        });
  }

  private static void rates(JsonGenerator json, Snapshot s) throws IOException {
    json.writeObjectFieldStart("rates");
    Json.number(json, "boughtPerSecond", s.boughtPerSecond());
    Json.number(json, "assembledPerSecond", s.allAssembledPerSecond());
    Json.number(json, "productsPerSecond", s.productsPerSecond());
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, Account account, @Nullable Duration left)
      throws IOException {
    PurchaseStock p = account.purchases();
    json.writeObjectFieldStart("source");
    json.writeNumberField("bought", p.bought());
    json.writeNumberField("skipped", p.skipped());
    json.writeNumberField("held", p.held());
    json.writeBooleanField("bounded", p.bounded());
    json.writeBooleanField("finished", p.finished());
    Json.number(json, "progress", p.progress());
    Json.seconds(json, "leftSeconds", left);
    json.writeNumberField("replay", account.replay());
    json.writeEndObject();
  }

  private static void workshops(JsonGenerator json, Snapshot s) throws IOException {
    json.writeArrayFieldStart("workshops");
    List<WorkshopStock> workshops = s.account().workshops();
    for (int i = 0; i < workshops.size(); i++) {
      WorkshopStock w = workshops.get(i);
      json.writeStartObject();
      json.writeNumberField("workshop", w.workshop());
      json.writeNumberField("onLine", w.onLine());
      json.writeNumberField("delivered", w.delivered());
      json.writeNumberField("lineCapacity", w.lineCapacity());
      json.writeNumberField("placesTaken", w.placesHeld());
      json.writeNumberField("held", w.held());
      json.writeNumberField("outgoing", w.outgoing());
      json.writeNumberField("assembled", w.assembled());
      Json.number(json, "assembledPerSecond", s.assembledPerSecond().get(i));
      json.writeNumberField("roster", w.roster());
      json.writeNumberField("hired", w.hired());
      json.writeNumberField("dismissed", w.dismissed());
      json.writeNumberField("bench", w.bench());
      json.writeNumberField("parked", w.parked());
      json.writeNumberField("waitingForPermit", w.waiting());
      json.writeNumberField("openBytes", w.openBytes());
      Json.seconds(json, "oldestSeconds", w.oldest());
      json.writeBooleanField("closed", w.closed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void transport(JsonGenerator json, TransportStock t) throws IOException {
    json.writeObjectFieldStart("transport");
    json.writeNumberField("onLine", t.onLine());
    json.writeNumberField("lineCapacity", t.lineCapacity());
    json.writeNumberField("inWarehouse", t.inWarehouse());
    json.writeNumberField("warehouseCapacity", t.warehouseCapacity());
    Json.counts(json, "warehouseByPclass", t.warehouseByPclass());
    json.writeNumberField("shipments", t.shipments());
    json.writeNumberField("shippedProducts", t.shippedProducts());
    Json.counts(json, "shippedByPclass", t.shippedByPclass());
    json.writeStringField("destination", t.destination());
    json.writeEndObject();
  }

  private static void custody(JsonGenerator json, Account a) throws IOException {
    json.writeObjectFieldStart("custody");
    json.writeNumberField("bought", a.bought());
    json.writeNumberField("shipped", a.shipped());
    json.writeNumberField("scrapped", a.scrapped());
    json.writeNumberField("open", a.open());
    json.writeNumberField("inMotion", a.missing());
    Json.counts(json, "scrappedByReason", a.scrappedByReason());
    json.writeObjectFieldStart("openAt");
    for (OpenAt place : OpenAt.values()) {
      json.writeNumberField(place.json(), place.count(a));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void bottleneck(JsonGenerator json, Bottleneck b) throws IOException {
    json.writeObjectFieldStart("bottleneck");
    json.writeStringField("stage", Json.word(b.stage()));
    json.writeStringField("actor", b.actor());
    json.writeStringField("text", b.text());
    Json.number(json, "busy", b.busy());
    json.writeEndObject();
  }

  private static void latency(JsonGenerator json, Transit transit) throws IOException {
    json.writeObjectFieldStart("latency");
    percentiles(json, "materialToProduct", transit.toProduct());
    percentiles(json, "productToShipment", transit.toShipment());
    json.writeObjectFieldStart("ofRun");
    percentiles(json, "materialToProduct", transit.everToProduct());
    percentiles(json, "productToShipment", transit.everToShipment());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void percentiles(JsonGenerator json, String name, Percentiles p)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", p.count());
    boolean any = p.count() > 0;
    Json.number(json, "p50Seconds", any ? p.p50() : Double.NaN);
    Json.number(json, "p90Seconds", any ? p.p90() : Double.NaN);
    Json.number(json, "p99Seconds", any ? p.p99() : Double.NaN);
    Json.number(json, "maxSeconds", any ? p.max() : Double.NaN);
    json.writeEndObject();
  }

  private static void shipments(JsonGenerator json, Transit transit, Instant started)
      throws IOException {
    json.writeArrayFieldStart("shipments");
    for (Transit.Done done : transit.shipments()) {
      json.writeStartObject();
      json.writeNumberField("number", done.shipment().number());
      json.writeStringField("at", started.plus(done.at()).toString());
      Json.seconds(json, "tookSeconds", done.shipment().took());
      json.writeNumberField("products", done.shipment().products());
      json.writeNumberField("materials", done.shipment().materials());
      json.writeNumberField("scrap", done.shipment().scrap());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void alarms(JsonGenerator json, String name, List<Alarm> alarms, Instant started)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Alarm alarm : alarms) {
      json.writeStartObject();
      json.writeStringField("key", alarm.key());
      json.writeStringField("actor", alarm.actor());
      json.writeStringField("text", alarm.text());
      json.writeStringField("raised", started.plus(alarm.raised()).toString());
      Duration cleared = alarm.cleared();
      json.writeStringField("cleared", cleared == null ? null : started.plus(cleared).toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
