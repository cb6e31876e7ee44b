package factory.operations;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns the terminal: a frame that is drawn again in place, and lines that are printed above it.
 *
 * <p>One thread of its own writes, so that a terminal that takes nothing stalls neither Ops nor
 * anybody who logs. Of frames only the newest waits; of lines the newest {@value #MOST_LINES}, and
 * how many were dropped is said. Lines go to the stream they were meant for, which need not be the
 * terminal: the frame is taken away before and drawn again after them. The streams themselves are
 * led through the screen, not only the logging, so that it works with any logging configuration and
 * with plug-ins that print.
 */
final class Screen {
  static final int MOST_LINES = 1000;

  /** So that it is known before each frame of a second; asking takes a process of its own. */
  private static final Duration ASK_SIZE_EVERY = Duration.ofMillis(900);

  private static final String ESC = "\u001b[";

  private record Line(PrintStream to, byte[] bytes) {}

  private final PrintStream out;
  private final PrintStream err;
  private final Supplier<Terminal.@Nullable Size> askSize;
  private final Duration askEvery;
  private final LineStream outLines;
  private final LineStream errLines;

  private final Deque<Line> lines = new ArrayDeque<>();
  private final List<Runnable> done = new ArrayList<>();
  private @Nullable Function<Terminal.Size, String> next;
  private long dropped;
  private boolean closing;
  private boolean closed;

  /** From here on touched by the writing thread alone. */
  private Terminal.Size size = Terminal.USUAL;

  private @Nullable Function<Terminal.Size, String> shown;

  /** How wide each line of the frame is that stands on the terminal. */
  private List<Integer> painted = List.of();

  private Screen(
      PrintStream out,
      PrintStream err,
      Supplier<Terminal.@Nullable Size> askSize,
      Duration askEvery) {
    this.out = out;
    this.err = err;
    this.askSize = askSize;
    this.askEvery = askEvery;
    outLines = new LineStream(bytes -> above(out, bytes));
    errLines = new LineStream(bytes -> above(err, bytes));
  }

  /** A screen on the process's own streams, which are led through it until it is closed. */
  static Screen open() {
    Screen screen = new Screen(System.out, System.err, Terminal::askSize, ASK_SIZE_EVERY);
    screen.start();
    PrintStream out = new PrintStream(screen.outLines, true, charset("sun.stdout.encoding"));
    PrintStream err = new PrintStream(screen.errLines, true, charset("sun.stderr.encoding"));
    System.setOut(out);
    System.setErr(err);
    screen.whenClosed(
        () -> {
          if (System.out == out) {
            System.setOut(screen.out);
          }
          if (System.err == err) {
            System.setErr(screen.err);
          }
        });
    return screen;
  }

  /** A screen on any two streams that asks its size each time; nothing is led through it. */
  static Screen on(PrintStream out, PrintStream err, Supplier<Terminal.@Nullable Size> askSize) {
    Screen screen = new Screen(out, err, askSize, Duration.ZERO);
    screen.start();
    return screen;
  }

  private static Charset charset(String property) {
    String name = System.getProperty(property, "");
    return !name.isEmpty() && Charset.isSupported(name)
        ? Charset.forName(name)
        : Charset.defaultCharset();
  }

  private void start() {
    Thread writer = new Thread(this::write, "factory-console");
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Draws a frame in place of the one before.
   *
   * @param frame makes its lines for a terminal of this size, at most {@code rows() - 1} of them;
   *     called by the writing thread, which knows the size, and again when it must be drawn again
   */
  synchronized void draw(Function<Terminal.Size, String> frame) {
    if (!closing) {
      next = frame;
      notifyAll();
    }
  }

  /** Prints text that ends in a line feed above the frame. */
  void above(PrintStream to, byte[] bytes) {
    synchronized (this) {
      if (!closed) {
        if (lines.size() >= MOST_LINES) {
          lines.removeFirst();
          dropped++;
        }
        lines.addLast(new Line(to, bytes));
        notifyAll();
        return;
      }
    }
    to.write(bytes, 0, bytes.length);
    to.flush();
  }

  /**
   * Writes what waits, the newest frame last, leaves the cursor below it, then runs {@code
   * whenDone} on the writing thread.
   */
  void close(Runnable whenDone) {
    outLines.endLine();
    errLines.endLine();
    synchronized (this) {
      if (!closed) {
        closing = true;
        done.add(whenDone);
        notifyAll();
        return;
      }
    }
    whenDone.run();
  }

  private synchronized void whenClosed(Runnable action) {
    done.add(action);
  }

  private void write() {
    long asked = System.nanoTime() - askEvery.toNanos();
    while (true) {
      List<Line> above;
      Function<Terminal.Size, String> frame;
      long left;
      synchronized (this) {
        while (lines.isEmpty() && next == null && !closing) {
          try {
            wait();
          } catch (InterruptedException e) {
            closing = true;
          }
        }
        if (closing && lines.isEmpty() && next == null) {
          if (!painted.isEmpty()) {
            out.print('\n');
            out.flush();
          }
          closed = true;
          break;
        }
        above = new ArrayList<>(lines);
        lines.clear();
        frame = next;
        next = null;
        left = dropped;
        dropped = 0;
      }
      // Known before a frame is made: one too high for the terminal would leave its first lines
      // behind.
      if (System.nanoTime() - asked >= askEvery.toNanos()) {
        Terminal.Size answer = askSize.get();
        size = answer == null ? size : answer;
        asked = System.nanoTime();
      }
      print(above, left, frame);
    }
    done.forEach(Runnable::run);
  }

  private void print(List<Line> above, long left, @Nullable Function<Terminal.Size, String> frame) {
    if (!above.isEmpty()) {
      out.print(home() + ESC + "J");
      out.flush();
      painted = List.of();
      if (left > 0) {
        err.print("(" + Text.count(left, "line") + " not printed)\n");
      }
      for (Line line : above) {
        line.to.write(line.bytes, 0, line.bytes.length);
      }
      out.flush();
      err.flush();
    }
    shown = frame == null ? shown : frame;
    if (shown != null) {
      paint(shown.apply(size).lines().toList());
    }
  }

  /**
   * Overwrites the frame line by line, which does not flicker. Wrapping and the cursor are off only
   * meanwhile, so that there is nothing to put right after a kill.
   */
  private void paint(List<String> rows) {
    int before = height();
    StringBuilder text =
        new StringBuilder(home()).append(ESC).append("?25l").append(ESC).append("?7l");
    for (int i = 0; i < rows.size(); i++) {
      // Cleared before it is written: after a line of full width the cursor still stands on its
      // last character.
      text.append(i == 0 ? "" : "\n").append(ESC).append('K').append(rows.get(i));
    }
    // A longer frame before this one: what is left of it goes, from the line below on.
    if (rows.size() < before) {
      text.append("\n").append(ESC).append('J').append(ESC).append('A');
    }
    text.append(ESC).append("?7h").append(ESC).append("?25h");
    out.print(text);
    out.flush();
    painted = rows.stream().map(row -> Math.min(Text.width(row), size.columns())).toList();
  }

  /**
   * How many rows the frame takes that stands on the terminal. One that was made narrower since has
   * broken its lines anew.
   */
  private int height() {
    return painted.stream()
        .mapToInt(width -> Math.max(1, (width + size.columns() - 1) / size.columns()))
        .sum();
  }

  /** To the first character of the frame, at whose end the cursor stands. */
  private String home() {
    int height = height();
    return height == 0 ? "" : height == 1 ? "\r" : "\r" + ESC + (height - 1) + "A";
  }
}
