package factory.jobs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The time that each core was at work and in all, from {@code /proc/stat}; where there is none, the
 * operating system's word for all cores together.
 *
 * <p>The file's lines are {@code cpu0 user nice system idle iowait irq softirq steal ...}, in ticks
 * since the machine started; see proc(5). Reading it takes no library, and no native code.
 */
final class CpuClock {
  static final Path STAT = Path.of("/proc/stat");

  /** Of fewer ticks a share says nothing: of one it is all or none. */
  static final int LEAST_TICKS = 3;

  private static final int IDLE = 4;
  private static final int IOWAIT = 5;
  private static final int STEAL = 8;

  /**
   * One reading.
   *
   * @param busy and {@code total}: ticks of each core
   */
  record Reading(List<String> cores, List<Long> busy, List<Long> total) {}

  private CpuClock() {}

  /** What the file says; no core if it is not there or says something else. */
  static Reading read(Path stat) {
    List<String> cores = new ArrayList<>();
    List<Long> busy = new ArrayList<>();
    List<Long> total = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(stat, StandardCharsets.US_ASCII)) {
        String[] words = line.split("\\s+", -1);
        if (words[0].matches("cpu\\d+") && words.length > STEAL) {
          long sum = 0;
          for (int i = 1; i <= STEAL; i++) {
            sum += Long.parseLong(words[i]);
          }
          cores.add(words[0]);
          total.add(sum);
          busy.add(sum - Long.parseLong(words[IDLE]) - Long.parseLong(words[IOWAIT]));
        }
      }
    } catch (IOException | NumberFormatException elsewhere) {
      return new Reading(List.of(), List.of(), List.of());
    }
    return new Reading(cores, busy, total);
  }

  /** The use of all cores together in the last time, 0 to 1; negative if it is not known. */
  static double all() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getCpuLoad()
        : -1;
  }

  /**
   * How many ticks, of 10 ms as a rule, have passed between two readings of the same cores; those
   * of the core that had fewest, since not all tick at the same moment.
   */
  static long ticks(Reading before, Reading after) {
    return IntStream.range(0, after.cores().size())
        .mapToLong(core -> after.total().get(core) - before.total().get(core))
        .min()
        .orElse(0);
  }

  /** The use of each core between two readings of the same cores, with ticks between them. */
  static List<Double> use(Reading before, Reading after) {
    List<Double> use = new ArrayList<>();
    for (int i = 0; i < after.cores().size(); i++) {
      long total = after.total().get(i) - before.total().get(i);
      long busy = after.busy().get(i) - before.busy().get(i);
      use.add(Math.min(1, Math.max(0, (double) busy / total)));
    }
    return use;
  }
}
