package factory.operations;

import java.util.List;

/** The plant in one line. */
final class LineView {
  private LineView() {}

  /**
   * The line: what was bought and became of it, the rates while it works, what is alive, how much
   * is left, the alarms.
   */
  static String render(Snapshot s) {
    return render(s, s.jobs());
  }

  /** The same with these jobs alone. */
  static String render(Snapshot s, List<JobReport> jobs) {
    StringBuilder line = new StringBuilder(figures(s, jobs));
    if (!s.ended() && !s.jobsAlone()) {
      line.append("; ");
      if (CustodyLine.hasRate(s.account())) {
        line.append(Text.rate(s.boughtPerSecond())).append(" bought/s, ");
      }
      line.append(Text.rate(s.allAssembledPerSecond()))
          .append(" assembled/s, ")
          .append(Text.rate(s.productsPerSecond()))
          .append(" products/s");
    }
    PurchaseStock purchases = s.account().purchases();
    if (purchases.bounded() && !Double.isNaN(purchases.progress())) {
      line.append("; ").append(Text.percent(purchases.progress())).append(" read");
      if (s.left() != null) {
        line.append(", ").append(Text.running(s.left())).append(" left");
      }
    }
    return line.append(JobsView.rates(jobs)).toString();
  }

  /** What tells whether anything has changed: the line without rates and time. */
  static String figures(Snapshot s) {
    return figures(s, s.jobs());
  }

  /** The same with these jobs alone. */
  static String figures(Snapshot s, List<JobReport> jobs) {
    StringBuilder line = new StringBuilder();
    if (!s.jobsAlone()) {
      plant(s, line);
    }
    if (!jobs.isEmpty()) {
      line.append(line.isEmpty() ? "" : "; ").append(JobsView.figures(jobs));
    }
    if (!s.alarms().isEmpty()) {
      line.append(line.isEmpty() ? "alarms:" : "; alarms:");
      s.alarms().stream().limit(5).forEach(alarm -> line.append(' ').append(alarm.key()));
      if (s.alarms().size() > 5) {
        line.append(" (+").append(s.alarms().size() - 5).append(" more)");
      }
    }
    if (!s.failures().isEmpty()) {
      line.append(line.isEmpty() ? "failures: " : "; failures: ")
          .append(Text.largest(s.failures(), 5));
    }
    return line.toString();
  }

  private static void plant(Snapshot s, StringBuilder line) {
    Account a = s.account();
    line.append(CustodyLine.of(a));
    long workers = a.workshops().stream().mapToLong(WorkshopStock::roster).sum();
    line.append("; ")
        .append(Text.count(a.transport().shippedProducts(), "product"))
        .append(" in ")
        .append(Text.count(a.transport().shipments(), "shipment"))
        .append("; ")
        .append(Text.count(workers, "worker"))
        .append(", ")
        .append(Text.number(a.transport().inWarehouse()))
        .append(" in the warehouse");
  }
}
