package factory;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this process, in words and with {@link ExitCode#FAULT}, where memory has run out: when all
 * that is done is to collect it ({@link CollectorDebt}), and when an end that somebody began for
 * want of memory does not come, since that wants some as well.
 *
 * <p>Three threads that are there before they are needed: one looks and halts the process, one
 * tries an orderly end before that, and one has the system kill it where Java's halt does not come.
 * But for the attempt at an orderly end they make hardly any objects.
 */
final class MemoryGuard {
  private static final Duration EVERY = Duration.ofMillis(250);

  /** How long an orderly end is waited for; longer than what waits for a plant without memory. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long Java's own end of the process is waited for. */
  private static final Duration HALTING = Duration.ofSeconds(5);

  private static final byte[] SENTENCE = line("memory ran out: give Java more by -Xmx");

  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private static volatile boolean ending;
  private static volatile boolean told;
  private static volatile boolean halting;

  private final GarbageCollectorMXBean[] collectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(MemoryGuard::stopsAllThreads)
          .toArray(GarbageCollectorMXBean[]::new);
  private final CollectorDebt debt = new CollectorDebt();
  private final Thread orderly = new Thread(this::endInOrder, "memory-end");
  private final Runnable killing = killing();
  private final Thread last = new Thread(this::kill, "memory-last");

  private MemoryGuard() {}

  /** Watches until the process ends. */
  static void watch() {
    loadWhatEndsAProcess();
    MemoryGuard guard = new MemoryGuard();
    Thread watch = new Thread(guard::look, "memory-guard");
    start(watch);
    start(guard.orderly);
    start(guard.last);
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

  /** A sentence made ready, while there is memory for it. */
  static byte[] line(String sentence) {
    return (sentence + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
  }

  /** Says that memory ran out in a {@link #line} that is there, unless somebody has. */
  static void say(byte[] sentence) {
    if (!told) {
      told = true;
      try {
        ERR.write(sentence);
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
      await(PATIENCE);
      say(SENTENCE);
    } finally {
      halting = true;
      LockSupport.unpark(last);
      Runtime.getRuntime().halt(ExitCode.FAULT.code());
    }
  }

  private void giveUp() {
    ending = true;
    LockSupport.unpark(orderly);
  }

  /**
   * Java's end is an operation of its own that waits for its turn among the collections that all
   * other threads ask for, which may take minutes; the system's end of a process does not.
   */
  private void kill() {
    while (!halting) {
      LockSupport.park();
    }
    await(HALTING);
    killing.run();
  }

  /** Made ready while there is memory; nothing where the system has no such signal. */
  private static Runnable killing() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal"); // by its name: Java warns of it
      Method raise = signal.getMethod("raise", signal);
      Object[] kill = {signal.getConstructor(String.class).newInstance("KILL")};
      return () -> {
        try {
          raise.invoke(null, kill);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      };
    } catch (ReflectiveOperationException e) {
      return () -> {};
    }
  }

  private static void await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
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
