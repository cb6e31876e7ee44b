package factory.operations;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * How busy the machine and this JVM are, looked at every other time; what is said of a span of time
 * is said of the time since the look before. Not for several threads at once.
 */
final class Machine {
  /** Where Linux counts what each core has done; elsewhere nothing is said of single cores. */
  static final Path STAT = Path.of("/proc/stat");

  /**
   * One look.
   *
   * @param process the share of all cores that this process took, 0 to 1; NaN where it is unknown
   * @param cores how busy each core was with whatever runs on it, 0 to 1; empty where it is unknown
   * @param heapUsed bytes
   * @param heapMax bytes
   * @param gcMillis how long collections stopped the JVM in a second, on average since the look
   *     before
   */
  record Reading(double process, List<Double> cores, long heapUsed, long heapMax, double gcMillis) {
    /** Before the first look. */
    static final Reading NONE = new Reading(Double.NaN, List.of(), 0, 0, 0);
  }

  private record Core(long idle, long all) {}

  private final Path stat;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private List<Core> before = List.of();
  private long gcBefore;
  private long cpuBefore;
  private long lookedAt;

  Machine() {
    this(STAT);
  }

  Machine(Path stat) {
    this.stat = stat;
    look();
  }

  /** Looks now. */
  Reading look() {
    List<Core> now = read();
    List<Double> cores = use(before, now);
    before = now;
    long gc = collecting();
    long at = System.nanoTime();
    double seconds = Math.max(1e-3, (at - lookedAt) / 1e9);
    double paused = lookedAt == 0 ? 0 : (gc - gcBefore) / seconds;
    gcBefore = gc;
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long max = heap.getMax() < 0 ? heap.getCommitted() : heap.getMax();
    return new Reading(process(at), cores, heap.getUsed(), max, paused);
  }

  private double process(long at) {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
      lookedAt = at;
      return Double.NaN;
    }
    long cpu = system.getProcessCpuTime();
    double share = (double) (cpu - cpuBefore) / Math.max(1, at - lookedAt) / processors;
    boolean known = cpu >= 0 && lookedAt != 0;
    cpuBefore = cpu;
    lookedAt = at;
    return known ? Math.max(0, Math.min(1, share)) : Double.NaN;
  }

  /** Collections that run beside the program do not stop it. */
  private static long collecting() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      String name = collector.getName().toLowerCase(Locale.ROOT);
      if (!name.contains("concurrent") && !name.contains("cycles")) {
        millis += Math.max(0, collector.getCollectionTime());
      }
    }
    return millis;
  }

  private static List<Double> use(List<Core> before, List<Core> now) {
    if (before.size() != now.size()) {
      return List.of();
    }
    List<Double> use = new ArrayList<>(now.size());
    for (int i = 0; i < now.size(); i++) {
      long all = now.get(i).all - before.get(i).all;
      long idle = now.get(i).idle - before.get(i).idle;
      use.add(all <= 0 ? 0 : Math.max(0, Math.min(1, 1 - (double) idle / all)));
    }
    return List.copyOf(use);
  }

  /**
   * Lines as {@code cpu0 user nice system idle iowait irq softirq steal …}, see {@code proc(5)}.
   */
  private List<Core> read() {
    try {
      List<Core> cores = new ArrayList<>();
      for (String line : Files.readAllLines(stat, StandardCharsets.US_ASCII)) {
        if (line.startsWith("cpu") && line.length() > 3 && Character.isDigit(line.charAt(3))) {
          cores.add(core(line));
        }
      }
      return List.copyOf(cores);
    } catch (IOException | NumberFormatException notLinux) {
      return List.of();
    }
  }

  private static Core core(String line) {
    StringTokenizer words = new StringTokenizer(line);
    words.nextToken();
    long idle = 0;
    long all = 0;
    for (int i = 0; i < 8 && words.hasMoreTokens(); i++) {
      long ticks = Long.parseLong(words.nextToken());
      all += ticks;
      idle += i == 3 || i == 4 ? ticks : 0;
    }
    return new Core(idle, all);
  }
}
