package factory.operations;

import factory.operations.JobStock.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest stock of each job that runs and of a few that have ended, and how fast they are. */
final class JobBooks {
  /** Jobs that have ended and are still shown. */
  static final int ENDED = 5;

  private static final class Entry {
    private JobStock stock;
    private final List<Meter> meters = new ArrayList<>();

    Entry(JobStock stock) {
      this.stock = stock;
    }

    void tell(JobStock latest, Duration now) {
      stock = latest;
      for (int i = 0; i < latest.stages().size(); i++) {
        if (i == meters.size()) {
          Meter meter = new Meter(Duration.ZERO);
          meter.tell(now.minus(latest.elapsed()), 0);
          meters.add(meter);
        }
        meters.get(i).tell(now, latest.stages().get(i).items());
      }
    }

    JobReport report(Duration now) {
      List<Double> rates = new ArrayList<>();
      for (int i = 0; i < stock.stages().size(); i++) {
        rates.add(stock.ended() ? mean(stock.stages().get(i)) : meters.get(i).perSecond(now));
      }
      return new JobReport(stock, List.copyOf(rates));
    }

    private static double mean(Stage stage) {
      return stage.elapsed().isZero() ? 0 : stage.items() * 1e9 / stage.elapsed().toNanos();
    }
  }

  private final Map<String, Entry> jobs = new LinkedHashMap<>();

  void worked(JobStock stock, Duration now) {
    jobs.computeIfAbsent(stock.job(), job -> new Entry(stock)).tell(stock, now);
    if (stock.ended()) {
      forgetAllBut(ENDED);
    }
  }

  /** The oldest of those that have ended go first. */
  private void forgetAllBut(int most) {
    List<String> ended =
        jobs.values().stream()
            .filter(entry -> entry.stock.ended())
            .map(entry -> entry.stock.job())
            .toList();
    ended.subList(0, Math.max(0, ended.size() - most)).forEach(jobs::remove);
  }

  /** In the order in which they were first heard of. */
  List<JobReport> reports(Duration now) {
    return jobs.values().stream().map(entry -> entry.report(now)).toList();
  }
}
