package factory.operations.web;

import factory.operations.Percentiles;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;

/** Metrics and their points as Prometheus' client builds them, in fewer words. */
final class Points {
  private Points() {}

  static CounterSnapshot counter(String name, String help, double value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(point(value, Labels.EMPTY))
        .build();
  }

  static GaugeSnapshot single(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(gauge(value, Labels.EMPTY))
        .build();
  }

  static CounterSnapshot.CounterDataPointSnapshot point(double value, Labels labels) {
    return CounterSnapshot.CounterDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  static GaugeSnapshot.GaugeDataPointSnapshot gauge(double value, Labels labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  static SummarySnapshot summary(String name, String help, Percentiles p) {
    SummarySnapshot.SummaryDataPointSnapshot.Builder point =
        SummarySnapshot.SummaryDataPointSnapshot.builder();
    if (p.count() > 0) {
      point.quantiles(
          Quantiles.of(
              new Quantile(0.5, p.p50()), new Quantile(0.9, p.p90()), new Quantile(0.99, p.p99())));
    }
    return SummarySnapshot.builder().name(name).help(help).dataPoint(point.build()).build();
  }
}
