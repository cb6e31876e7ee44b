package factory.jobs;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Items for pipelines. */
abstract class PipelineCase extends JobsCase {
  static final int N = 20_000;

  static Stream<Integer> numbers() {
    return IntStream.range(0, N).boxed();
  }

  static Stream<Integer> endless() {
    return Stream.iterate(0, n -> n + 1);
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
