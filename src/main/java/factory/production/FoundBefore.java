package factory.production;

import factory.operations.Finding;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What an {@link Inspector} has found so far, so that each finding is counted once however often a
 * worker is looked at, and a worker that was hot once is not called so for ever.
 */
final class FoundBefore {
  /** So many findings are remembered; of more at once some are counted again. */
  static final int MOST = 20_000;

  private record Found(ActorRef<Worker.Command> worker, int hire, Finding.Kind kind) {}

  /** Whether a worker was hot when as much had been sent as {@code look} says. */
  private record Heat(Inspector.Look look, boolean hot) {}

  private final Set<Found> found = new LinkedHashSet<>();
  private final Map<ActorRef<Worker.Command>, Heat> heats = new HashMap<>();

  /** Notes a finding; whether the same of this hire was noted before. */
  boolean again(Finding.Kind kind, Inspector.Look look) {
    boolean isNew = found.add(new Found(look.worker(), look.hire(), kind));
    if (found.size() > MOST) {
      Iterator<Found> eldest = found.iterator();
      eldest.next();
      eldest.remove();
    }
    return !isNew;
  }

  /**
   * Whether a worker gets more than its share: since it was hired, and once that was so, among the
   * latest materials.
   */
  boolean isHot(Inspector.Look look, double share) {
    Heat before = heats.get(look.worker());
    if (before == null || before.look().hire() != look.hire()) {
      boolean hot = isMore(look.sent(), look.all(), share);
      return hot && note(look, true);
    }
    long all = look.all() - before.look().all();
    return all < Scout.ENOUGH
        ? before.hot()
        : note(look, isMore(look.sent() - before.look().sent(), all, share));
  }

  private static boolean isMore(long sent, long all, double share) {
    return all >= Scout.ENOUGH && sent > share * all;
  }

  private boolean note(Inspector.Look look, boolean hot) {
    if (heats.size() >= MOST) {
      heats.clear(); // of workers that are gone, nearly all
    }
    heats.put(look.worker(), new Heat(look, hot));
    return hot;
  }
}
