package factory;

import factory.operations.Why;
import factory.transportation.Archive;
import factory.transportation.Located;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a pid among what has left: first in what transportation remembers, then in the
 * destination, which one question at a time looks through.
 */
final class ArchiveSearch {
  private final Archive archive;
  private final Supplier<BooleanSupplier> stopwatch;
  private final AtomicBoolean searching = new AtomicBoolean();

  /**
   * @param stopwatch starts one that says when a search has taken long enough
   */
  ArchiveSearch(Archive archive, Supplier<BooleanSupplier> stopwatch) {
    this.archive = archive;
    this.stopwatch = stopwatch;
  }

  /**
   * Whose it was, of all that is remembered and that the destination holds. Blocks.
   *
   * @param located what transportation said of each pid that may be meant; null: nothing
   */
  Why of(String text, List<? extends @Nullable Located> located) {
    List<Why.Fate> remembered = new ArrayList<>();
    String memory = "";
    boolean current = true;
    for (Located one : located) {
      if (one != null) {
        remembered.addAll(one.left());
        current &= one.current();
        memory =
            "the last %s products and scrap that this run has packed%s"
                .formatted(Words.count(one.remembered()), one.all() ? ", which are all," : "");
      }
    }
    if (!searching.compareAndSet(false, true)) {
      String busy = memory + "; the destination is looked through for somebody else, ask again";
      return remembered.isEmpty()
          ? new Why.Unknown(text, false, busy)
          : new Why.Gone(text, List.copyOf(remembered), busy);
    }
    try {
      return search(text, remembered, memory, current);
    } finally {
      searching.set(false);
    }
  }

  private Why search(String text, List<Why.Fate> remembered, String memory, boolean current) {
    Set<Long> shipments =
        remembered.stream().map(Why.Fate::shipment).collect(Collectors.toUnmodifiableSet());
    Archive.Query query = new Archive.Query(text, shipments, stopwatch.get());
    Archive.Found found;
    try {
      found = archive.find(query);
    } catch (IOException e) {
      found =
          new Archive.Found(List.of(), false, "the destination, which failed: " + e.getMessage());
    }
    String searched = memory.isEmpty() ? found.searched() : memory + " and " + found.searched();
    if (!found.fates().isEmpty()) {
      return new Why.Gone(text, found.fates(), searched);
    }
    return remembered.isEmpty()
        ? new Why.Unknown(text, found.all() && current, searched)
        : new Why.Gone(text, List.copyOf(remembered), searched);
  }
}
