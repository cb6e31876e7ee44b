package factory;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Watches the heap of this process: the most that was used, and the most that was live. */
final class HeapWatch {
  private static final long EVERY_MILLIS = 10;

  /**
   * What the young generation is walked through: it grows by what collections find superfluous for
   * survivors, so once is not enough.
   */
  private static final int TOUCHED_MIB = 4_000;

  /** How the name of each collector's first bean begins. */
  private static final Map<String, String> COLLECTORS =
      Map.of(
          "PS", "ParallelGC",
          "G1", "G1GC",
          "Copy", "SerialGC",
          "ZGC", "ZGC",
          "Shenandoah", "ShenandoahGC");

  private final AtomicLong peak = new AtomicLong();
  private final AtomicLong live = new AtomicLong();
  private final AtomicLong pauses = new AtomicLong();

  /** Watches until the process ends. */
  HeapWatch() {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            look -> {
              Thread thread = new Thread(look, "heap-watch");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        clock.scheduleAtFixedRate(
            () -> peak.accumulateAndGet(used(), Math::max), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, none) -> {
                if (notification.getUserData() instanceof CompositeData data) {
                  collected(GarbageCollectionNotificationInfo.from(data));
                }
              },
              null,
              null);
    }
  }

  private void collected(GarbageCollectionNotificationInfo info) {
    long after = 0;
    for (Map.Entry<String, MemoryUsage> pool :
        info.getGcInfo().getMemoryUsageAfterGc().entrySet()) {
      if (pool.getKey().matches(".*(Eden|Survivor|Old|Tenured).*")) {
        after += pool.getValue().getUsed();
      }
    }
    live.accumulateAndGet(after, Math::max);
    pauses.addAndGet(info.getGcInfo().getDuration());
  }

  /** Begins anew. */
  void reset() {
    peak.set(0);
    live.set(0);
    pauses.set(0);
  }

  /** Bytes of heap in use, garbage included. */
  static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** The most bytes in use, garbage included. */
  long peak() {
    return Math.max(peak.get(), used());
  }

  /** The most bytes in use after a collection; 0 if there was none. */
  long live() {
    return live.get();
  }

  /** The most bytes that the heap may take. */
  static long limit() {
    return Long.parseLong(
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("MaxHeapSize") // maxMemory() leaves out what survivors may take
            .getValue());
  }

  /** Which collector Java has, by the name of its option. */
  static String collector() {
    String first = ManagementFactory.getGarbageCollectorMXBeans().get(0).getName();
    return COLLECTORS.entrySet().stream()
        .filter(known -> first.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(first);
  }

  /** How much heap there is at most, and which collector, as members of an object of JSON. */
  static String json() {
    return String.format(
        Locale.ROOT, "\"heap_mb\":%d,\"collector\":\"%s\"", limit() >> 20, collector());
  }

  /** The same for a reader. */
  static String text() {
    return String.format(Locale.ROOT, "with a heap of %,d MiB and %s", limit() >> 20, collector());
  }

  /** Milliseconds of collections. */
  long pauses() {
    return pauses.get();
  }

  /**
   * Walks through the young generation several times, so that no first touch of a page falls into
   * the timed run.
   */
  static void touch() {
    int sum = 0;
    for (int i = 0; i < TOUCHED_MIB * 16; i++) {
      sum += new byte[1 << 16].length;
    }
    if (sum == 42) {
      throw new IllegalStateException();
    }
  }
}
