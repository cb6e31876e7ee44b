package factory;

import factory.bench.BenchBlueprint;
import factory.bench.BenchSupplier;
import factory.bench.Reference;
import factory.bench.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures the factory on a fixed workload with a known answer.
 *
 * <p>The whole input is made before the clock starts; a quarter of the events on other seeds warms
 * up ({@link WarmUp}). The clock runs from the opening of the source to the commit of the last
 * shipment. No rate is printed for a wrong answer.
 */
@Command(
    name = "bench",
    description = "Measures the factory on a fixed workload whose answer is known.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class BenchCommand implements Callable<Integer> {
  private static final int WARM_UP_SEED = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(BenchCommand.class);

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
          "W1 keyed throughput, W2 churn of short sessions, W3 NEXMark's query 11, FILES a file from the disk's cache (${DEFAULT-VALUE}).")
  private Work workload = Work.W1;

  @Mixin private final FilesBench files = new FilesBench();

  @Option(
      names = "--events",
      defaultValue = "20M",
      converter = BenchNumbers.Count.class,
      description = "How many materials W1, W2 or W3 has; in W2 about so many (${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--keys",
      defaultValue = "100k",
      converter = BenchNumbers.Count.class,
      description = "How many pids W1 has; W2 and W3 have their own (${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--dist",
      defaultValue = "UNIFORM",
      description =
          "How W1's pids are drawn, UNIFORM or ZIPF; nothing in W2 and W3 (${DEFAULT-VALUE}).")
  private Dist dist = Dist.UNIFORM;

  @Option(
      names = "--rate",
      defaultValue = "10k",
      converter = BenchNumbers.Count.class,
      description = "Events in a second of W3's event time (${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Seed of the input (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--parallelism",
      defaultValue = "0",
      description =
          "Workshops in W1, W2 and W3; 0 for as many as the machine has cores (${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--warmups",
      defaultValue = "1",
      description =
          "How often to warm up, 0 for not at all: each time a quarter of the events, a million at least, runs untimed, in up to five runs; with FILES the whole file does (${DEFAULT-VALUE}).")
  private int warmups;

  @Option(
      names = "--custody",
      defaultValue = "OFF",
      description =
          "FILES ships the products of W1, W2 or W3 into a directory, with its ledger; OFF discards them (${DEFAULT-VALUE}).")
  private Custody custody = Custody.OFF;

  @Option(
      names = "--pids",
      defaultValue = "NUMBERS",
      description =
          "TEXTS makes the pids of W1, W2 or W3 texts of 16 characters (${DEFAULT-VALUE}).")
  private Pids pids = Pids.NUMBERS;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description =
          "A setting over the benchmark's own, but for source, blueprint and destination, which the workload has of its own; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BenchRules.belong(spec.commandLine().getParseResult(), workload);
    BenchRules.ownEnds(settings, workload);
    JobOptions.atLeast(0, "--parallelism", parallelism);
    JobOptions.atLeast(0, "--warmups", warmups);
    byte[] ranOut = MemoryGuard.line(outOfMemory()); // made before it does
    SignalDrain.endWithoutMemoryBy(
        () -> {
          try {
            tell(ranOut);
          } finally {
            System.exit(ExitCode.FAULT.code());
          }
        });
    HeapWatch heap = new HeapWatch();
    try {
      return workload == Work.FILES ? file(heap) : memory(heap);
    } catch (OutOfMemoryError e) {
      tell(ranOut);
      return ExitCode.FAULT.code();
    } finally {
      SignalDrain.endWithoutMemoryBy(null);
    }
  }

  /** Who comes second waits until it is said, and only then ends the process. */
  private static synchronized void tell(byte[] ranOut) {
    MemoryGuard.say(ranOut);
  }

  private String outOfMemory() {
    String lower =
        switch (workload) {
          case W1 -> ", or lower --events or --keys";
          case W2, W3 -> ", or lower --events";
          case FILES -> "";
        };
    return "memory ran out: give Java more by -Xmx" + lower;
  }

  private int file(HeapWatch heap) throws IOException {
    FilesBench.Result result = files.call(warmups, seed, settings, heap, json);
    return told(result.line(), result.wrong());
  }

  private int memory(HeapWatch heap) throws IOException {
    // what is wrong in them is told before all work
    FactorySettings parsed = stack(null, events).settings();
    long inputBytes = (long) events * Workload.bytes(kind(), pids == Pids.TEXTS);
    if (workload == Work.W1) {
      BenchRules.roomForPids(staffed(events), events, inputBytes, parsed);
    } else {
      BenchRules.roomForInput(events, inputBytes);
      BenchRules.roomForTimes(workload, events, rate);
    }
    WarmUp warmUp = WarmUp.of(events, workload == Work.W1 ? keys : 0);
    int runs = warmups * warmUp.runs();
    for (int i = 0; i < warmups; i++) {
      for (int run = 0; run < warmUp.runs(); run++) {
        LOG.info("untimed run {} of {}", i * warmUp.runs() + run + 1, runs);
        run(input(warmUp.size(), seed + WARM_UP_SEED + (long) i * warmUp.runs() + run));
      }
    }
    LOG.info("making the input of the timed run, and reckoning what must come out of it");
    long begun = System.nanoTime();
    Workload input = input(events, seed);
    double made = (System.nanoTime() - begun) / 1e9;
    Reference expected = Reference.of(input);
    HeapWatch.touch();
    System.gc();
    long before = HeapWatch.used();
    heap.reset();
    BenchLine.Asked asked =
        new BenchLine.Asked(workload, keys, lower(dist), seed, lower(custody), lower(pids));
    LOG.info("the timed run");
    TimedRun timed = run(input);
    BenchLine line = new BenchLine(asked, runs, input.size(), expected, before, made, timed, heap);
    return told(json ? line.json() : line.text(), line.verified() ? null : line.wrong());
  }

  /** One line is printed; what is wrong does not stand in one of JSON. */
  private int told(String line, @Nullable String wrong) {
    spec.commandLine().getOut().println(line);
    if (wrong == null) {
      return ExitCode.OK.code();
    }
    if (json) {
      spec.commandLine().getErr().println(wrong);
    }
    return ExitCode.UNEXPECTED.code();
  }

  /** As many workers as there will be pids wait on W1's bench. */
  private long staffed(int count) {
    return Workload.pids(count, keys, dist == Dist.ZIPF);
  }

  /** Of those that are made in memory. */
  private Workload.Kind kind() {
    return Workload.Kind.valueOf(workload.name());
  }

  private Workload input(int count, long of) {
    Workload made = Workload.of(kind(), count, keys, dist == Dist.ZIPF, of, rate);
    return pids == Pids.TEXTS ? made.withTexts() : made;
  }

  private TimedRun run(Workload input) throws IOException {
    if (custody == Custody.OFF) {
      return run(input, null);
    }
    try (Leftover directory = directory()) {
      return run(input, directory.path());
    }
  }

  private TimedRun run(Workload input, @Nullable Path directory) {
    return TimedRun.of(
        stack(directory, input.size()),
        new BenchSupplier(input),
        new BenchBlueprint(),
        product -> BenchBlueprint.digest(product, input.hasTexts()));
  }

  private static Leftover directory() {
    try {
      return Leftover.directory();
    } catch (IOException e) {
      throw unusable("no directory can be made there", e, "-Djava.io.tmpdir");
    }
  }

  /** Where temporary files are made nothing can be. */
  static WrongInput unusable(String what, IOException e, String option) {
    return new WrongInput(
        "java.io.tmpdir (%s): %s: %s; name another directory by %s"
            .formatted(System.getProperty("java.io.tmpdir"), what, JobOptions.reason(e), option),
        e);
  }

  /** The benchmark's settings, and the user's over them. */
  private ConfigStack stack(@Nullable Path directory, int count) {
    List<String> all = new ArrayList<>();
    all.add("factory.name=bench");
    all.add("factory.operations.console=off");
    all.add("factory.source.rate=unlimited");
    all.add("factory.source.event-time.unit=ms");
    if (directory == null) {
      all.add("factory.destination.kind=discard");
    } else {
      all.add("factory.destination.kind=files");
      all.add("factory.destination.directory=\"" + directory.resolve("out") + "\"");
    }
    all.add("factory.contract.max-materials=2000000000");
    all.add("factory.workshop.inspector.hot=1"); // by Zipf's law and in W3 a pid is, as it is meant
    if (workload == Work.W1) {
      all.add("factory.contract.term=1h");
      all.add(BenchRules.STAFFED + "=" + staffed(count));
    } else {
      all.add("factory.contract.clock=event");
      all.add("factory.contract.term=" + (workload == Work.W2 ? "1s" : "10s"));
      all.add("factory.contract.grace=0s");
    }
    all.addAll(settings);
    List<Given> given = new ArrayList<>();
    if (parallelism > 0) {
      String workshops = Integer.toString(parallelism);
      given.add(Given.byOption("--parallelism", workshops, "factory.workshops"));
    }
    all.stream().map(Given::bySet).forEach(given::add);
    return ConfigStack.ofGiven(Path.of("/nonexistent"), List.of(), given, new Properties());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
