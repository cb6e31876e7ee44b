package factory.jobs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes that wait for the caller: as they come, or each behind the one before it. */
final class Shelf<I, O> {
  private final boolean ordered;
  private List<Outcome<I, O>> ready = new ArrayList<>();
  private @Nullable Outcome<I, O>[] ring;
  private long next;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  Shelf(boolean ordered) {
    this.ordered = ordered;
    this.ring = new Outcome[64];
  }

  void put(Outcome<I, O> outcome) {
    if (!ordered) {
      ready.add(outcome);
      return;
    }
    while (outcome.index() - next >= ring.length) {
      grow();
    }
    ring[place(outcome.index())] = outcome;
    for (Outcome<I, O> at = ring[place(next)]; at != null; at = ring[place(next)]) {
      ready.add(at);
      ring[place(next)] = null;
      next++;
    }
  }

  /** All that the caller may have now. */
  List<Outcome<I, O>> take() {
    List<Outcome<I, O>> taken = ready;
    ready = new ArrayList<>();
    return taken;
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  private int place(long index) {
    return (int) (index & (ring.length - 1));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private void grow() {
    @Nullable Outcome<I, O>[] old = ring;
    ring = new Outcome[old.length * 2];
    for (Outcome<I, O> outcome : old) {
      if (outcome != null) {
        ring[place(outcome.index())] = outcome;
      }
    }
  }
}
