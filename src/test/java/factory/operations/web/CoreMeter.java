package factory.operations.web;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Linux counts of a process, of its threads by their kind, and of the cores that it runs on:
 * so that time which is missing has a name.
 */
final class CoreMeter {
  private static final String SECONDS = "seconds";
  private static final double TICKS_PER_SECOND = 100;

  /** The columns of {@code /proc/stat}; irq has softirq with it, waiting for a disk is idle. */
  private static final List<String> CORE =
      List.of("user", "user", "system", "idle", "idle", "irq", "irq", "steal");

  /** Kinds of threads by how their names, of which Linux keeps 15 letters, begin. */
  private static final Map<String, String> KINDS =
      Map.of(
          "web-page", "page",
          "GC Thread", "GC",
          "C1 Compiler", "compiler",
          "C2 Compiler", "compiler",
          "factory-ops", "ops",
          "factory-factory", "workshops",
          "factory-pekko.a", "actors",
          "factory-schedul", "scheduler");

  private static final Pattern PAUSE = Pattern.compile("Pause .* ([\\d.]+)ms$", Pattern.MULTILINE);

  private final Path process;
  private final Path collected;
  private final int cores;

  /** The last figures of each thread, since those of ended ones count as well. */
  private final Map<String, Map<String, Double>> threads = new HashMap<>();

  /**
   * Of a process on the first cores.
   *
   * @param collected what {@code -Xlog:gc} writes
   */
  CoreMeter(long pid, Path collected, int cores) {
    this.process = Path.of("/proc/" + pid);
    this.collected = collected;
    this.cores = cores;
  }

  /** Figures that grow, as the seconds in which they do. */
  record Figures(Map<String, Double> all) {
    static final Figures NONE = new Figures(Map.of());

    Figures plus(Figures other) {
      return with(other, 1);
    }

    Figures since(Figures before) {
      return with(before, -1);
    }

    private Figures with(Figures other, int sign) {
      Map<String, Double> sum = new TreeMap<>(all);
      other.all.forEach((name, value) -> sum.merge(name, sign * value, Double::sum));
      return new Figures(sum);
    }

    /** The sum of these, for each second. */
    double perSecond(String... names) {
      double sum = Arrays.stream(names).mapToDouble(name -> all.getOrDefault(name, 0.0)).sum();
      return sum / all.getOrDefault(SECONDS, 1.0);
    }

    private String kind(String kind, String format) {
      return all.keySet().stream()
          .filter(name -> name.startsWith(kind))
          .map(
              name ->
                  name.substring(kind.length())
                      + String.format(Locale.ROOT, format, perSecond(name)))
          .collect(Collectors.joining(", ", kind.strip() + ": ", ""));
    }

    /** All of them, for each second. */
    @Override
    public String toString() {
      return Stream.of(
              kind("cores ", " %.3f"),
              kind("last core ", " %.3f"),
              kind("process ", " %.3f"),
              kind("threads ", " %.3f"),
              kind("times ", " %,.0f"))
          .collect(Collectors.joining("; "));
    }
  }

  /**
   * Seconds of {@code cores}, the {@code process} and its {@code threads}; {@code times} of events.
   */
  Figures read() throws IOException {
    Map<String, Double> figures = new HashMap<>();
    figures.put(SECONDS, System.nanoTime() / 1e9);
    readCores(figures);
    events(
        figures,
        Path.of("/proc/interrupts"),
        Map.of("RES:", "rescheduled", "CAL:", "called", "LOC:", "timer"));
    events(figures, Path.of("/proc/softirqs"), Map.of("NET_RX:", "received"));
    double[] times = times(process.resolve("stat"));
    figures.put("process user", times[0]);
    figures.put("process system", times[1]);
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path task : tasks) {
        readThread(task);
      }
    }
    threads.values().forEach(of -> of.forEach((name, value) -> add(figures, name, value)));
    for (MatchResult pause : PAUSE.matcher(Files.readString(collected)).results().toList()) {
      add(figures, "times collected", 1);
      add(figures, "process paused", Double.parseDouble(pause.group(1)) / 1_000);
    }
    return new Figures(figures);
  }

  private void readCores(Map<String, Double> figures) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
      String[] columns = line.split(" ");
      if (columns[0].matches("cpu\\d+")) {
        int core = Integer.parseInt(columns[0].substring("cpu".length()));
        String whose = core < cores ? "cores " : "last core ";
        for (int i = 0; i < CORE.size(); i++) {
          double seconds = Double.parseDouble(columns[i + 1]) / TICKS_PER_SECOND;
          add(figures, whose + CORE.get(i), seconds);
        }
      }
    }
  }

  private static void add(Map<String, Double> figures, String name, double value) {
    figures.merge(name, value, Double::sum);
  }

  private void events(Map<String, Double> figures, Path file, Map<String, String> names)
      throws IOException {
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.strip().split(" +");
      String name = names.get(columns[0]);
      if (name != null) {
        double sum = Arrays.stream(columns, 1, cores + 1).mapToDouble(Double::parseDouble).sum();
        add(figures, "times " + name, sum);
      }
    }
  }

  private void readThread(Path task) throws IOException {
    try {
      String stat = Files.readString(task.resolve("stat"));
      String kind = kind(stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')));
      double[] times = times(task.resolve("stat"));
      Map<String, Double> figures = new HashMap<>();
      figures.put("threads " + kind, times[0] + times[1]);
      for (String line : Files.readAllLines(task.resolve("status"))) {
        if (line.startsWith("voluntary_ctxt")) {
          figures.put("times waited", Double.parseDouble(line.substring(line.indexOf('\t'))));
        } else if (line.startsWith("nonvoluntary_ctxt")) {
          figures.put("times interrupted", Double.parseDouble(line.substring(line.indexOf('\t'))));
        }
      }
      threads.put(task.toString(), figures);
    } catch (IOException ended) {
      // its last figures stay
    }
  }

  private static String kind(String name) {
    return KINDS.entrySet().stream()
        .filter(kind -> name.startsWith(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("others");
  }

  private static double[] times(Path file) throws IOException {
    String stat = Files.readString(file);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new double[] {
      Double.parseDouble(fields[11]) / TICKS_PER_SECOND,
      Double.parseDouble(fields[12]) / TICKS_PER_SECOND
    };
  }
}
