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

  /** A worker's share when as much had been sent as {@code look} says; 0 if it was not hot. */
  private record Heat(Inspector.Look look, double share) {}

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
   * The share of a worker that gets more than {@code most}: since it was hired, and once that was
   * so, of the latest materials; 0 of any other.
   */
  double heat(Inspector.Look look, double most) {
    Heat before = heats.get(look.worker());
    if (before == null || before.look().hire() != look.hire()) {
      double share = above(look.sent(), look.all(), most);
      return share > 0 ? note(look, share) : 0;
    }
    long all = look.all() - before.look().all();
    return all < Scout.ENOUGH
        ? before.share()
        : note(look, above(look.sent() - before.look().sent(), all, most));
  }

  private static double above(long sent, long all, double most) {
    return all >= Scout.ENOUGH && sent > most * all ? (double) sent / all : 0;
  }

  private double note(Inspector.Look look, double share) {
    if (heats.size() >= MOST) {
      heats.clear(); // of workers that are gone, nearly all
    }
    heats.put(look.worker(), new Heat(look, share));
    return share;
  }
}
