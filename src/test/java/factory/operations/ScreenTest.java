package factory.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ScreenTest {
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(terminal, true, UTF_8);

  @Test
  void drawsInPlaceAndPrintsLinesAbove() throws Exception {
    Screen screen = Screen.on(out, out, () -> null);
    screen.draw(size -> "one\ntwo\n");
    await("two");
    screen.above(out, "a log line\n".getBytes(UTF_8));
    await("log line\n\u001b[?25l");
    screen.draw(size -> "only\n");
    close(screen);
    assertThat(emulate(terminal.toString(UTF_8))).containsExactly("a log line", "only", "");
  }

  @Test
  void aTerminalThatWasMadeNarrowerKeepsNothingOfTheOldFrame() throws Exception {
    AtomicReference<Terminal.Size> size = new AtomicReference<>(new Terminal.Size(20, 5));
    Screen screen = Screen.on(out, out, size::get);
    screen.draw(now -> "a header of 20 chars\nshort\nthe last\n");
    await("the last\u001b[?7h");
    List<String> before = emulate(terminal.toString(UTF_8));
    terminal.reset();
    size.set(new Terminal.Size(12, 5));
    screen.draw(now -> now.columns() + " columns\nshort\n");
    close(screen);
    List<String> broken = List.of("a header of ", "20 chars", "short", "the last");
    assertThat(before).containsExactly("a header of 20 chars", "short", "the last");
    assertThat(emulate(broken, terminal.toString(UTF_8)))
        .containsExactly("12 columns", "short", "");
  }

  @Test
  void aLineForAnotherStreamGoesThere() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(file, true, UTF_8);
    Screen screen = Screen.on(out, err, () -> null);
    screen.draw(size -> "table\n");
    screen.above(err, "warning\n".getBytes(UTF_8));
    close(screen);
    assertThat(file.toString(UTF_8)).isEqualTo("warning\n");
    assertThat(emulate(terminal.toString(UTF_8))).containsExactly("table", "");
  }

  @Test
  void printsDirectlyOnceItIsClosed() throws Exception {
    Screen screen = Screen.on(out, out, () -> null);
    close(screen);
    screen.draw(size -> "never\n");
    screen.above(out, "late\n".getBytes(UTF_8));
    close(screen);
    assertThat(terminal.toString(UTF_8)).isEqualTo("late\n");
  }

  @Test
  void aTerminalThatTakesNothingStallsNobodyAndLosesOnlyTheOldestLines() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    PrintStream stuck =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) {
                try {
                  released.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                terminal.write(b);
              }
            },
            true,
            UTF_8);
    Screen screen = Screen.on(stuck, stuck, () -> null);
    for (int i = 0; i < 5 * Screen.MOST_LINES; i++) {
      screen.above(stuck, ("line " + i + "\n").getBytes(UTF_8));
      String frame = "frame " + i + "\n";
      screen.draw(size -> frame);
    }
    released.countDown();
    close(screen);
    assertThat(terminal.toString(UTF_8))
        .contains(" lines not printed)")
        .contains("line " + (5 * Screen.MOST_LINES - 1) + "\n")
        .contains("frame " + (5 * Screen.MOST_LINES - 1));
  }

  @Test
  void leadsTheStandardStreamsThroughItselfUntilItIsClosed() throws Exception {
    PrintStream before = System.out;
    PrintStream errBefore = System.err;
    System.setOut(out);
    try {
      Console console = Console.open(OpsSettings.Console.TABLE);
      console.show(Stocks.snapshot(Stocks.balanced()));
      System.out.print("a plug-in ");
      System.out.println("prints");
      System.out.print("no end");
      CountDownLatch closed = new CountDownLatch(1);
      console.close(closed::countDown);
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(System.out).isSameAs(out);
      assertThat(System.err).isSameAs(errBefore);
    } finally {
      System.setOut(before);
    }
    List<String> seen = emulate(terminal.toString(UTF_8));
    assertThat(seen).startsWith("a plug-in prints", "no end");
    assertThat(seen.get(2)).startsWith("factory demonstration");
  }

  @Test
  void endsALineThatNeverEnds() {
    List<byte[]> lines = new ArrayList<>();
    LineStream stream = new LineStream(lines::add);
    stream.write(new byte[3 * LineStream.LONGEST], 0, 3 * LineStream.LONGEST);
    assertThat(lines).hasSize(3).allMatch(line -> line[line.length - 1] == '\n');
  }

  @Test
  void knowsATerminal() {
    assertThat(Terminal.isThere(true, Map.of("TERM", "xterm"))).isTrue();
    assertThat(Terminal.isThere(true, Map.of("WT_SESSION", "1"))).isTrue();
    assertThat(Terminal.isThere(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.isThere(true, Map.of())).isFalse();
    assertThat(Terminal.isThere(false, Map.of("TERM", "xterm"))).isFalse();
    assertThat(Terminal.parse("24 80")).isEqualTo(new Terminal.Size(80, 24));
    assertThat(Terminal.parse("0 0")).isNull();
    assertThat(Terminal.parse("")).isNull();
  }

  private static void close(Screen screen) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    screen.close(closed::countDown);
    assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private void await(String part) throws InterruptedException {
    while (!terminal.toString(UTF_8).contains(part)) {
      Thread.sleep(2);
    }
  }

  /** A terminal that knows what the screen uses: line feed, return, up, clear line, clear below. */
  private static List<String> emulate(String text) {
    return emulate(List.of(""), text);
  }

  /** The same with some rows to begin with, the cursor at their end. */
  private static List<String> emulate(List<String> before, String text) {
    List<StringBuilder> rows = new ArrayList<>(before.stream().map(StringBuilder::new).toList());
    int row = rows.size() - 1;
    int column = rows.get(row).length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        row++;
        column = 0;
        if (row == rows.size()) {
          rows.add(new StringBuilder());
        }
      } else if (c == '\r') {
        column = 0;
      } else if (c == '\u001b') {
        int end = i + 2;
        while (!Character.isLetter(text.charAt(end))) {
          end++;
        }
        String argument = text.substring(i + 2, end);
        switch (text.charAt(end)) {
          case 'A' -> row -= argument.isEmpty() ? 1 : Integer.parseInt(argument);
          case 'K' -> rows.get(row).setLength(column);
          case 'J' -> {
            rows.get(row).setLength(column);
            rows.subList(row + 1, rows.size()).clear();
          }
          default -> {}
        }
        i = end;
      } else {
        StringBuilder line = rows.get(row);
        line.replace(column, Math.min(line.length(), column + 1), String.valueOf(c));
        column++;
      }
    }
    return rows.stream().map(StringBuilder::toString).toList();
  }
}
