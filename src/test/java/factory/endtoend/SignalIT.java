package factory.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import factory.endtoend.Jar.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C and SIGTERM: real processes, real signals, full backlog. */
@DisabledOnOs(OS.WINDOWS)
class SignalIT {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir static Path plugins;
  @TempDir Path folder;

  @ParameterizedTest(
      name = "{0}: a blueprint of 10 ms under full backlog, open workers {1}, to {2}")
  @CsvSource({"INT, keep, files", "TERM, ship, files", "INT, ship, discard"})
  void endsInOrderUnderTheBacklogOfASlowBlueprint(String signal, String open, String kind)
      throws Exception {
    assumeCtrlC(signal);
    try (Jar jar = slow("shutdown.open-workers=" + open, "destination.kind=" + kind).start()) {
      Ended ended = jar.until(() -> jar.bought() >= 4096, "lines are full").signal(signal).end();
      ended.withCode(0).within(LIMIT).balances().quietly();
      assertThat(ended.ending()).isEqualTo("ended: stopped");
      assertThat(ended.account("open")).isPositive();
      assertThat(ended.mostInFlight()).isEqualTo(2048);
      if (open.equals("ship")) {
        assertThat(ended.account("shipped")).isPositive();
      } else {
        assertThat(ended.account("shipped")).isZero();
      }
    }
  }

  @ParameterizedTest(name = "{0}: a generator at full speed, open workers {1}, to {2}")
  @CsvSource({"INT, ship, files", "TERM, keep, files", "TERM, keep, discard"})
  void endsInOrderAtFullSpeed(String signal, String open, String kind) throws Exception {
    assumeCtrlC(signal);
    try (Jar jar =
        Jar.in(folder)
            .set(
                "source.rate=unlimited",
                "workshops=2",
                "contract.term=1h",
                "shutdown.open-workers=" + open,
                "destination.kind=" + kind)
            .start()) {
      Ended ended = jar.until(() -> jar.bought() >= 100_000, "it is busy").signal(signal).end();
      ended.withCode(0).within(LIMIT).balances().quietly();
      if (kind.equals("files")) {
        assertThat(Shipments.materials(Shipments.in(folder.resolve("out")).products()))
            .isEqualTo(ended.account("shipped"));
      }
      assertThat(ended.account("shipped"))
          .as("flows that were complete, and open ones")
          .isPositive();
      if (open.equals("keep")) {
        assertThat(ended.account("open")).as("open workers are kept").isPositive();
      }
    }
  }

  @Test
  void aSecondSignalWhileItDrainsChangesNothing() throws Exception {
    try (Jar jar = slow("shutdown.open-workers=ship").start()) {
      jar.until(() -> jar.bought() >= 4096, "lines are full").signal("TERM");
      Ended ended = jar.signal("TERM").end();
      ended.withCode(0).within(LIMIT).balances().quietly();
      assertThat(ended.account("shipped")).isPositive();
    }
  }

  @Test
  void countsWhatIsOpenWhenTheDestinationStandsStillBeyondTheDeadline() throws Exception {
    try (Jar jar =
        Jar.in(folder)
            .set(
                "source.rate=20000",
                "workshops=2",
                "contract.max-materials=5",
                "drill=[{at=driver.before-commit,wait=60s}]")
            .start()) {
      Ended ended = jar.says("stands still").signal("TERM").end();
      ended.withCode(4).within(LIMIT).balances().quietly();
      assertThat(ended.ending())
          .contains("the deadline came before", "the driver with shipment 1 on its way to");
      assertThat(ended.account("shipped")).isZero();
      assertThat(ended.account("open")).isPositive();
    }
  }

  @Test
  void countsWhatIsOpenWhileItStillMovesAtTheDeadline() throws Exception {
    try (Jar jar =
        slow("shutdown.open-workers=ship", "shutdown.deadline=200ms", "source.kind=generator")
            .start()) {
      Ended ended = jar.until(() -> jar.bought() >= 4096, "lines are full").signal("TERM").end();
      ended.within(LIMIT).balances().quietly();
      assertThat(ended.code()).isIn(0, 4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 500})
  void aSignalRightAfterTheStartEndsItAsEarlyAsItComes(int millis) throws Exception {
    try (Jar jar = Jar.in(folder).set("source.rate=unlimited").start()) {
      jar.says("generator to files");
      Thread.sleep(millis);
      Ended ended = jar.signal("TERM").end().within(LIMIT).quietly();
      ended.withCode(0).balances();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/logback.xml", "conf/logback.xml"})
  void endsInOrderWhenNobodyReadsItsLog(String logging) throws Exception {
    Jar.Order order =
        Jar.in(folder)
            .unread()
            .set("operations.console=lines", "operations.every=1ms", "source.rate=20000")
            .set("workshops=2");
    if (logging.startsWith("conf")) {
      order.jvm("-Dlogback.configurationFile=" + Path.of(logging).toAbsolutePath());
    }
    try (Jar jar = order.start()) {
      jar.until(() -> jar.unreadBytes() > 60_000, "the pipe is full");
      jar.signal("TERM").end().withCode(0).within(LIMIT).balances();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void shipsAllThatWasBoughtFromStandardInput(String signal) throws Exception {
    assumeCtrlC(signal);
    try (Jar jar = Jar.in(folder).set(STDIN).start();
        Typist typist = new Typist(jar)) {
      Ended ended = jar.until(() -> jar.bought() >= 2_000, "it is busy").signal(signal).end();
      ended.withCode(0).within(LIMIT).balances().quietly();
      assertThat(ended.account("open")).isZero();
      Shipments shipments = Shipments.in(folder.resolve("out")).holdEachOf(ended.account("bought"));
      assertThat(shipments.products()).hasSize(50).allMatch(line -> line.contains("\"shutdown\""));
      assertThat(typist).isNotNull();
    }
  }

  @Test
  void saysByItsExitCodeThatSomethingFromStandardInputIsLost() throws Exception {
    try (Jar jar = slow(STDIN).set("blueprint.kind=class").start();
        Typist typist = new Typist(jar)) {
      Ended ended = jar.until(() -> jar.bought() >= 4096, "lines are full").signal("TERM").end();
      ended.withCode(3).within(LIMIT).balances().quietly();
      assertThat(ended.account("open")).isPositive();
      assertThat(ended.account("shipped")).isPositive();
      assertThat(typist).isNotNull();
    }
  }

  @Test
  void shipsWhatIsPackedOfStandardInputThoughAWorkerNeverFinishes() throws Exception {
    String[] stuck = {
      "contract.max-materials=1",
      "transportation.driver.every=1h",
      "drill=[{at=worker.assemble, pass=500, wait=1h}]"
    };
    try (Jar jar = Jar.in(folder).set(STDIN).set(stuck).start();
        Typist typist = new Typist(jar)) {
      Ended ended = jar.until(() -> jar.bought() >= 2_000, "it is stuck").signal("TERM").end();
      ended.withCode(3).within(LIMIT).balances();
      assertThat(ended.account("open")).isPositive();
      assertThat(ended.account("shipped")).isGreaterThan(1_000);
      assertThat(typist).isNotNull();
    }
  }

  private static final String[] STDIN = {
    "source.kind=stdin", "source.pid=[s]", "blueprint.kind=merge", "workshops=2", "contract.term=1h"
  };

  private Jar.Order slow(String... more) throws IOException {
    return Jar.in(folder)
        .set(
            "source.rate=unlimited",
            "workshops=2",
            "workshop.threads=4",
            "line.capacity=2048",
            "line.batch=256",
            "contract.term=1h")
        .set(SlowPlugIn.settings(plugins, plugins.resolve("gate")))
        .set(more);
  }

  private static void assumeCtrlC(String signal) {
    assumeTrue(
        !signal.equals("INT") || Jar.canInterrupt(),
        "Ctrl-C may be ignored here, and there is no 'env --default-signal' to change that");
  }

  /** Writes events of 50 sessions to a process without an end, in small pieces. */
  private static final class Typist implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Thread thread;

    Typist(Jar jar) {
      thread = new Thread(() -> type(jar.stdin()), "typist");
      thread.start();
    }

    private void type(OutputStream to) {
      try (to) {
        for (int n = 0; !stop.get(); n++) {
          StringBuilder lines = new StringBuilder();
          for (int i = 0; i < 50; i++) {
            lines.append("{\"s\":\"").append(i).append("\",\"n\":").append(n).append("}\n");
          }
          to.write(lines.toString().getBytes(UTF_8));
          to.flush();
          Thread.sleep(5);
        }
      } catch (IOException | InterruptedException e) {
        return; // the process has ended
      }
    }

    @Override
    public void close() throws InterruptedException {
      stop.set(true);
      thread.join();
    }
  }
}
