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

  /** Of none there are no times: NaN, by which the series stays. */
  static SummarySnapshot summary(String name, String help, Percentiles p) {
    boolean any = p.count() > 0;
    Quantiles quantiles =
        Quantiles.of(
            new Quantile(0.5, any ? p.p50() : Double.NaN),
            new Quantile(0.9, any ? p.p90() : Double.NaN),
            new Quantile(0.99, any ? p.p99() : Double.NaN));
    return SummarySnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder().quantiles(quantiles).build())
        .build();
  }
}
