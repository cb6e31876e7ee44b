package factory.jobs;

import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the inputs of one run come from. One thread pulls, and only what the tray allows; so an
 * input that lets itself be waited for holds up nobody.
 *
 * @param size how many there are, if that is known before they are pulled; whoever makes this asks
 *     the user's collection, which may fail
 * @param onClose done when the run is over
 */
record Inputs<I>(Spliterator<? extends I> items, OptionalLong size, Runnable onClose) {

  static <I> Inputs<I> of(Iterable<? extends I> inputs) {
    return of(inputs.spliterator(), () -> {});
  }

  static <I> Inputs<I> of(Stream<? extends I> inputs) {
    return of(inputs.sequential().spliterator(), inputs::close);
  }

  private static <I> Inputs<I> of(Spliterator<? extends I> items, Runnable onClose) {
    long size = items.getExactSizeIfKnown();
    return new Inputs<>(items, size < 0 ? OptionalLong.empty() : OptionalLong.of(size), onClose);
  }

  /** Pulls on the calling thread until the end; what broke it, or null, is told to {@code end}. */
  void pullInto(Tray<I> tray, Consumer<@Nullable Throwable> end) {
    Throwable broken = null;
    try {
      try {
        pull(tray);
      } finally {
        onClose.run();
      }
    } catch (Stopped nobodyTakesThem) {
      broken = null;
    } catch (Throwable e) {
      broken = e;
    }
    end.accept(broken);
  }

  /** Pushed, not iterated: an iterator over a flatMap holds each inner stream as a whole. */
  private void pull(Tray<I> tray) {
    if (tray.awaitRoom()) {
      items.forEachRemaining(item -> put(tray, item));
    }
  }

  /** Waits for the room of the next before that is pulled. */
  private void put(Tray<I> tray, I item) {
    if (!tray.put(item) || !tray.awaitRoom()) {
      throw new Stopped();
    }
  }
}
