package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The built jar in a process of its own, with a folder as its directory and every setting on the
 * command line.
 */
final class Jar implements AutoCloseable {
  /** The longest that anything is waited for; far above what it takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Processes that run side by side do not ask for the same port; a test may set it otherwise. */
  static final String NO_PAGE = "-Dfactory.operations.web.enabled=false";

  private static final Pattern ROW =
      Pattern.compile("^ *[=+]? *(bought|shipped|scrapped|open) +([0-9,]+)");
  private static final Pattern BOUGHT = Pattern.compile("INFO +bought ([0-9,]+) =");
  private static final boolean RESETS_SIGNALS = resetsSignals();

  /** How a process has ended. */
  record Ended(int code, Duration took, List<String> out, List<String> err) {
    /**
     * A figure of the account: {@code bought}, {@code shipped}, {@code scrapped} or {@code open}.
     */
    long account(String word) {
      for (String line : out) {
        Matcher row = ROW.matcher(line);
        if (row.find() && row.group(1).equals(word)) {
          return number(row.group(2));
        }
      }
      throw new AssertionError("no account with '" + word + "' in " + out + " " + err);
    }

    String ending() {
      return out.stream()
          .filter(line -> line.strip().startsWith("ended: "))
          .reduce("", (a, b) -> b)
          .strip();
    }

    /** The account balances, by its own word and by its figures. */
    Ended balances() {
      assertThat(out).as("account").contains("  balances");
      assertThat(account("bought"))
          .isEqualTo(account("shipped") + account("scrapped") + account("open"));
      return this;
    }

    Ended withCode(int expected) {
      assertThat(code).as("exit code; %s %s", out, err).isEqualTo(expected);
      return this;
    }

    Ended within(Duration most) {
      assertThat(took).as("time to the end; %s", err).isLessThan(most);
      return this;
    }

    /** Neither a stack trace nor an error in the log. */
    Ended quietly() {
      assertThat(out).noneMatch(line -> line.startsWith("\tat "));
      assertThat(err)
          .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"))
          .noneMatch(line -> line.contains(" ERROR "));
      return this;
    }

    /** The most that was ever in flight on a line. */
    long mostInFlight() {
      return number(find("most in flight on one line: ([0-9,]+) of"));
    }

    /** When the first line was logged that has {@code text}. */
    LocalTime logged(String text) {
      return LocalTime.parse(find("^([0-9:.]{12}) .*" + Pattern.quote(text)));
    }

    private String find(String pattern) {
      Pattern compiled = Pattern.compile(pattern);
      return err.stream()
          .map(compiled::matcher)
          .filter(Matcher::find)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no '" + pattern + "' in " + err))
          .group(1);
    }
  }

  /** What a process is started with. */
  static final class Order {
    private final Path folder;
    private final List<String> jvm = new ArrayList<>(List.of("-Xmx256m", "-Xshare:auto", NO_PAGE));
    private final List<String> settings = new ArrayList<>();
    private boolean unread;

    private Order(Path folder) {
      this.folder = folder;
    }

    /** Options of the JVM; the later goes over the earlier. */
    Order jvm(String... options) {
      jvm.addAll(List.of(options));
      return this;
    }

    /** {@code key=value}, the key without {@code factory.}. */
    Order set(String... keysAndValues) {
      for (String setting : keysAndValues) {
        settings.add("--set");
        settings.add("factory." + setting);
      }
      return this;
    }

    /** Its error stream is a pipe that nobody reads; there is no log to look at. */
    Order unread() {
      unread = true;
      return this;
    }

    Jar start() throws IOException {
      return new Jar(this);
    }

    /** Runs it to its own end. */
    Ended run() throws IOException, InterruptedException {
      try (Jar jar = start()) {
        return jar.end();
      }
    }
  }

  private final Process process;
  private final Path out;
  private final Path err;
  private Instant since = Instant.now();

  private Jar(Order order) throws IOException {
    Files.createDirectories(order.folder);
    out = Files.createTempFile(order.folder, "process-", ".out");
    err = Path.of(out.toString().replace(".out", ".err"));
    List<String> command = new ArrayList<>();
    if (RESETS_SIGNALS) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SharedClasses.OPTIONS);
    command.addAll(order.jvm);
    command.addAll(
        List.of(
            "-jar", Path.of(System.getProperty("factory.jar")).toAbsolutePath().toString(), "run"));
    command.addAll(order.settings);
    process =
        new ProcessBuilder(command)
            .directory(order.folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(
                order.unread
                    ? ProcessBuilder.Redirect.PIPE
                    : ProcessBuilder.Redirect.to(err.toFile()))
            .start();
  }

  /** An order for a process in {@code folder}. */
  static Order in(Path folder) {
    return new Order(folder);
  }

  /**
   * A background process of a shell ignores Ctrl-C, and so do its children unless told otherwise.
   */
  private static boolean resetsSignals() {
    try {
      return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static boolean canInterrupt() {
    return RESETS_SIGNALS;
  }

  static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  long pid() {
    return process.pid();
  }

  OutputStream stdin() {
    return process.getOutputStream();
  }

  /** What it has written to its error stream, which is the log. */
  List<String> log() {
    try {
      return Files.readAllLines(err, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of(); // half a character; the next look sees the rest
    }
  }

  /** The figure of the last console line that says how much is bought; 0 before the first. */
  long bought() {
    long bought = 0;
    for (String line : log()) {
      Matcher row = BOUGHT.matcher(line);
      if (row.find()) {
        bought = number(row.group(1));
      }
    }
    return bought;
  }

  /**
   * Waits until buying stands still: until the figure on the console, which is drawn every second,
   * has not changed for so long.
   *
   * @return the figure
   */
  long stopsBuying(Duration unchanged) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    long bought = 0;
    Instant since = Instant.now();
    while (bought == 0 || Instant.now().isBefore(since.plus(unchanged))) {
      assertThat(process.isAlive()).as("alive until it stops buying: %s", log()).isTrue();
      assertThat(Instant.now()).as("stops buying in time: %s", log()).isBefore(limit);
      Thread.sleep(100);
      long now = bought();
      since = now == bought ? since : Instant.now();
      bought = now;
    }
    return bought;
  }

  /** Waits until it has said so. */
  Jar says(String text) throws InterruptedException {
    return until(() -> hasSaid(text), "it says " + text);
  }

  boolean hasSaid(String text) {
    return log().stream().anyMatch(line -> line.contains(text));
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  Jar until(BooleanSupplier condition, String what) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive()).as("alive until %s: %s", what, log()).isTrue();
      assertThat(Instant.now()).as("in time until %s: %s", what, log()).isBefore(limit);
      Thread.sleep(20);
    }
    return this;
  }

  /** How many bytes wait in the pipe of its error stream that nobody reads. */
  int unreadBytes() {
    try {
      return process.getErrorStream().available();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal by its name; the time to the end counts from the first. */
  Jar signal(String name) throws IOException, InterruptedException {
    assertThat(process.descendants()).as("child processes").isEmpty();
    since = Instant.now();
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .as("kill -%s", name)
        .isZero();
    return this;
  }

  /** Waits for its end. */
  Ended end() throws IOException, InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("ended in time; %s", log())
        .isTrue();
    Duration took = Duration.between(since, Instant.now());
    return new Ended(process.exitValue(), took, Files.readAllLines(out), log());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    // Its folder is removed next, in which it must not write any more.
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
