package factory.jobs;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One stage as it was described; another of the same description is another stage. */
final class Stage {
  /** What a worker does with its share of the items. */
  interface Work {
    /**
     * All that it emits goes into {@code out}, until that is over.
     *
     * @return what it found, of the consumer only
     */
    @Nullable Object on(Stream<Object> items, Outlet out);
  }

  private final String name;
  private final int workers;
  private final @Nullable Function<Object, Object> key;
  private final Work work;
  private final List<Stage> sources;

  /**
   * A stage.
   *
   * @param key who shares a worker; null where any worker may take any item
   * @param sources stages whose items it takes, in each mention anew; none for a producer
   */
  Stage(
      String name,
      int workers,
      @Nullable Function<Object, Object> key,
      Work work,
      List<Stage> sources) {
    this.name = name;
    this.workers = workers;
    this.key = key;
    this.work = work;
    this.sources = sources;
  }

  String name() {
    return name;
  }

  int workers() {
    return workers;
  }

  @Nullable Function<Object, Object> key() {
    return key;
  }

  Work work() {
    return work;
  }

  List<Stage> sources() {
    return sources;
  }

  boolean isProducer() {
    return sources.isEmpty();
  }
}
