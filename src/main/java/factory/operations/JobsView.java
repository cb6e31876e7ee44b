package factory.operations;

import factory.operations.JobStock.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Jobs beside assembly, as lines for the table and for the log. */
final class JobsView {
  private static final int NAME = 17;
  private static final int BAR = 30;

  private JobsView() {}

  /** Each job with a line for each of its stages. */
  static List<String> table(List<JobReport> jobs) {
    List<String> lines = new ArrayList<>();
    for (JobReport job : jobs) {
      JobStock stock = job.stock();
      lines.add(head(stock));
      lines.add(row("stage", "workers", "in", "out", "items/s", "wait items", "wait room"));
      for (int i = 0; i < stock.stages().size(); i++) {
        Stage s = stock.stages().get(i);
        lines.add(
            row(
                Text.clean(s.name()),
                Text.number(s.workers()),
                Text.number(s.in()),
                Text.number(s.out()),
                Text.rate(job.perSecond().get(i)),
                seconds(s.waitedForItems()),
                seconds(s.waitedForRoom())));
      }
    }
    return lines;
  }

  private static String head(JobStock stock) {
    String name = Text.left("job", 10) + Text.clean(stock.job());
    String time =
        (stock.failed() == 0 ? "" : Text.number(stock.failed()) + " failed, ")
            + (stock.ended() ? stock.state().word() + " after " : "")
            + Text.running(stock.elapsed());
    if (Double.isNaN(stock.progress())) {
      return name + "  " + time;
    }
    String bar = TableView.bar(stock.progress(), BAR) + " " + Text.percent(stock.progress());
    return name + "  " + bar + "  " + time;
  }

  private static String row(
      String name, String workers, String in, String out, String rate, String items, String room) {
    return Text.left(name, NAME)
        + Text.right(workers, 8)
        + Text.right(in, 12)
        + Text.right(out, 12)
        + Text.right(rate, 10)
        + Text.right(items, 11)
        + Text.right(room, 10);
  }

  private static String seconds(@Nullable Duration waited) {
    return waited == null ? "" : String.format(Locale.ROOT, "%.1f s", waited.toNanos() / 1e9);
  }

  /** All jobs in one line: what tells whether anything has changed. */
  static String figures(List<JobReport> jobs) {
    StringBuilder line = new StringBuilder();
    for (JobReport job : jobs) {
      line.append(line.isEmpty() ? "" : "; ").append(Text.clean(job.stock().job()));
      line.append(job.stock().ended() ? " " + job.stock().state().word() + ":" : ":");
      for (Stage s : job.stock().stages()) {
        line.append(line.charAt(line.length() - 1) == ':' ? " " : ", ")
            .append(Text.clean(s.name()))
            .append(' ')
            .append(Text.number(s.items()));
        if (s.failed() > 0) {
          line.append(" (").append(Text.number(s.failed())).append(" failed)");
        }
      }
    }
    return line.toString();
  }

  /** Rates and waiting times of those that run. */
  static String rates(List<JobReport> jobs) {
    StringBuilder line = new StringBuilder();
    for (JobReport job : jobs) {
      for (int i = 0; i < job.stock().stages().size() && !job.stock().ended(); i++) {
        Stage s = job.stock().stages().get(i);
        line.append("; ")
            .append(Text.clean(s.name()))
            .append(' ')
            .append(Text.rate(job.perSecond().get(i)))
            .append("/s");
        if (s.waitedForItems() != null && s.waitedForRoom() != null) {
          line.append(", wait items ")
              .append(seconds(s.waitedForItems()))
              .append(", wait room ")
              .append(seconds(s.waitedForRoom()));
        }
      }
      if (!job.stock().ended() && !Double.isNaN(job.stock().progress())) {
        line.append("; ").append(Text.percent(job.stock().progress())).append(" done");
      }
    }
    return line.toString();
  }
}
