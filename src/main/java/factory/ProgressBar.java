package factory;

import factory.operations.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One line that grows: drawn again in place on a terminal, elsewhere a new line each two seconds.
 * Not thread-safe but for {@link #show}, which comes from the threads of a job.
 */
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final Duration PACE = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final boolean terminal;
  private long begun = System.nanoTime();
  private long next = PACE.toNanos();
  private int drawn;
  private String last = "";
  private @Nullable ScheduledExecutorService clock;

  /** Of a command: in place on a terminal, else away from what it prints as its result. */
  static ProgressBar of(CommandSpec command) {
    boolean terminal = Terminal.isThere();
    return new ProgressBar(
        terminal ? command.commandLine().getOut() : command.commandLine().getErr(), terminal);
  }

  ProgressBar(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The time that it shows begins now. */
  synchronized void begin() {
    begun = System.nanoTime();
  }

  /** Draws it again each second until its end, for the time that it shows. */
  synchronized void keepUp() {
    ScheduledExecutorService each =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "progress-bar");
              thread.setDaemon(true);
              return thread;
            });
    clock = each;
    ScheduledFuture<?> unused = each.scheduleAtFixedRate(this::again, 1, 1, TimeUnit.SECONDS);
  }

  private synchronized void again() {
    if (clock != null) {
      draw(last);
    }
  }

  /** So many of so many are done; {@code more} stands behind it. */
  synchronized void show(long done, long total, String more) {
    int filled = total <= 0 ? 0 : (int) Math.min(WIDTH, done * WIDTH / total);
    String bar = "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]";
    draw("%s %s of %s%s".formatted(bar, Words.count(done), Words.count(total), more));
  }

  private void draw(String text) {
    last = text;
    long now = System.nanoTime() - begun;
    String line = String.format(Locale.ROOT, "%s, %.1f s", text, now / 1e9);
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
      out.flush();
      drawn = line.length();
    } else if (now >= next) {
      out.println(line);
      out.flush();
      next = now + PACE.toNanos();
    }
  }

  /** Leaves the line for what is printed next. */
  synchronized void end() {
    if (clock != null) {
      clock.shutdownNow();
      clock = null;
    }
    if (drawn > 0) {
      out.println();
      drawn = 0;
    }
  }
}
