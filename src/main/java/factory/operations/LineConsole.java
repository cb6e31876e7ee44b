package factory.operations;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log line an interval where there is no terminal; while nothing changes only every tenth. That a
 * job has ended is said once.
 */
final class LineConsole implements Console {
  /** The logger's name, so that a configuration can send these lines elsewhere. */
  static final String LOGGER = "factory.console";

  static final int IDLE = 10;

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private String last = "";
  private int same;
  private Set<String> said = Set.of();

  @Override
  public void show(Snapshot snapshot) {
    List<JobReport> news =
        snapshot.jobs().stream().filter(job -> !said.contains(job.stock().job())).toList();
    String figures = LineView.figures(snapshot, news);
    same = figures.equals(last) ? same + 1 : 0;
    last = figures;
    if (same % IDLE == 0 && !figures.isEmpty()) { // of jobs that have not reported yet
      LOG.info("{}", LineView.render(snapshot, news));
    }
    said =
        snapshot.jobs().stream()
            .map(JobReport::stock)
            .filter(JobStock::ended)
            .map(JobStock::job)
            .collect(Collectors.toSet());
  }

  @Override
  public void close(Runnable done) {
    done.run();
  }
}
