package factory;

import factory.bench.EditsAnswer;
import factory.bench.EditsFile;
import factory.blueprint.BlueprintException;
import factory.purchasing.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * The workload FILES of {@code bench}: a file of edits, pid is the page, through the whole factory.
 *
 * <p>The file is made first and deleted at last. A plain loop over it says what must come out; that
 * reads it into the page cache. The clock runs from the opening of the source to the last commit;
 * the runs before that warm up.
 */
final class FilesBench {
  private static final Logger LOG = LoggerFactory.getLogger(FilesBench.class);

  @Option(
      names = "--format",
      defaultValue = "JSONL",
      description = "Of FILES: JSONL or CSV (${DEFAULT-VALUE}).")
  private EditsFile.Format format = EditsFile.Format.JSONL;

  @Option(
      names = "--size",
      defaultValue = "2g",
      converter = BenchNumbers.Size.class,
      description = "Of FILES: how large the file is (${DEFAULT-VALUE}).")
  private long size;

  @Option(
      names = "--data",
      description =
          "Of FILES: the directory of the data set wikipedia-edits; without it edits are drawn from --seed.")
  private @Nullable Path data;

  @Option(
      names = "--directory",
      description = "Of FILES: where the file is made; else where temporary files are.")
  private @Nullable Path directory;

  /** What a run came to. */
  private record Measured(
      long bytes, long seed, int untimed, EditsAnswer expected, double plainSeconds, TimedRun run) {
    boolean verified() {
      return run.isRight(expected.answer(), expected.records());
    }
  }

  /**
   * What to say of it.
   *
   * @param line what was asked for
   * @param wrong why it was not verified; null if it was
   */
  record Result(String line, @Nullable String wrong) {}

  /** Makes the file, runs, deletes the file. */
  Result call(int warmups, long seed, List<String> settings, HeapWatch heap, boolean json)
      throws IOException {
    isDirectory("--data", data);
    isDirectory("--directory", directory);
    try (Leftover leftover = made()) {
      Path file = leftover.path();
      ConfigStack stack = stack(file, settings);
      FactorySettings unused = stack.settings(); // what is wrong in them is told before all work
      LOG.info("making the file");
      write(file, day(seed));
      Measured measured = measured(file, seed, warmups, stack, heap);
      String wrong =
          measured.verified()
              ? null
              : "FILES: " + measured.run.whyWrong(measured.expected.records());
      return new Result(
          json ? json(measured, heap) : wrong == null ? text(measured) : wrong, wrong);
    }
  }

  private static void isDirectory(String option, @Nullable Path path) {
    if (path != null && (path.toString().isEmpty() || !Files.isDirectory(path))) {
      throw new WrongInput(option + ": no such directory: '" + path + "'");
    }
  }

  private Leftover made() {
    try {
      return Leftover.file(directory, "." + word());
    } catch (IOException e) {
      throw unusable("no file can be made there", e);
    }
  }

  private List<String> day(long seed) {
    try {
      return EditsFile.day(data, seed);
    } catch (IOException e) {
      throw new WrongInput("--data " + data + ": " + JobOptions.reason(e), e);
    }
  }

  private void write(Path file, List<String> day) {
    long free = free(file);
    if (free < size) {
      throw new WrongInput(
          "--size: a file of %s is asked for, and %s has %s free; ask for less, or name another directory by --directory"
              .formatted(Words.bytes(size), file.toAbsolutePath().getParent(), Words.bytes(free)));
    }
    try {
      EditsFile.write(file, format, size, day);
    } catch (IOException e) {
      throw unusable("the file cannot be written", e);
    }
  }

  /**
   * As much as anybody can ask for where Java finds no mount point of it, as in some containers.
   */
  private static long free(Path file) {
    try {
      return Files.getFileStore(file).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  private WrongInput unusable(String what, IOException e) {
    return directory == null
        ? BenchCommand.unusable(what, e, "--directory")
        : new WrongInput("--directory %s: %s: %s".formatted(directory, what, JobOptions.reason(e)));
  }

  private Measured measured(Path file, long seed, int warmups, ConfigStack stack, HeapWatch heap)
      throws IOException {
    LOG.info("a plain loop reads the file, to say what must come out");
    long begun = System.nanoTime();
    EditsAnswer expected = EditsAnswer.of(file, format);
    double plain = (System.nanoTime() - begun) / 1e9;
    for (int i = 0; i < warmups; i++) {
      LOG.info("untimed run {} of {}", i + 1, warmups);
      run(stack);
    }
    System.gc();
    heap.reset();
    LOG.info("the timed run");
    return new Measured(Files.size(file), seed, warmups, expected, plain, run(stack));
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
    try {
      return TimedRun.of(stack, Plant.supplier(all), Plant.blueprint(all), EditsAnswer::digest);
    } catch (BlueprintException | SourceException e) {
      throw stack.located(e);
    }
  }

  private String json(Measured measured, HeapWatch heap) {
    TimedRun run = measured.run;
    EditsAnswer expected = measured.expected;
    double bytes = measured.bytes;
    boolean verified = measured.verified();
    return String.format(
        Locale.ROOT,
        "{\"peer\":\"factory\",\"workload\":\"FILES\",\"format\":\"%s\",\"bytes\":%.0f,\"records\":%d,\"seconds\":%.3f,"
            + "\"mb_per_s\":%.1f,\"records_per_s\":%.0f,\"plain_loop_mb_per_s\":%.1f,\"products\":%d,\"expected_products\":%d,"
            + "\"checksum\":\"%016x\",\"peak_heap_mb\":%d,\"cpu_s\":%.2f,\"gc_ms\":%d,%s\"parallelism\":%d,\"untimed_runs\":%d,%s,\"verified\":%b}",
        word(),
        bytes,
        expected.records(),
        verified ? run.seconds() : 0,
        verified ? bytes / 1e6 / run.seconds() : 0,
        verified ? expected.records() / run.seconds() : 0,
        bytes / 1e6 / measured.plainSeconds,
        run.found().products(),
        expected.answer().products(),
        run.found().checksum(),
        heap.peak() >> 20,
        run.cpuSeconds(),
        heap.pauses(),
        data == null ? "\"seed\":" + measured.seed + "," : "",
        run.workshops(),
        measured.untimed,
        HeapWatch.json(),
        verified);
  }

  private String text(Measured measured) {
    TimedRun run = measured.run;
    double bytes = measured.bytes;
    return String.format(
        Locale.ROOT,
        "FILES, %s: %,d records, %,.0f bytes in %.3f s, %,.1f MB a second; %,d products, as they must be; %.2f s of processor"
            + " time; a plain loop of one thread reads %,.1f MB a second; %sparallelism %d, after %s, %s",
        word(),
        measured.expected.records(),
        bytes,
        run.seconds(),
        bytes / 1e6 / run.seconds(),
        run.found().products(),
        run.cpuSeconds(),
        bytes / 1e6 / measured.plainSeconds,
        data == null ? "seed " + measured.seed + ", " : "",
        run.workshops(),
        Words.count(measured.untimed, "untimed run"),
        HeapWatch.text());
  }
}
