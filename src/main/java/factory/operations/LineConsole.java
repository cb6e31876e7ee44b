package factory.operations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log line an interval where there is no terminal; while nothing changes only every tenth. */
final class LineConsole implements Console {
  /** The logger's name, so that a configuration can send these lines elsewhere. */
  static final String LOGGER = "factory.console";

  static final int IDLE = 10;

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private String last = "";
  private int same;

  @Override
  public void show(Snapshot snapshot) {
    String figures = LineView.figures(snapshot);
    same = figures.equals(last) ? same + 1 : 0;
    last = figures;
    if (same % IDLE == 0 && !figures.isEmpty()) { // of jobs that have not reported yet
      LOG.info("{}", LineView.render(snapshot));
    }
  }

  @Override
  public void close(Runnable done) {
    done.run();
  }
}
