package factory.operations.web;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places for connections. Where all are taken, a newcomer gets the place of whoever has waited
 * there for longest without being answered anything: so neither a crowd nor the silent keep out a
 * probe, which nobody can tell from them before it has asked. For any thread.
 */
final class Places {
  private final int most;
  private final Set<Visit> served = new HashSet<>();

  /** In the order in which they were answered last. */
  private final Set<Visit> waiting = new LinkedHashSet<>();

  /**
   * None is taken.
   *
   * @param most how many there are
   */
  Places(int most) {
    this.most = most;
  }

  /** Somebody comes; if there is neither room nor anybody to send away, that one leaves again. */
  Visit enter() {
    Visit visit = new Visit(this);
    Visit leaves = take(visit);
    if (leaves != null) {
      leaves.sendAway();
    }
    return visit;
  }

  private synchronized @Nullable Visit take(Visit visit) {
    Visit leaves = null;
    if (served.size() + waiting.size() >= most) {
      Iterator<Visit> longest = waiting.iterator();
      if (!longest.hasNext()) {
        return visit;
      }
      leaves = longest.next();
      longest.remove();
    }
    waiting.add(visit);
    return leaves;
  }

  /** Not to be sent away for now; false of one that has no place any more. */
  synchronized boolean keep(Visit visit) {
    if (waiting.remove(visit)) {
      served.add(visit);
    }
    return served.contains(visit);
  }

  /** Has been answered just now, and waits again. */
  synchronized void release(Visit visit) {
    if (served.remove(visit) || waiting.remove(visit)) {
      waiting.add(visit);
    }
  }

  synchronized void leave(Visit visit) {
    served.remove(visit);
    waiting.remove(visit);
  }
}
