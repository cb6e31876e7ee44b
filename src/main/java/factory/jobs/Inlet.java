package factory.jobs;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage worker's thread takes items from: a stream over the batches that its actor was
 * sent, which asks for the next when one is used up.
 */
final class Inlet extends Spliterators.AbstractSpliterator<Object> {
  private static final Batch<Object> NONE = new Batch<>(new Object[0], 0, 0);

  private Runnable ask = () -> {};
  private Batch<Object> batch = NONE;
  private @Nullable Object last;
  private boolean any;

  // Between the actor and the thread; guarded by this.
  private @Nullable Batch<Object> arrived;
  private boolean ended;
  private boolean stopped;
  private long before;
  private final Stopwatch waiting = new Stopwatch();
  private Batch<Object> shown = NONE;

  Inlet() {
    super(Long.MAX_VALUE, Spliterator.ORDERED);
  }

  /** How to ask for another batch; to be said before the thread begins. */
  void asks(Runnable belt) {
    ask = belt;
  }

  Stream<Object> stream() {
    return StreamSupport.stream(this, false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Object> action) {
    int at = batch.claim();
    while (at < 0) {
      Batch<Object> next = await();
      if (next == null) {
        return false;
      }
      batch = next;
      at = batch.claim();
    }
    any = true;
    last = batch.get(at);
    action.accept(last);
    return true;
  }

  private @Nullable Batch<Object> await() {
    synchronized (this) {
      before += shown.claimed();
      shown = NONE;
      if (ended) {
        return null;
      }
    }
    ask.run();
    synchronized (this) {
      waiting.start();
      while (arrived == null && !ended && !stopped) {
        try {
          wait();
        } catch (InterruptedException e) {
          continue; // a user's own, unless this is stopped
        }
      }
      waiting.stop();
      if (stopped) {
        throw new Stopped();
      }
      Batch<Object> next = arrived;
      arrived = null;
      shown = next == null ? NONE : next;
      return next;
    }
  }

  /** The items that were asked for. */
  synchronized void arrived(Batch<Object> items) {
    arrived = items;
    notifyAll();
  }

  /** No item comes any more. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Ends the stream with an error that only {@link StageWorker} sees. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** How many items the thread has taken. */
  synchronized long count() {
    return before + shown.claimed();
  }

  /** How long the thread waited for items in all, in nanoseconds. */
  synchronized long waited() {
    return waiting.nanos();
  }

  /** The item that was taken last, as text for a message; on the thread itself. */
  @Nullable String lastItem() {
    return any ? Words.item(last) : null;
  }
}
