package factory.operations.web;

import factory.goods.Scrap;
import factory.operations.Account;
import factory.operations.Alarm;
import factory.operations.Bottleneck;
import factory.operations.Finding;
import factory.operations.Snapshot;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * The plant as Prometheus reads it, {@code /metrics}. All figures of the factory are of one and the
 * same snapshot, so that they add up; those of the JVM are read when they are asked for.
 *
 * <p>No label has a pid in it: there may be millions. Classes come from data as well, so only
 * {@value #CLASSES} have a label of their own, see {@link ShownNames}. A series that was shown once
 * stays.
 */
final class Metrics {
  /** The media type of what {@link #write} returns. */
  static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final int CLASSES = 50;

  /**
   * Not shown: to find deadlocks all threads are stopped, 10 ms for each scrape. The library asks
   * for the name of a metric before it collects it.
   */
  private static final String DEADLOCKED = "jvm_threads_deadlocked";

  private final ShownNames classes = new ShownNames(CLASSES);
  private final Set<String> alarmKinds = new TreeSet<>();
  private final PrometheusRegistry jvm = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();

  Metrics() {
    JvmMetrics.builder().register(jvm);
  }

  /** The answer to one who asks. */
  synchronized byte[] write(Snapshot snapshot) {
    List<MetricSnapshot> all = new ArrayList<>();
    custody(all, snapshot.account());
    workshops(all, snapshot);
    transport(all, snapshot);
    state(all, snapshot);
    jvm.scrape(name -> !name.startsWith(DEADLOCKED)).forEach(all::add);
    ByteArrayOutputStream text = new ByteArrayOutputStream(16_384);
    try {
      writer.write(text, new MetricSnapshots(all));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written to but memory
    }
    return text.toByteArray();
  }

  private static void custody(List<MetricSnapshot> all, Account a) {
    all.add(Points.counter("factory_materials_bought", "Records bought in this run.", a.bought()));
    all.add(
        Points.counter(
            "factory_materials_skipped",
            "Records read again that an earlier run had shipped or scrapped.",
            a.purchases().skipped()));
    all.add(
        Points.counter("factory_materials_shipped", "Materials in products shipped.", a.shipped()));
    CounterSnapshot.Builder scrapped =
        CounterSnapshot.builder()
            .name("factory_materials_scrapped")
            .help("Records scrapped, by reason.");
    for (Scrap.Reason reason : Scrap.Reason.values()) {
      scrapped.dataPoint(
          Points.point(
              a.scrappedByReason().getOrDefault(reason, 0L),
              Labels.of("reason", Json.word(reason))));
    }
    all.add(scrapped.build());
    GaugeSnapshot.Builder open =
        GaugeSnapshot.builder()
            .name("factory_materials_open")
            .help("Materials without a fate yet, by where they are.");
    for (OpenAt place : OpenAt.values()) {
      open.dataPoint(Points.gauge(place.count(a), Labels.of("place", Json.word(place))));
    }
    all.add(open.build());
    all.add(
        Points.single(
            "factory_materials_in_motion",
            "Bought less shipped, scrapped and open: what moved between two reports; 0 at rest.",
            a.missing()));
    all.add(
        Points.single(
            "factory_source_read_ratio",
            "How much of a bounded source is read, 0 to 1; NaN where that is unknown.",
            a.purchases().progress()));
    all.add(
        Points.single(
            "factory_replay_materials", "Records that a restart would read again.", a.replay()));
  }

  private static void workshops(List<MetricSnapshot> all, Snapshot s) {
    add(
        all,
        s,
        "factory_line_materials",
        "Materials in flight on the line.",
        w -> w.onLine() + w.delivered());
    add(
        all,
        s,
        "factory_line_capacity_materials",
        "Most materials in flight on the line now, in places; more with more workers.",
        WorkshopStock::lineCapacity);
    add(
        all,
        s,
        "factory_line_places",
        "Places taken on the line: one for each material in flight, several for a large one.",
        WorkshopStock::placesHeld);
    add(all, s, "factory_roster_workers", "Live workers.", WorkshopStock::roster);
    add(all, s, "factory_bench_workers", "Workers that wait for a pid.", WorkshopStock::bench);
    add(
        all,
        s,
        "factory_parked_pids",
        "Pids on which the blueprint failed.",
        WorkshopStock::parked);
    add(
        all,
        s,
        "factory_open_assemblies_bytes",
        "Estimated size of open assemblies.",
        WorkshopStock::openBytes);
    add(
        all,
        s,
        "factory_permits_awaited",
        "Products and scrap that wait for a transport permit.",
        WorkshopStock::waiting);
    add(
        all,
        s,
        "factory_oldest_worker_seconds",
        "Age of the longest hired worker.",
        w -> w.oldest().toMillis() / 1e3);
    count(
        all,
        s,
        "factory_materials_assembled",
        "Records that a workshop is done with: taken in by workers, or bad and passed on as scrap.",
        WorkshopStock::assembled);
    count(all, s, "factory_workers_hired", "Workers hired.", WorkshopStock::hired);
    count(all, s, "factory_workers_dismissed", "Workers dismissed.", WorkshopStock::dismissed);
  }

  private void transport(List<MetricSnapshot> all, Snapshot s) {
    TransportStock t = s.account().transport();
    all.add(
        Points.single(
            "factory_transportation_line_products",
            "Places taken on the transportation line: products, scrap, and permits that are out.",
            t.onLine()));
    all.add(
        Points.single(
            "factory_transportation_line_capacity_products", "Most of them.", t.lineCapacity()));
    all.add(
        Points.single(
            "factory_warehouse_products", "Products and scrap in the warehouse.", t.inWarehouse()));
    all.add(
        Points.single(
            "factory_warehouse_capacity_products", "Most of them.", t.warehouseCapacity()));
    all.add(Points.counter("factory_shipments", "Shipments committed.", t.shipments()));
    CounterSnapshot.Builder products =
        CounterSnapshot.builder()
            .name("factory_products_shipped")
            .help(
                "Products shipped, by class; beyond " + CLASSES + " classes: " + Json.OTHERS + ".");
    classes
        .of(t.shippedByPclass(), t.shippedProducts())
        .forEach(
            (pclass, count) ->
                products.dataPoint(Points.point(count, Labels.of("pclass", pclass))));
    all.add(products.build());
    all.add(
        Points.summary(
            "factory_material_to_product_seconds",
            "From the purchase of a product's last material until it stands packed in the warehouse; a sample of the last minute.",
            s.transit().toProduct()));
    all.add(
        Points.summary(
            "factory_product_to_shipment_seconds",
            "From a product packed in the warehouse until it is shipped; of the last minute.",
            s.transit().toShipment()));
  }

  private void state(List<MetricSnapshot> all, Snapshot s) {
    GaugeSnapshot.Builder alarms =
        GaugeSnapshot.builder()
            .name("factory_alarms")
            .help("Alarms that stand, by kind: the part of the key before the stroke.");
    Map<String, Long> kinds = new HashMap<>();
    for (Alarm alarm : s.alarms()) {
      kinds.merge(alarm.key().replaceFirst("/.*", ""), 1L, Long::sum);
    }
    alarmKinds.addAll(kinds.keySet()); // the code's own words, a few dozen
    for (String kind : alarmKinds) {
      alarms.dataPoint(Points.gauge(kinds.getOrDefault(kind, 0L), Labels.of("kind", kind)));
    }
    all.add(alarms.build());
    CounterSnapshot.Builder failures =
        CounterSnapshot.builder().name("factory_failures").help("Actors that failed, by role.");
    s.failuresOfAllRoles()
        .forEach((role, count) -> failures.dataPoint(Points.point(count, Labels.of("role", role))));
    all.add(failures.build());
    CounterSnapshot.Builder findings =
        CounterSnapshot.builder().name("factory_findings").help("What Inspectors found, by kind.");
    for (Finding.Kind kind : Finding.Kind.values()) {
      findings.dataPoint(
          Points.point(s.findings().getOrDefault(kind, 0L), Labels.of("kind", Json.word(kind))));
    }
    all.add(findings.build());
    GaugeSnapshot.Builder held =
        GaugeSnapshot.builder()
            .name("factory_bottleneck")
            .help("1 for the stage that holds the others up.");
    for (Bottleneck.Stage stage : Bottleneck.Stage.values()) {
      held.dataPoint(
          Points.gauge(
              s.bottleneck().stage() == stage ? 1 : 0, Labels.of("stage", Json.word(stage))));
    }
    all.add(held.build());
    all.add(
        Points.single("factory_running_seconds", "Since the start.", s.running().toMillis() / 1e3));
    all.add(
        InfoSnapshot.builder()
            .name("factory")
            .help("What this factory is called.")
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of("name", s.factory()))
                    .build())
            .build());
  }

  private static void add(
      List<MetricSnapshot> all,
      Snapshot s,
      String name,
      String help,
      ToDoubleFunction<WorkshopStock> value) {
    GaugeSnapshot.Builder gauges = GaugeSnapshot.builder().name(name).help(help);
    for (WorkshopStock w : s.account().workshops()) {
      gauges.dataPoint(Points.gauge(value.applyAsDouble(w), workshop(w)));
    }
    all.add(gauges.build());
  }

  private static void count(
      List<MetricSnapshot> all,
      Snapshot s,
      String name,
      String help,
      ToDoubleFunction<WorkshopStock> value) {
    CounterSnapshot.Builder counters = CounterSnapshot.builder().name(name).help(help);
    for (WorkshopStock w : s.account().workshops()) {
      counters.dataPoint(Points.point(value.applyAsDouble(w), workshop(w)));
    }
    all.add(counters.build());
  }

  private static Labels workshop(WorkshopStock stock) {
    return Labels.of("workshop", Integer.toString(stock.workshop()));
  }
}
