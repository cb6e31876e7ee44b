package factory.operations;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several consoles that show the same, one after the other; what one of them fails by is logged and
 * keeps nothing from the others.
 */
public final class Consoles implements Console {
  private static final Logger LOG = LoggerFactory.getLogger(Consoles.class);

  private final List<Console> consoles;

  /** All these, shown to in this order. */
  public Consoles(List<? extends Console> consoles) {
    this.consoles = List.copyOf(consoles);
  }

  @Override
  public void show(Snapshot snapshot) {
    RuntimeException failure = null;
    for (Console console : consoles) {
      try {
        console.show(snapshot);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure; // Ops says so
    }
  }

  /** Runs {@code done} when the last of them has closed. */
  @Override
  public void close(Runnable done) {
    AtomicInteger open = new AtomicInteger(consoles.size());
    Runnable closed =
        () -> {
          if (open.decrementAndGet() == 0) {
            done.run();
          }
        };
    for (Console console : consoles) {
      try {
        console.close(closed);
      } catch (RuntimeException e) {
        LOG.warn("a console could not be closed: {}", e.toString());
        closed.run();
      }
    }
  }
}
