package factory;

import factory.bench.EditsAnswer;
import factory.bench.EditsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The workload FILES of {@code bench}: a file of edits, pid is the page, through the whole factory.
 *
 * <p>The file is made first and deleted at last. A plain loop over it says what must come out; that
 * reads it into the page cache. The clock runs from the opening of the source to the last commit;
 * the runs before that warm up.
 */
final class FilesBench {
  @Option(names = "--format", defaultValue = "JSONL", description = "Of FILES: JSONL or CSV.")
  private EditsFile.Format format = EditsFile.Format.JSONL;

  @Option(
      names = "--size",
      defaultValue = "2g",
      converter = BenchNumbers.Size.class,
      description = "Of FILES: how large the file is.")
  private long size;

  @Option(
      names = "--data",
      description =
          "Of FILES: the directory of the data set wikipedia-edits; without it edits are drawn from the seed.")
  private @Nullable Path data;

  @Option(
      names = "--directory",
      description = "Of FILES: where the file is made; else where temporary files are.")
  private @Nullable Path directory;

  /** Makes the file, runs, deletes the file; the line to print, and whether it was verified. */
  record Result(String line, boolean verified) {}

  Result call(int warmups, long seed, List<String> settings, HeapWatch heap, boolean json)
      throws IOException {
    isDirectory("--data", data);
    isDirectory("--directory", directory);
    Path file =
        directory == null
            ? Files.createTempFile("factory-bench", "." + word())
            : Files.createTempFile(directory, "factory-bench", "." + word());
    try {
      EditsFile.write(file, format, size, data, seed);
      long begun = System.nanoTime();
      EditsAnswer expected = EditsAnswer.of(file, format);
      double plain = (System.nanoTime() - begun) / 1e9;
      ConfigStack stack = stack(file, settings);
      for (int i = 0; i < warmups; i++) {
        run(stack);
      }
      System.gc();
      heap.reset();
      TimedRun run = run(stack);
      return result(file, expected, plain, run, heap, json);
    } finally {
      Files.delete(file);
    }
  }

  private static void isDirectory(String option, @Nullable Path path) {
    if (path != null && !Files.isDirectory(path)) {
      throw new WrongInput(option + ": no such directory: '" + path + "'");
    }
  }

  private String word() {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private ConfigStack stack(Path file, List<String> settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "factory.name=bench",
                "factory.operations.console=off",
                "factory.source.kind=files",
                "factory.source.paths=[\"" + file + "\"]",
                "factory.source.format=" + word(),
                "factory.source.pid=[page]",
                "factory.destination.kind=discard",
                "factory.contract.term=1h",
                "factory.contract.max-materials=2000000000"));
    all.addAll(EditsAnswer.BLUEPRINT);
    all.addAll(settings);
    return ConfigStack.read(Path.of("/nonexistent"), List.of(), all, new Properties());
  }

  private static TimedRun run(ConfigStack stack) {
    FactorySettings all = stack.settings();
    return TimedRun.of(stack, Plant.supplier(all), Plant.blueprint(all), EditsAnswer::digest);
  }

  private Result result(
      Path file, EditsAnswer expected, double plain, TimedRun run, HeapWatch heap, boolean json)
      throws IOException {
    boolean verified =
        run.found().equals(expected.answer())
            && run.account().balances()
            && run.account().bought() == expected.records()
            && run.account().shipped() == expected.records();
    double bytes = Files.size(file);
    String line =
        json
            ? String.format(
                Locale.ROOT,
                "{\"peer\":\"factory\",\"workload\":\"FILES\",\"format\":\"%s\",\"bytes\":%.0f,\"records\":%d,\"seconds\":%.3f,"
                    + "\"mb_per_s\":%.1f,\"records_per_s\":%.0f,\"plain_loop_mb_per_s\":%.1f,\"products\":%d,\"expected_products\":%d,"
                    + "\"checksum\":\"%016x\",\"peak_heap_mb\":%d,\"cpu_s\":%.2f,\"gc_ms\":%d,\"verified\":%b}",
                word(),
                bytes,
                expected.records(),
                verified ? run.seconds() : 0,
                verified ? bytes / 1e6 / run.seconds() : 0,
                verified ? expected.records() / run.seconds() : 0,
                bytes / 1e6 / plain,
                run.found().products(),
                expected.answer().products(),
                run.found().checksum(),
                heap.peak() >> 20,
                run.cpuSeconds(),
                heap.pauses(),
                verified)
            : verified
                ? String.format(
                    Locale.ROOT,
                    "FILES: %,d records, %,.0f bytes in %.3f s, %,.1f MB a second; %,d products, as they must be; %.2f s of processor"
                        + " time; a plain loop of one thread reads %,.1f MB a second",
                    expected.records(),
                    bytes,
                    run.seconds(),
                    bytes / 1e6 / run.seconds(),
                    run.found().products(),
                    run.cpuSeconds(),
                    bytes / 1e6 / plain)
                : "FILES: the products are wrong, so there is no rate";
    return new Result(line, verified);
  }
}
