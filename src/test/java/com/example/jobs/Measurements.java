package com.example.jobs;

import factory.jobs.ArrayJob;
import factory.jobs.ArrayResult;
import factory.jobs.TaskPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The sum of ten million numbers in eight ranges on four workers, and what the cores did. */
public final class Measurements {
  public static void main(String[] args) throws IOException {
    long[] numbers = LongStream.range(0, 10_000_000).toArray();
    ArrayJob<long[], Long> sum =
        ArrayJob.over(numbers)
            .into(8)
            .process((view, from, to) -> Arrays.stream(view, from, to).sum())
            .retry(1);
    try (TaskPool pool = TaskPool.open()) {
      long[] total = new long[1];
      ArrayResult<Long> result =
          sum.run(
              pool,
              4,
              (range, part) -> {
                System.out.println(range + ": " + part);
                total[0] += part;
              });
      System.out.println("sum " + total[0]);
      result.cpu().writeCsv(Path.of(args[0], "cpu.csv"));
      result.cpu().writePicture(Path.of(args[0], "cpu.png"));
    }
  }
}
