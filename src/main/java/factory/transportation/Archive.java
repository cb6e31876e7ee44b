package factory.transportation;

import factory.operations.Why;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Looks up in a destination what became of a pid. Reads only; blocks; may be used beside the
 * driver, by one thread at a time.
 */
public interface Archive {
  /** Of one pid, so much is named at most. */
  int MOST = 100;

  /**
   * What is asked.
   *
   * @param pid as it is written in products
   * @param shipments where it is known to be; empty: wherever it may be
   * @param most so many are named, the newest; at most {@link #MOST}
   * @param enough whether the search has taken long enough and is to end with what it has
   */
  record Query(String pid, Set<Long> shipments, int most, BooleanSupplier enough) {
    /** One for as many as are named. */
    public Query(String pid, Set<Long> shipments, BooleanSupplier enough) {
      this(pid, shipments, MOST, enough);
    }
  }

  /**
   * What was found.
   *
   * @param fates the newest first, at most {@link Query#most}
   * @param all whether everything was looked through that was ever shipped there
   * @param searched where was looked, as a part of a sentence: {@code shipments 3 to 120 in out}
   */
  record Found(List<Why.Fate> fates, boolean all, String searched) {}

  /**
   * Looks for it.
   *
   * @throws IOException in words, if the destination cannot be read now
   */
  Found find(Query query) throws IOException;

  /** The archive of a destination in which nothing can be looked up. */
  static Archive none(String destination) {
    return query -> new Found(List.of(), false, "nothing can be looked up in " + destination);
  }
}
