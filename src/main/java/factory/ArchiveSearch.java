package factory;

import factory.operations.Why;
import factory.transportation.Archive;
import factory.transportation.Located;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a pid among what has left: first in what transportation remembers, then in the
 * destination, which one question at a time looks through.
 */
final class ArchiveSearch {
  /** How long the destination is looked through for a pid that is nowhere else. */
  static final Duration SEARCH = Duration.ofSeconds(5);

  /** The same for what has left of a pid of which something is still there. */
  static final Duration EARLIER = Duration.ofSeconds(2);

  /** So much of that is told. */
  private static final int LATEST = 5;

  private final Archive archive;
  private final Function<Duration, BooleanSupplier> stopwatch;
  private final AtomicBoolean searching = new AtomicBoolean();

  /**
   * @param stopwatch starts one that says when so much time is over
   */
  ArchiveSearch(Archive archive, Function<Duration, BooleanSupplier> stopwatch) {
    this.archive = archive;
    this.stopwatch = stopwatch;
  }

  /** What this run remembers of what has left. */
  private record Memory(List<Why.Fate> fates, String words, boolean current) {
    /**
     * @param located what transportation said of each pid that may be meant; null: nothing
     */
    static Memory of(List<? extends @Nullable Located> located) {
      List<Why.Fate> fates = new ArrayList<>();
      String words = "";
      boolean current = true;
      for (Located one : located) {
        if (one != null) {
          fates.addAll(one.left());
          current &= one.current();
          words = words(one.remembered(), one.all());
        }
      }
      return new Memory(List.copyOf(fates), words, current);
    }

    /** What was looked at; empty if nothing is remembered of what was packed. */
    private static String words(long remembered, boolean all) {
      if (remembered == 0) {
        return all ? "what this run has packed, which is nothing so far," : "";
      }
      return remembered == 1
          ? "the last product or scrap that this run has packed" + (all ? ", which is all," : "")
          : "the last %s products and scrap that this run has packed%s"
              .formatted(Words.count(remembered), all ? ", which are all," : "");
    }

    Set<Long> shipments() {
      return fates.stream().map(Why.Fate::shipment).collect(Collectors.toUnmodifiableSet());
    }

    /** Without the comma that is there for what would follow. */
    String alone() {
      return words.endsWith(",") ? words.substring(0, words.length() - 1) : words;
    }

    String and(String searched) {
      return words.isEmpty() ? searched : words + " and " + searched;
    }
  }

  /**
   * Whose it was, of all that is remembered and that the destination holds. Blocks.
   *
   * @param located what transportation said of each pid that may be meant; null: nothing
   */
  Why of(String text, List<? extends @Nullable Located> located) {
    Memory memory = Memory.of(located);
    Archive.Found found = find(text, memory, Archive.MOST, SEARCH);
    if (found == null) {
      String busy =
          (memory.words.isEmpty() ? "nothing" : memory.alone())
              + "; the destination is looked through for somebody else, ask again";
      return memory.fates.isEmpty()
          ? new Why.Unknown(text, false, busy)
          : new Why.Gone(text, memory.fates, busy);
    }
    String searched = memory.and(found.searched()) + apart(located.size());
    if (!found.fates().isEmpty()) {
      return new Why.Gone(text, found.fates(), searched);
    }
    return memory.fates.isEmpty()
        ? new Why.Unknown(text, found.all() && memory.current, searched)
        : new Why.Gone(text, memory.fates, searched);
  }

  /**
   * The same of a pid of which something is still there: that, and the latest of what has left.
   *
   * @return {@code now} alone, if nothing has, or nothing could be looked at
   */
  Why before(Why now, List<? extends @Nullable Located> located) {
    Memory memory = Memory.of(located);
    Archive.Found found = find(now.pid(), memory, LATEST, EARLIER);
    List<Why.Fate> fates = found == null || found.fates().isEmpty() ? memory.fates : found.fates();
    if (fates.isEmpty()) {
      return now;
    }
    String searched = found == null ? memory.alone() : memory.and(found.searched());
    return new Why.Again(
        now, fates.subList(0, Math.min(LATEST, fates.size())), searched + apart(located.size()));
  }

  /** There they are written, and no more. */
  private static String apart(int written) {
    return written > 1 ? "; pids written alike are not told apart there" : "";
  }

  /** Null if somebody else is searching. */
  private Archive.@Nullable Found find(String text, Memory memory, int most, Duration time) {
    if (!searching.compareAndSet(false, true)) {
      return null;
    }
    try {
      return archive.find(new Archive.Query(text, memory.shipments(), most, stopwatch.apply(time)));
    } catch (IOException
        | RuntimeException e) { // what else is known of the pid is told all the same
      String words = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
      return new Archive.Found(List.of(), false, "the destination, which failed: " + words);
    } finally {
      searching.set(false);
    }
  }
}
