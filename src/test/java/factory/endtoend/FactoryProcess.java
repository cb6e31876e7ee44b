package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A factory that runs as a process of its own; closing it ends it in any case. What it prints goes
 * to two files, so that a test may read it while the process runs and no pipe can fill up.
 */
final class FactoryProcess implements AutoCloseable {
  /** The project's root, in which the tests run. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  /** Far beyond what any run here takes, also on a busy machine. */
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  private final Process process;
  private final Path out;
  private final Path err;

  private FactoryProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What is left of a process that has ended. */
  record Ended(int exitCode, String out, String err) {
    /** What is not a line of the log at INFO. */
    List<String> complaints() {
      return err.lines().filter(line -> !line.matches("[\\d:.]{12} INFO  .*")).toList();
    }

    /** Fails, with all that was printed, unless the exit code is this one. */
    Ended exitedWith(int code) {
      assertThat(exitCode).as("exit code; stdout:%n%s%nstderr:%n%s", out, err).isEqualTo(code);
      assertThat(err).as("stderr").doesNotContain("\tat ");
      return this;
    }

    Account account() {
      return Account.read(out);
    }
  }

  /** Starts the jar in this directory. */
  static FactoryProcess start(Path directory, String... args) {
    return start(directory, List.of(), args);
  }

  /** Starts the jar in this directory, in a JVM with these options. */
  static FactoryProcess start(Path directory, List<String> options, String... args) {
    List<String> command = java();
    if (args.length == 0 || args[0].equals("run")) {
      command.add(Jar.NO_PAGE);
    }
    command.addAll(options);
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(args));
    try {
      Path out = Files.createTempFile("factory", ".out");
      Path err = Files.createTempFile("factory", ".err");
      ProcessBuilder builder =
          builder(directory, command).redirectOutput(out.toFile()).redirectError(err.toFile());
      return new FactoryProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The built jar. */
  static Path jar() {
    return ROOT.resolve(System.getProperty("factory.jar", "target/factory.jar"));
  }

  /** A Java of little weight, and what it is to do. */
  static List<String> java(String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The runs are short: what saves most is to compile less. The serial collector does not take
    // the cores from a neighbour.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(SharedClasses.OPTIONS);
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of(more));
    return command;
  }

  static ProcessBuilder builder(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    // Java says on stderr that it has picked these up.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }

  /** Starts the jar and waits for its end, with nothing on standard input. */
  static Ended run(Path directory, String... args) {
    return run(directory, List.of(), args);
  }

  /** The same in a JVM with these options. */
  static Ended run(Path directory, List<String> options, String... args) {
    try (FactoryProcess factory = start(directory, options, args)) {
      factory.closeInput();
      return factory.await();
    }
  }

  /** Writes to standard input, which stays open. */
  void write(String text) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(text.getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as SIGTERM does. */
  void terminate() {
    process.destroy();
  }

  /** Waits until this holds; fails if the process ends before, or takes too long. */
  void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        fail("waited in vain for %s; stdout:%n%s%nstderr:%n%s".formatted(what, out(), err()));
      }
      pause();
    }
  }

  /** Waits for the end. */
  Ended await() {
    try {
      if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        fail("still running; stdout:%n%s%nstderr:%n%s".formatted(out(), err()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Ended(process.exitValue(), out(), err());
  }

  String out() {
    return text(out);
  }

  String err() {
    return text(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
