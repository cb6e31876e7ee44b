package factory;

import factory.bench.BenchBlueprint;
import factory.bench.BenchSupplier;
import factory.bench.Reference;
import factory.bench.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures the factory on a fixed workload with a known answer.
 *
 * <p>The whole input is made before the clock starts; a run of a quarter of the events on another
 * seed warms up. The clock runs from the opening of the source to the commit of the last shipment.
 * No rate is printed for a wrong answer.
 */
@Command(
    name = "bench",
    description = "Measures the factory on a fixed workload whose answer is known.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class BenchCommand implements Callable<Integer> {
  private static final int WARM_UP_SEED = 1_000;
  private static final int LEAST_WARM_UP = 1_000_000;

  enum Dist {
    UNIFORM,
    ZIPF
  }

  enum Custody {
    OFF,
    FILES
  }

  enum Pids {
    NUMBERS,
    TEXTS
  }

  /** What can be measured: the workloads that are made in memory, and one of a file. */
  enum Work {
    W1,
    W2,
    W3,
    FILES
  }

  @Option(
      names = "--workload",
      defaultValue = "W1",
      description =
          "W1 keyed throughput, W2 churn of short sessions, W3 NEXMark's query 11, FILES a file from the disk's cache.")
  private Work workload = Work.W1;

  @Mixin private final FilesBench files = new FilesBench();

  @Option(
      names = "--events",
      defaultValue = "20M",
      converter = BenchNumbers.Count.class,
      description = "How many materials; in W2 about so many.")
  private int events;

  @Option(
      names = "--keys",
      defaultValue = "100k",
      converter = BenchNumbers.Count.class,
      description = "How many pids W1 has.")
  private int keys;

  @Option(names = "--dist", defaultValue = "UNIFORM", description = "How W1's pids are drawn.")
  private Dist dist = Dist.UNIFORM;

  @Option(
      names = "--rate",
      defaultValue = "10k",
      converter = BenchNumbers.Count.class,
      description = "Events in a second of W3's event time.")
  private int rate;

  @Option(names = "--seed", defaultValue = "42", description = "Seed of the input.")
  private long seed;

  @Option(
      names = "--parallelism",
      defaultValue = "0",
      description = "Workshops; 0 for as many as the configuration says.")
  private int parallelism;

  @Option(names = "--warmups", defaultValue = "1", description = "Untimed runs before.")
  private int warmups;

  @Option(
      names = "--custody",
      defaultValue = "OFF",
      description = "FILES ships into a directory, with its ledger; OFF discards.")
  private Custody custody = Custody.OFF;

  @Option(
      names = "--pids",
      defaultValue = "NUMBERS",
      description = "TEXTS makes pids of 16 characters.")
  private Pids pids = Pids.NUMBERS;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "A setting over the benchmark's own; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private final HeapWatch heap = new HeapWatch();

  @Override
  public Integer call() throws IOException {
    if (workload == Work.FILES) {
      FilesBench.Result result = files.call(warmups, seed, settings, heap, json);
      spec.commandLine().getOut().println(result.line());
      return result.verified() ? ExitCode.OK.code() : ExitCode.UNEXPECTED.code();
    }
    for (int i = 0; i < warmups; i++) {
      run(input(Math.min(events, Math.max(LEAST_WARM_UP, events / 4)), seed + WARM_UP_SEED + i));
    }
    long begun = System.nanoTime();
    Workload input = input(events, seed);
    double made = (System.nanoTime() - begun) / 1e9;
    Reference expected = Reference.of(input);
    HeapWatch.touch();
    System.gc();
    long before = HeapWatch.used();
    heap.reset();
    TimedRun run = run(input);
    boolean verified =
        run.found().equals(expected)
            && run.account().balances()
            && run.account().bought() == input.size()
            && run.account().shipped() == input.size();
    String line =
        json ? json(input, run, expected, before, made, verified) : text(input, run, verified);
    spec.commandLine().getOut().println(line);
    return verified ? ExitCode.OK.code() : ExitCode.UNEXPECTED.code();
  }

  private Workload input(int count, long of) {
    return Workload.of(
        Workload.Kind.valueOf(workload.name()), count, keys, dist == Dist.ZIPF, of, rate);
  }

  private TimedRun run(Workload input) throws IOException {
    Path directory = custody == Custody.FILES ? Files.createTempDirectory("factory-bench") : null;
    try {
      boolean texts = pids == Pids.TEXTS;
      return TimedRun.of(
          stack(directory),
          new BenchSupplier(input, texts),
          new BenchBlueprint(),
          product -> BenchBlueprint.digest(product, texts));
    } finally {
      if (directory != null) {
        delete(directory);
      }
    }
  }

  /** The benchmark's settings, and the user's over them. */
  private ConfigStack stack(@Nullable Path directory) {
    List<String> all = new ArrayList<>();
    all.add("factory.name=bench");
    all.add("factory.operations.console=off");
    all.add("factory.source.rate=unlimited");
    all.add("factory.source.event-time.unit=ms");
    if (parallelism > 0) {
      all.add("factory.workshops=" + parallelism);
    }
    if (directory == null) {
      all.add("factory.destination.kind=discard");
    } else {
      all.add("factory.destination.kind=files");
      all.add("factory.destination.directory=\"" + directory.resolve("out") + "\"");
    }
    all.add("factory.contract.max-materials=2000000000");
    if (workload == Work.W1) {
      all.add("factory.contract.term=1h");
    } else {
      all.add("factory.contract.clock=event");
      all.add("factory.contract.term=" + (workload == Work.W2 ? "1s" : "10s"));
      all.add("factory.contract.grace=0s");
    }
    all.addAll(settings);
    return ConfigStack.read(Path.of("/nonexistent"), List.of(), all, new Properties());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String json(
      Workload input,
      TimedRun run,
      Reference expected,
      long before,
      double made,
      boolean verified) {
    return String.format(
        Locale.ROOT,
        "{\"peer\":\"factory\",\"workload\":\"%s\",\"keys\":%d,\"dist\":\"%s\",\"parallelism\":%d,\"events\":%d,\"seconds\":%.3f,"
            + "\"events_per_s\":%.0f,\"products\":%d,\"expected_products\":%d,\"checksum\":\"%016x\",\"peak_heap_mb\":%d,"
            + "\"live_heap_mb\":%d,\"input_heap_mb\":%d,\"cpu_s\":%.2f,\"gc_ms\":%d,\"gen_s\":%.2f,\"custody\":\"%s\",\"pids\":\"%s\",\"verified\":%b}",
        workload,
        keys,
        lower(dist),
        parallelism,
        input.size(),
        verified ? run.seconds() : 0,
        verified ? input.size() / run.seconds() : 0,
        run.found().products(),
        expected.products(),
        run.found().checksum(),
        heap.peak() >> 20,
        Math.max(0, (heap.live() - before) >> 20),
        before >> 20,
        run.cpuSeconds(),
        heap.pauses(),
        made,
        lower(custody),
        lower(pids),
        verified);
  }

  private String text(Workload input, TimedRun run, boolean verified) {
    if (!verified) {
      return String.format(
          Locale.ROOT, "%s: the products are wrong, so there is no rate", workload);
    }
    return String.format(
        Locale.ROOT,
        "%s: %,d materials in %.3f s, %,.0f a second; %,d products, as they must be; %.2f s of processor time, %,d MiB of heap at most",
        workload,
        input.size(),
        run.seconds(),
        input.size() / run.seconds(),
        run.found().products(),
        run.cpuSeconds(),
        heap.peak() >> 20);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
