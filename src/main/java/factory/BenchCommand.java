package factory;

import factory.bench.BenchBlueprint;
import factory.bench.BenchDestination;
import factory.bench.BenchSupplier;
import factory.bench.Reference;
import factory.bench.Workload;
import factory.goods.FactoryClock;
import factory.operations.Account;
import factory.operations.Console;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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

  /** What the young generation is walked through before the clock starts. */
  private static final int TOUCHED_MIB = 1_430;

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

  /** A number as 20M or 100k. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      String digits = text.replace("_", "");
      int unit =
          digits.endsWith("M") || digits.endsWith("m")
              ? 1_000_000
              : digits.endsWith("k") || digits.endsWith("K") ? 1_000 : 1;
      try {
        String number = unit == 1 ? digits : digits.substring(0, digits.length() - 1);
        int count = Math.multiplyExact(Integer.parseInt(number), unit);
        if (count >= 1) {
          return count;
        }
      } catch (NumberFormatException | ArithmeticException e) {
        // said below
      }
      throw new TypeConversionException(
          "must be a number from 1 to 2147483647, as 20000000, 20M or 100k, was '" + text + "'");
    }
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
      converter = Count.class,
      description = "How many materials; in W2 about so many.")
  private int events;

  @Option(
      names = "--keys",
      defaultValue = "100k",
      converter = Count.class,
      description = "How many pids W1 has.")
  private int keys;

  @Option(names = "--dist", defaultValue = "UNIFORM", description = "How W1's pids are drawn.")
  private Dist dist = Dist.UNIFORM;

  @Option(
      names = "--rate",
      defaultValue = "10k",
      converter = Count.class,
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

  /** One timed run. */
  private record Run(Account account, Reference found, double seconds, double cpuSeconds) {}

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
    touchHeap();
    System.gc();
    long before = HeapWatch.used();
    heap.reset();
    Run run = run(input);
    boolean verified =
        run.found.equals(expected)
            && run.account.balances()
            && run.account.bought() == input.size()
            && run.account.shipped() == input.size();
    String line =
        json ? json(input, run, expected, before, made, verified) : text(input, run, verified);
    spec.commandLine().getOut().println(line);
    return verified ? ExitCode.OK.code() : ExitCode.UNEXPECTED.code();
  }

  private Workload input(int count, long of) {
    return Workload.of(
        Workload.Kind.valueOf(workload.name()), count, keys, dist == Dist.ZIPF, of, rate);
  }

  private Run run(Workload input) throws IOException {
    Path directory = custody == Custody.FILES ? Files.createTempDirectory("factory-bench") : null;
    try {
      return run(input, stack(directory));
    } finally {
      if (directory != null) {
        delete(directory);
      }
    }
  }

  private Run run(Workload input, ConfigStack stack) {
    FactorySettings all = stack.settings();
    BenchSupplier supplier = new BenchSupplier(input, pids == Pids.TEXTS);
    DestinationSettings shipTo = all.destination();
    BenchDestination destination =
        new BenchDestination(
            Destinations.open(shipTo, all.name(), supplier.partitions()),
            product -> BenchBlueprint.digest(product, pids == Pids.TEXTS));
    Plan plan =
        Plant.plan(
            all, supplier, new BenchBlueprint(), destination, FactoryClock.system(), Console.OFF);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    long cpu = cpuNanos();
    ActorSystem<Ceo.Command> system =
        ActorSystem.create(
            Ceo.create(plan, outcome), "factory", Plant.threads(stack.config(), all));
    Account account = outcome.join().account();
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    double seconds = (destination.shippedAt() - supplier.openedAt()) / 1e9;
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    destination.close();
    return new Run(account, destination.found(), seconds, cpuSeconds);
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

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /**
   * Walks through the young generation once, so that no first touch of a page falls into the timed
   * run.
   */
  private static void touchHeap() {
    int sum = 0;
    for (int i = 0; i < TOUCHED_MIB * 16; i++) {
      sum += new byte[1 << 16].length;
    }
    if (sum == 42) {
      throw new IllegalStateException();
    }
  }

  private String json(
      Workload input, Run run, Reference expected, long before, double made, boolean verified) {
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
        verified ? run.seconds : 0,
        verified ? input.size() / run.seconds : 0,
        run.found.products(),
        expected.products(),
        run.found.checksum(),
        heap.peak() >> 20,
        Math.max(0, (heap.live() - before) >> 20),
        before >> 20,
        run.cpuSeconds,
        heap.pauses(),
        made,
        lower(custody),
        lower(pids),
        verified);
  }

  private String text(Workload input, Run run, boolean verified) {
    if (!verified) {
      return String.format(
          Locale.ROOT, "%s: the products are wrong, so there is no rate", workload);
    }
    return String.format(
        Locale.ROOT,
        "%s: %,d materials in %.3f s, %,.0f a second; %,d products, as they must be; %.2f s of processor time, %,d MiB of heap at most",
        workload,
        input.size(),
        run.seconds,
        input.size() / run.seconds,
        run.found.products(),
        run.cpuSeconds,
        heap.peak() >> 20);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
