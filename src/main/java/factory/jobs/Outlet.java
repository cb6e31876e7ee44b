package factory.jobs;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage worker's thread puts what it emits: into one tray for each belt behind the stage,
 * or for each worker of the next stage if that is keyed.
 */
final class Outlet {
  /**
   * The way to one belt.
   *
   * @param stage where it leads; its key says which tray an item goes to, if there are several
   */
  record Way(Stage stage, List<Tray<Object>> trays) {
    boolean put(@Nullable Object item) {
      return tray(item).put(item);
    }

    private Tray<Object> tray(@Nullable Object item) {
      Function<Object, Object> key = stage.key();
      if (key == null) {
        return trays.get(0);
      }
      int hash = hash(key, item);
      // Keys that differ in few bits should not meet at one worker.
      hash *= 0x9E3779B9;
      return trays.get((int) ((Integer.toUnsignedLong(hash) * trays.size()) >>> 32));
    }

    private int hash(Function<Object, Object> of, @Nullable Object item) {
      try {
        return Objects.hashCode(of.apply(item));
      } catch (Throwable e) {
        // Else it would seem to be a failure of the stage before.
        throw new KeyFailed(stage, item, e);
      }
    }

    boolean isClosed() {
      return trays.stream().allMatch(Tray::isClosed);
    }
  }

  private final List<Way> ways;
  private final AtomicLong emitted = new AtomicLong();

  Outlet(List<Way> ways) {
    this.ways = ways;
  }

  /**
   * Waits for room where there is none; ends the thread's work when nobody takes items any more.
   */
  void emit(@Nullable Object item) {
    boolean taken = false;
    for (Way way : ways) {
      taken |= way.put(item);
    }
    if (!taken && isClosed()) {
      throw new Stopped();
    }
    emitted.lazySet(emitted.get() + 1);
  }

  boolean isClosed() {
    return !ways.isEmpty() && ways.stream().allMatch(Way::isClosed);
  }

  /** What happens whenever a way is closed. */
  void onClose(Runnable action) {
    ways.forEach(way -> way.trays().forEach(tray -> tray.onClose(action)));
  }

  /** Lets a thread go that waits for room. */
  void stop() {
    ways.forEach(way -> way.trays().forEach(Tray::close));
  }

  /** How many items were emitted. */
  long count() {
    return emitted.get();
  }

  /** How long the thread waited for room in all, in nanoseconds. */
  long waited() {
    return ways.stream().flatMap(way -> way.trays().stream()).mapToLong(Tray::waited).sum();
  }
}
