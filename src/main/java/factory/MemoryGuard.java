package factory;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this process, in words and with {@link ExitCode#FAULT}, where memory has run out: when all
 * that is done is to collect it ({@link CollectorDebt}), and when an end that somebody began for
 * want of memory does not come, since that wants some as well.
 *
 * <p>Two threads that are there before it is needed. What they do then makes no objects, but for
 * the attempt at an orderly end.
 */
final class MemoryGuard {
  private static final Duration EVERY = Duration.ofMillis(250);

  /** How long an orderly end is waited for; longer than what waits for a plant without memory. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final byte[] SENTENCE =
      ("memory ran out: give Java more by -Xmx" + System.lineSeparator())
          .getBytes(StandardCharsets.UTF_8);

  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private static volatile boolean ending;
  private static volatile boolean told;

  private final GarbageCollectorMXBean[] collectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(MemoryGuard::stopsAllThreads)
          .toArray(GarbageCollectorMXBean[]::new);
  private final CollectorDebt debt = new CollectorDebt();
  private final Thread orderly = new Thread(this::endInOrder, "memory-end");

  private MemoryGuard() {}

  /** Watches until the process ends. */
  static void watch() {
    loadWhatEndsAProcess();
    MemoryGuard guard = new MemoryGuard();
    Thread watch = new Thread(guard::look, "memory-guard");
    start(watch);
    start(guard.orderly);
  }

  /** Later there may be no memory for these classes. */
  private static void loadWhatEndsAProcess() {
    Thread none = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(none);
      boolean unused = Runtime.getRuntime().removeShutdownHook(none);
    } catch (IllegalStateException e) {
      return; // a signal has come already, so they are there
    }
  }

  private static void start(Thread thread) {
    thread.setDaemon(true);
    thread.start();
  }

  /** Somebody ends the process for want of memory; if that does not come to its end, this does. */
  static void isEnding() {
    ending = true;
  }

  /** Somebody has said that memory ran out. */
  static void isTold() {
    told = true;
  }

  /** Says it in words that are there, unless somebody has. */
  static void say() {
    if (!told) {
      told = true;
      try {
        ERR.write(SENTENCE);
      } catch (IOException e) {
        told = false; // nobody can be told
      }
    }
  }

  /** ZGC and Shenandoah count the time of cycles, in which threads run, in beans of their own. */
  private static boolean stopsAllThreads(GarbageCollectorMXBean collector) {
    return !collector.getName().endsWith("Cycles");
  }

  private void look() {
    try {
      watchCollectors();
    } catch (OutOfMemoryError e) { // though hardly anything is made here
      giveUp();
    }
    try {
      waitForTheEnd();
      say();
    } finally {
      Runtime.getRuntime().halt(ExitCode.FAULT.code());
    }
  }

  private void giveUp() {
    ending = true;
    LockSupport.unpark(orderly);
  }

  private static void waitForTheEnd() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (end - System.nanoTime() > 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /** Comes back when the process is to end. */
  private void watchCollectors() {
    long clock = System.nanoTime();
    long collected = collected();
    while (!ending) {
      LockSupport.parkNanos(EVERY.toNanos());
      long now = System.nanoTime();
      long total = collected();
      if (debt.add(total - collected, (now - clock) / 1_000_000)) {
        giveUp();
      }
      clock = now;
      collected = total;
    }
  }

  private long collected() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      millis += collector.getCollectionTime();
    }
    return millis;
  }

  private void endInOrder() {
    while (!ending) {
      LockSupport.park();
    }
    boolean unused = SignalDrain.memoryRanOut();
  }
}
