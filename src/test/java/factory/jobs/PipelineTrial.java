package factory.jobs;

import java.util.stream.LongStream;
import java.util.stream.Stream;

final class PipelineTrial {
  public static void main(String[] args) {
    try (TaskPool pool = TaskPool.open()) {
      PipelineJob<Long> job =
          Pipeline.from(() -> LongStream.range(0, 2_000_000).boxed())
              .<Long>through("stage", 12, s -> s.map(x -> x + 1))
              .to(Stream::count);
      PipelineJob<Long> sum =
          Pipeline.from(() -> LongStream.range(0, 2_000_000).boxed())
              .<Long>through("stage", 12, s -> s.map(x -> x + 1))
              .to(s -> s.mapToLong(x -> x).sum());
      for (int i = 0; i < 10; i++) {
        PipelineResult<Long> r = sum.run(pool);
        System.out.println(r.value() + " " + r.elapsed().toMillis() + " ms " + r.stages());
      }
    }
  }
}
