package factory.operations;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

  private static final Duration ASK_SIZE_EVERY = Duration.ofSeconds(5);
  private static final String ESC = "\u001b[";

  private record Line(PrintStream to, byte[] bytes) {}

  private final PrintStream out;
  private final PrintStream err;
  private final Supplier<Terminal.@Nullable Size> askSize;
  private final LineStream outLines;
  private final LineStream errLines;

  private final Deque<Line> lines = new ArrayDeque<>();
  private final List<Runnable> done = new ArrayList<>();
  private @Nullable String next;
  private long dropped;
  private boolean closing;
  private boolean closed;

  private volatile Terminal.Size size = Terminal.USUAL;

  /** Touched by the writing thread alone. */
  private String shown = "";

  private int height;

  private Screen(PrintStream out, PrintStream err, Supplier<Terminal.@Nullable Size> askSize) {
    this.out = out;
    this.err = err;
    this.askSize = askSize;
    outLines = new LineStream(bytes -> above(out, bytes));
    errLines = new LineStream(bytes -> above(err, bytes));
  }

  /** A screen on the process's own streams, which are led through it until it is closed. */
  static Screen open() {
    Screen screen = new Screen(System.out, System.err, Terminal::askSize);
    Terminal.Size size = Terminal.askSize();
    if (size != null) {
      screen.size = size;
    }
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

  /** A screen on any two streams; nothing is led through it. */
  static Screen on(PrintStream out, PrintStream err) {
    Screen screen = new Screen(out, err, () -> null);
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

  int columns() {
    return size.columns();
  }

  int rows() {
    return size.rows();
  }

  /** Draws lines, at most {@code rows() - 1} of them, in place of those before. */
  synchronized void draw(String frame) {
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
    long lastAsked = System.nanoTime();
    while (true) {
      List<Line> above;
      String frame;
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
          if (height > 0) {
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
      print(above, left, frame);
      if (System.nanoTime() - lastAsked > ASK_SIZE_EVERY.toNanos()) {
        Terminal.Size asked = askSize.get();
        size = asked == null ? size : asked;
        lastAsked = System.nanoTime();
      }
    }
    done.forEach(Runnable::run);
  }

  private void print(List<Line> above, long left, @Nullable String frame) {
    if (!above.isEmpty()) {
      out.print(home() + ESC + "J");
      out.flush();
      height = 0;
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
    if (!shown.isEmpty()) {
      paint();
    }
  }

  /**
   * Overwrites the frame line by line, which does not flicker. Wrapping and the cursor are off only
   * meanwhile, so that there is nothing to put right after a kill.
   */
  private void paint() {
    List<String> rows = shown.lines().toList();
    StringBuilder text =
        new StringBuilder(home()).append(ESC).append("?25l").append(ESC).append("?7l");
    for (int i = 0; i < rows.size(); i++) {
      // Cleared before it is written: after a line of full width the cursor still stands on its
      // last character.
      text.append(i == 0 ? "" : "\n").append(ESC).append('K').append(rows.get(i));
    }
    // A longer frame before this one: what is left of it goes, from the line below on.
    if (rows.size() < height) {
      text.append("\n").append(ESC).append('J').append(ESC).append('A');
    }
    text.append(ESC).append("?7h").append(ESC).append("?25h");
    out.print(text);
    out.flush();
    height = rows.size();
  }

  /** To the first character of the frame, at whose end the cursor stands. */
  private String home() {
    return height == 0 ? "" : height == 1 ? "\r" : "\r" + ESC + (height - 1) + "A";
  }
}
