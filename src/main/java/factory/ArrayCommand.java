package factory;

import factory.jobs.ArrayJob;
import factory.jobs.ArrayResult;
import factory.jobs.CpuSeries;
import factory.jobs.Range;
import factory.jobs.RangesMissing;
import factory.jobs.TaskPool;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries {@link ArrayJob}s out: a sum, a concatenation, and a picture of what the cores did. */
@Command(
    name = "array",
    description =
        "Sums up a big array and joins an array of texts, in ranges, and draws the use of the cores.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {JobOptions.ALL_DONE, JobOptions.FAILED, JobOptions.WRONG, JobOptions.SIGNAL},
    footer = {"", "In Java: docs/jobs.md"})
final class ArrayCommand implements Callable<Integer> {
  /** Ranges that are shown. */
  private static final int NAMED = 100;

  /** A text, what it becomes part of, and what that is compared with. */
  private static final long TEXT_BYTES = 100;

  /** A range, its task, its result, and where they are kept. */
  private static final long RANGE_BYTES = 400;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many ranges are worked on at once (${DEFAULT-VALUE}).")
  private int workers = 4;

  @Option(
      names = "--chunks",
      paramLabel = "N",
      description = "Into how many ranges each array is cut (${DEFAULT-VALUE}).")
  private int chunks = 4;

  @Option(
      names = "--elements",
      paramLabel = "N",
      description = "How many numbers there are (${DEFAULT-VALUE}).")
  private int elements = 20_000_000;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description =
          "How often each range is summed up, so that there is something to see (${DEFAULT-VALUE}).")
  private int passes = 100;

  @Option(
      names = "--texts",
      paramLabel = "N",
      description = "How many texts are joined (${DEFAULT-VALUE}).")
  private int texts = 100_000;

  @Option(
      names = "--fail",
      paramLabel = "RANGE",
      description = "This range of the sum fails, to see what becomes of the others.")
  private @Nullable Integer fail;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "The use of the cores as a picture, .png or .svg (${DEFAULT-VALUE}).")
  private Path picture = Path.of("out/array-cpu.png");

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "The same as figures (${DEFAULT-VALUE}).")
  private Path csv = Path.of("out/array-cpu.csv");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private final Map<Range, Long> sums = new LinkedHashMap<>();
  private long failsAt = -1;
  private boolean summed;
  private @Nullable CpuSeries cpu;

  @Override
  public Integer call() {
    JobOptions.atLeast(1, "--workers", workers);
    JobOptions.atLeast(1, "--chunks", chunks);
    JobOptions.atLeast(0, "--elements", elements);
    JobOptions.atLeast(1, "--passes", passes);
    JobOptions.atLeast(0, "--texts", texts);
    int ranges = Math.min(chunks, elements);
    if (fail != null && (fail < 0 || fail >= ranges)) {
      throw new WrongInput(
          "--fail must be the number of a range, from 0 and less than %s, was %s"
              .formatted(ranges, fail));
    }
    CpuFiles files = new CpuFiles(picture, csv);
    files.checkNames();
    mustFit("--elements", elements, Long.BYTES);
    mustFit("--texts", texts, TEXT_BYTES);
    mustFit("--chunks", Math.min(chunks, Math.max(elements, texts)), RANGE_BYTES);
    files.checkPlaces();
    PrintWriter out = spec.commandLine().getOut();
    ProgressBar bar = ProgressBar.of(spec);
    return JobSignal.run(
        signal -> run(signal, files, out, bar), () -> reportUntilThen(files, out, bar, ranges));
  }

  private static void mustFit(String option, int count, long each) {
    long most = Runtime.getRuntime().maxMemory();
    if (count * each > most / 10 * 8) {
      throw new WrongInput(
          "%s %s take %s, and Java has %s; use fewer, or java -Xmx"
              .formatted(option, Words.count(count), Words.bytes(count * each), Words.bytes(most)));
    }
  }

  private int run(JobSignal signal, CpuFiles files, PrintWriter out, ProgressBar bar) {
    try (TaskPool pool = signal.open(TaskPool::open)) {
      boolean summed = sum(pool, files, out, bar);
      boolean joined = join(pool, out);
      return (summed && joined ? ExitCode.OK : ExitCode.UNEXPECTED).code();
    } catch (RejectedExecutionException e) {
      bar.end();
      out.println("  " + e.getMessage());
      return ExitCode.UNEXPECTED.code();
    }
  }

  private boolean sum(TaskPool pool, CpuFiles files, PrintWriter out, ProgressBar bar) {
    ArrayJob<long[], Long> job =
        ArrayJob.over(LongStream.range(0, elements).toArray())
            .into(chunks)
            .process(this::sumOf)
            .sampleCpu(Duration.ofMillis(50), series -> cpu = series);
    int ranges = job.partition().ranges().size();
    failsAt = fail == null ? -1 : job.partition().ranges().get(fail).from();
    out.printf(
        "sum of %s numbers in %s on %s%n",
        Words.count(elements), Words.count(ranges, "range"), Words.count(workers, "worker"));
    bar.begin();
    bar.show(0, ranges, " ranges");
    bar.keepUp();
    long begun = System.nanoTime();
    ArrayResult<Long> result;
    try {
      result =
          job.asCompleted()
              .run(
                  pool,
                  workers,
                  (range, sum) -> {
                    sums.put(range, sum);
                    bar.show(sums.size(), ranges, " ranges");
                  });
    } catch (RangesMissing e) {
      bar.end();
      out.println("  " + e.getMessage());
      result = e.partial();
    }
    Duration wall = Duration.ofNanos(System.nanoTime() - begun);
    bar.end();
    printSum(out, result, wall);
    summed = true;
    boolean drawn = files.write(result.cpu(), out);
    return drawn && result.missing().isEmpty();
  }

  /** Of a run that a signal ended. */
  private void reportUntilThen(CpuFiles files, PrintWriter out, ProgressBar bar, int ranges) {
    bar.end();
    out.println(JobSignal.ENDED);
    if (summed) {
      out.println("  the sum was done, the concatenation was not");
      return;
    }
    printRanges(out, sums);
    out.printf("  %s of %s done%n", Words.count(sums.size()), Words.count(ranges, "range"));
    if (cpu != null) {
      boolean unused = files.write(cpu, out);
    }
  }

  private long sumOf(long[] view, int from, int to) throws InterruptedException {
    if (from == failsAt) {
      throw new IllegalStateException("failed because of --fail " + fail);
    }
    long sum = 0;
    for (int pass = 0; pass < passes; pass++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      sum = 0;
      for (int i = from; i < to; i++) {
        sum += view[i];
      }
    }
    return sum;
  }

  private static void printRanges(PrintWriter out, Map<Range, Long> sums) {
    sums.entrySet().stream()
        .limit(NAMED)
        .forEach(e -> out.printf("  %-36s %s%n", e.getKey(), Words.count(e.getValue())));
    if (sums.size() > NAMED) {
      out.printf("  and %s more%n", Words.count(sums.size() - NAMED));
    }
  }

  private void printSum(PrintWriter out, ArrayResult<Long> result, Duration wall) {
    printRanges(out, result.byRange());
    long sum = result.values().stream().mapToLong(Long::longValue).sum();
    long right = (long) elements * (elements - 1) / 2;
    String verdict = sum == right ? "right" : "short of " + Words.count(right);
    out.printf("  %-36s %s, %s%n", "sum", Words.count(sum), verdict);
    if (result.missing().isEmpty()) {
      out.printf(
          "  %s for %s %s, %s numbers/s%n",
          JobOptions.seconds(wall),
          Words.count(passes),
          passes == 1 ? "pass" : "passes",
          Words.count(Math.round((double) elements * passes * 1e9 / wall.toNanos())));
    }
  }

  private boolean join(TaskPool pool, PrintWriter out) {
    String[] words = new String[texts];
    for (int i = 0; i < words.length; i++) {
      words[i] = i + " ";
    }
    StringBuilder joined = new StringBuilder();
    ArrayJob.over(words)
        .into(chunks)
        .process((view, from, to) -> String.join("", Arrays.asList(view).subList(from, to)))
        .run(pool, workers, (range, text) -> joined.append(text));
    boolean inOrder = joined.toString().equals(String.join("", words));
    out.printf(
        "concatenation of %s: %s characters, %s%n",
        Words.count(texts, "text"),
        Words.count(joined.length()),
        inOrder ? "in order" : "OUT OF ORDER");
    return inOrder;
  }
}
