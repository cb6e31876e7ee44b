package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.BenchCommand.Work;
import factory.bench.BenchBlueprint;
import factory.bench.Workload;
import factory.production.WorkshopSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/**
 * What the options of {@code bench} must be. One that is given and has no effect is refused, but
 * for {@code --keys} and {@code --dist}: who runs all workloads in turn may give them to all that
 * are made in memory.
 */
final class BenchRules {
  private static final Set<Work> IN_MEMORY = EnumSet.of(Work.W1, Work.W2, Work.W3);
  private static final Set<Work> KEYED = EnumSet.of(Work.W1);
  private static final Set<Work> OF_FILE = EnumSet.of(Work.FILES);

  /** They are taken, and do nothing, in the other workloads that are made in memory. */
  private static final List<String> FOR_EACH = List.of("--keys", "--dist");

  /** What a workload has of its own: where materials come from, and what is made of them. */
  private static final List<String> OWN = List.of("factory.source", "factory.blueprint");

  /** Of these what any blueprint can have. */
  private static final String KEPT = "factory.blueprint.keep-materials";

  /**
   * The same of FILES; a file that is followed has no end, and a rate would be what is measured.
   */
  private static final List<String> OWN_OF_FILE =
      List.of(
          "factory.source.kind",
          "factory.source.paths",
          "factory.source.format",
          "factory.source.follow",
          "factory.source.rate",
          "factory.blueprint.kind",
          "factory.blueprint.class");

  /** The workers that wait on the bench before the clock runs. */
  static final String STAFFED = "factory.workshop.bench.staffed";

  /** So much of what would just do is advised: some collectors leave a tenth of -Xmx out. */
  private static final double ROOMY = 1.2;

  /** What lies there for long has no room in the third that some collectors keep for the young. */
  private static final double YOUNG = 1.5;

  private static final Map<String, Set<Work>> WORKLOADS = workloads();

  private BenchRules() {}

  private static Map<String, Set<Work>> workloads() {
    Map<String, Set<Work>> of = new LinkedHashMap<>();
    of.put("--rate", EnumSet.of(Work.W3));
    for (String option : FOR_EACH) {
      of.put(option, KEYED);
    }
    for (String option : List.of("--events", "--parallelism", "--custody", "--pids")) {
      of.put(option, IN_MEMORY);
    }
    for (String option : List.of("--format", "--size", "--data", "--directory")) {
      of.put(option, OF_FILE);
    }
    return of;
  }

  /**
   * Refuses options that do not go with this workload, or with each other.
   *
   * @throws WrongInput that names the first of them
   */
  static void belong(ParseResult given, Work workload) {
    WORKLOADS.forEach(
        (option, works) -> {
          boolean taken = FOR_EACH.contains(option) && IN_MEMORY.contains(workload);
          if (given.hasMatchedOption(option) && !works.contains(workload) && !taken) {
            List<String> names = works.stream().map(Work::name).toList();
            throw new WrongInput(
                "%s has no effect on --workload %s: it belongs to %s"
                    .formatted(option, workload, Words.or(names)));
          }
        });
    if (given.hasMatchedOption("--data") && given.hasMatchedOption("--seed")) {
      throw new WrongInput("--seed has no effect with --data: edits are read then, not drawn");
    }
  }

  /**
   * Refuses settings of what the workload has of its own: where materials come from, what is made
   * of them, and where products go, which are counted there.
   *
   * @param settings of {@code --set}; those that are none are told elsewhere
   */
  static void ownEnds(List<String> settings, Work workload) {
    List<String> own = workload == Work.FILES ? OWN_OF_FILE : OWN;
    for (String setting : settings) {
      Config one = parsed(setting);
      if (one.hasPathOrNull("factory.destination")) {
        throw new WrongInput(
            "--set "
                + setting
                + ": the benchmark has a destination of its own; --custody files ships W1, W2 and W3 into a directory");
      }
      if (!setsOnly(one, KEPT) && own.stream().anyMatch(one::hasPathOrNull)) {
        throw new WrongInput(
            "--set "
                + setting
                + ": the benchmark has a source and a blueprint of its own, see --workload");
      }
    }
  }

  /**
   * Refuses more pids than W1 has room for, as far as that can be told: all of them are live at its
   * end.
   *
   * @param pids to be expected
   * @param events of the timed run, whose input is made before it
   * @param input heap that it takes, in bytes
   * @param settings that the run will have
   * @throws WrongInput that says what they take, and what there is
   */
  static void roomForPids(long pids, int events, long input, FactorySettings settings) {
    WorkshopSettings shop = settings.eachWorkshop();
    long each = WorkshopSettings.WORKER_BYTES + BenchBlueprint.ASSEMBLY_BYTES;
    long heap = Runtime.getRuntime().maxMemory();
    long open = settings.workshops() * shop.openBytes();
    String live = "--keys: " + Words.count(pids, "pid") + " are live at the end, ";
    if (pids * each > open) {
      boolean fits = pids * each + input <= heap / 4 * 3; // lines and messages need some, too
      double enough =
          ROOMY * Math.max((double) heap / open * pids * each, YOUNG * (pids * each + input));
      throw new WrongInput(
          live
              + "%s with their workers, and factory.memory.open-assemblies lets them have %s; lower --keys%s or, where that is a share of the heap, give Java %s by -Xmx"
                  .formatted(
                      than(pids * each, open),
                      Words.bytes(open),
                      fits ? ", raise that" : "",
                      Words.bytes((long) enough)));
    }
    long most = (long) settings.workshops() * shop.maxWorkers();
    if (pids > most) {
      throw new WrongInput(
          live
              + "and factory.workshop.max-workers lets %s be; lower --keys, or raise that"
                  .formatted(Words.count(most, "worker")));
    }
    long staffed = (long) settings.workshops() * shop.bench().staffed();
    long all = Math.max(pids, staffed) * each + input;
    if (all > heap) {
      throw new WrongInput(
          "--keys, --events: %s and %s take %s, and the heap has %s; give Java more by -Xmx, or lower %s"
              .formatted(
                  Words.count(events, "material"),
                  staffed > pids
                      ? Words.count(staffed, "worker") + " of " + STAFFED
                      : Words.count(pids, "live pid"),
                  than(all, heap),
                  Words.bytes(heap),
                  staffed > pids ? STAFFED : "one of them"));
    }
  }

  /**
   * Refuses an input that the heap alone has no room for, whatever else there is in it.
   *
   * @param events of the timed run
   * @param input heap that they take, in bytes
   * @throws WrongInput that says so, and what there is
   */
  static void roomForInput(int events, long input) {
    long heap = Runtime.getRuntime().maxMemory();
    if (input > heap) {
      throw new WrongInput(
          "--events: %s take %s, and the heap has %s; give Java more by -Xmx, or lower that"
              .formatted(Words.count(events, "material"), than(input, heap), Words.bytes(heap)));
    }
  }

  /**
   * Refuses bids of W3 that last longer than its times can say.
   *
   * @param rate events in a second
   * @throws WrongInput that names the least rate
   */
  static void roomForTimes(Work workload, int events, int rate) {
    long last = Workload.lastBid(events, rate);
    if (workload == Work.W3 && last > Integer.MAX_VALUE) {
      throw new WrongInput(
          "--rate %d: %s last %s, and W3 can have %s; raise --rate to %s or more, or lower --events"
              .formatted(
                  rate,
                  Words.count(events, "material"),
                  Words.time(Duration.ofMillis(last).truncatedTo(ChronoUnit.MINUTES)),
                  Words.time(Duration.ofMillis(Integer.MAX_VALUE).truncatedTo(ChronoUnit.MINUTES)),
                  Words.count((long) Math.ceil((double) last * rate / Integer.MAX_VALUE))));
    }
  }

  /** So many bytes, in other words than those of a little fewer. */
  private static String than(long bytes, long fewer) {
    String words = Words.bytes(bytes);
    return words.equals(Words.bytes(fewer)) ? "a little more than " + words : "some " + words;
  }

  /** Whether it sets this and nothing else. */
  private static boolean setsOnly(Config setting, String path) {
    return setting.hasPathOrNull(path) && setting.withoutPath(path).entrySet().isEmpty();
  }

  private static Config parsed(String setting) {
    try {
      return OneSetting.option(Given.bySet(setting));
    } catch (WrongInput e) {
      return ConfigFactory.empty(); // and told with all else that is wrong in the settings
    }
  }
}
