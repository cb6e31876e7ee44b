package factory.jobs;

import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * A user's listener. Who only looks on must not disturb the work: one that fails is not asked
 * again.
 */
final class Onlooker<T> {
  private Consumer<? super T> listener;

  Onlooker(Consumer<? super T> listener) {
    this.listener = listener;
  }

  void tell(T what) {
    try {
      listener.accept(what);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      listener = nothing -> {};
      LoggerFactory.getLogger(Onlooker.class).warn("what shows progress failed", e);
    }
  }
}
