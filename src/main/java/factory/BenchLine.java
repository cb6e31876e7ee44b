package factory;

import factory.BenchCommand.Work;
import factory.bench.Reference;
import java.util.Locale;

/**
 * What {@code bench} says of a run of a workload that is made in memory.
 *
 * @param asked what was asked for
 * @param untimed how many runs were before it
 * @param materials of the input
 * @param expected what must come out of it
 * @param inputBytes of heap that the input takes
 * @param madeSeconds how long it took to make
 */
record BenchLine(
    Asked asked,
    int untimed,
    int materials,
    Reference expected,
    long inputBytes,
    double madeSeconds,
    TimedRun run,
    HeapWatch heap) {

  /** The options, in the words of the command line. */
  record Asked(Work workload, int keys, String dist, long seed, String custody, String pids) {
    /** How many pids W1 has, and how they are drawn; the others have their own. */
    private String shape() {
      return workload == Work.W1 ? ", " + Words.count(keys, "pid") + ", " + dist : "";
    }
  }

  boolean verified() {
    return run.isRight(expected, materials);
  }

  /** One line of JSON; the ruler's own programs begin theirs in the same way. */
  String json() {
    boolean verified = verified();
    return String.format(
        Locale.ROOT,
        "{\"peer\":\"factory\",\"workload\":\"%s\",\"keys\":%d,\"dist\":\"%s\",\"parallelism\":%d,\"events\":%d,\"seconds\":%.3f,"
            + "\"events_per_s\":%.0f,\"products\":%d,\"expected_products\":%d,\"checksum\":\"%016x\",\"peak_heap_mb\":%d,"
            + "\"live_heap_mb\":%d,\"input_heap_mb\":%d,\"cpu_s\":%.2f,\"gc_ms\":%d,\"gen_s\":%.2f,\"seed\":%d,\"custody\":\"%s\","
            + "\"pids\":\"%s\",\"staffed\":%d,\"untimed_runs\":%d,%s,\"verified\":%b}",
        asked.workload(),
        asked.keys(),
        asked.dist(),
        run.workshops(),
        materials,
        verified ? run.seconds() : 0,
        verified ? materials / run.seconds() : 0,
        run.found().products(),
        expected.products(),
        run.found().checksum(),
        heap.peak() >> 20,
        Math.max(0, (heap.live() - inputBytes) >> 20),
        inputBytes >> 20,
        run.cpuSeconds(),
        heap.pauses(),
        madeSeconds,
        asked.seed(),
        asked.custody(),
        asked.pids(),
        run.staffed(),
        untimed,
        HeapWatch.json(),
        verified);
  }

  /** The same for a reader. */
  String text() {
    if (!verified()) {
      return wrong();
    }
    return String.format(
        Locale.ROOT,
        "%s%s: %s in %.3f s, %,.0f a second; %s, as %s must be; %.2f s of processor time, %,d MiB of heap at most;"
            + " seed %d, parallelism %d, custody %s, pids %s, %safter %s, %s",
        asked.workload(),
        asked.shape(),
        Words.count(materials, "material"),
        run.seconds(),
        materials / run.seconds(),
        Words.count(run.found().products(), "product"),
        run.found().products() == 1 ? "it" : "they",
        run.cpuSeconds(),
        heap.peak() >> 20,
        asked.seed(),
        run.workshops(),
        asked.custody(),
        asked.pids(),
        bench(),
        Words.count(untimed, "untimed run"),
        HeapWatch.text());
  }

  private String bench() {
    return run.staffed() == 0
        ? ""
        : "bench staffed with " + Words.count(run.staffed(), "worker") + ", ";
  }

  /** Why there is no rate. */
  String wrong() {
    return asked.workload() + ": " + run.whyWrong(materials);
  }
}
