package factory.operations;

import factory.goods.FactoryClock;
import java.time.Duration;

/**
 * What Ops knows of the plant: the latest stocks, what was found and failed, how long things take,
 * and which alarms stand. Whatever is told is of the moment when it is told.
 */
final class Overview {
  private final String factory;
  private final FactoryClock clock;
  private final long start;
  private final Alarms alarms;
  private final Failures failures;
  private final Books books;
  private final JobBooks jobs = new JobBooks();
  private final Findings findings;
  private final Watch watch;
  private final Transit.Notes transit = new Transit.Notes();

  /**
   * Knows nothing of the departments yet.
   *
   * @param start by the clock; times are since then
   * @param alarms that stand already
   * @param failures that were counted already
   */
  Overview(
      OpsSettings settings,
      String factory,
      int workshops,
      FactoryClock clock,
      long start,
      Alarms alarms,
      Failures failures) {
    this.factory = factory;
    this.clock = clock;
    this.start = start;
    this.alarms = alarms;
    this.failures = failures;
    books = new Books(workshops);
    findings = new Findings(workshops, settings.more().parked());
    watch = new Watch(settings, workshops, clock);
  }

  void purchased(PurchaseStock stock) {
    books.purchased(stock, now());
  }

  void stockTaken(WorkshopStock stock) {
    if (books.stockTaken(stock, now())) {
      findings.parked(stock, alarms, now());
    }
  }

  void transported(TransportStock stock) {
    books.transported(stock, now());
  }

  void worked(JobStock stock) {
    jobs.worked(stock, now());
  }

  void found(Finding finding) {
    findings.add(finding, alarms, now());
  }

  void failed(Ops.Failed failed) {
    failures.add(failed, alarms, now());
  }

  void raise(Ops.Raise raise) {
    alarms.raise(raise.key(), raise.actor(), raise.text(), now());
  }

  void clear(String key) {
    alarms.clear(key, now());
  }

  void took(Ops.Took took) {
    transit.took(took.leg(), took.time(), took.count(), now());
  }

  void shipped(Shipment shipment) {
    transit.shipped(shipment, now());
  }

  /** Once an interval: raises and clears what stocks and clocks say by now. */
  void look() {
    failures.tick(now());
    watch.look(books, alarms, now());
    alarms.expire(now());
  }

  /** The run is over: what is shown from now on is the last. */
  void end() {
    watch.end(books, alarms, now());
  }

  private Duration now() {
    return Duration.ofNanos(clock.nanos() - start);
  }

  Snapshot snapshot() {
    Duration now = now();
    Account account = books.account();
    return new Snapshot(
        factory,
        now,
        account,
        books.boughtPerSecond(now),
        books.productsPerSecond(now),
        books.assembledPerSecond(now),
        books.pace(),
        books.left(now),
        alarms.standing(),
        alarms.history(),
        failures.byKind(),
        findings.counts(),
        jobs.reports(now),
        watch.bottleneck(),
        transit.transit(now, account.transport().shipments()));
  }
}
