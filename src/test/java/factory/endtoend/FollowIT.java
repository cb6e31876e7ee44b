package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A log that grows and is rotated while the factory runs, is killed, and runs again. */
@DisabledOnOs(OS.WINDOWS)
class FollowIT {
  @TempDir Path folder;

  private int written;

  @Test
  void eachLineOfARotatedLogIsInOneProductAlsoAfterAKill() throws Exception {
    Path log = folder.resolve("app.log");
    write(log, 3_000);
    try (Jar jar = plant().start()) {
      jar.until(() -> shipment(1), "some is shipped");
      Files.move(log, folder.resolve("app.log.1"));
      write(log, 3_000);
      jar.until(() -> shipment(3), "more is shipped").signal("KILL").end().withCode(137);
    }
    Files.move(folder.resolve("app.log.1"), folder.resolve("app.log.2"));
    Files.move(log, folder.resolve("app.log.1"));
    write(log, 2_000);
    try (Jar jar = plant().start()) {
      jar.until(() -> positions() == written, "all is shipped");
      jar.signal("TERM").end().withCode(0).balances().quietly();
    }
    Shipments.in(folder.resolve("out")).holdEachOf(written);

    Files.delete(folder.resolve("app.log.1"));
    Files.delete(folder.resolve("app.log.2"));
    try (Jar jar = plant().start()) {
      write(log, 500);
      jar.until(() -> positions() == written, "what came behind a rotation that is done");
      jar.signal("TERM").end().withCode(0).balances().quietly();
    }
    Files.delete(log);
    write(log, 1);
    assertThat(plant().run().withCode(2).quietly().err())
        .anyMatch(line -> line.contains("'app.log' is not what it was when it was read before"));
  }

  @Test
  void aLogThatIsRotatedBeforeTheFirstShipmentIsReadAgainAfterAKillAndAfterAStop()
      throws Exception {
    Path log = folder.resolve("app.log");
    Jar.Order nothingShipped = plant().set("contract.term=1h", "contract.max-materials=10000");
    write(log, 300);
    try (Jar jar = nothingShipped.start()) {
      jar.says("bought 300 ").signal("KILL").end().withCode(137);
    }
    Files.move(log, folder.resolve("app.log.1"));
    write(log, 200);
    try (Jar jar = nothingShipped.start()) {
      jar.says("bought 500 ").signal("TERM").end().withCode(0).balances();
    }
    assertThat(shipment(1)).isFalse();
    Files.move(folder.resolve("app.log.1"), folder.resolve("app.log.2"));
    Files.move(log, folder.resolve("app.log.1"));
    write(log, 100);
    try (Jar jar = plant().start()) {
      jar.until(() -> positions() == written, "all is shipped");
      jar.signal("TERM").end().withCode(0).balances().quietly();
    }
    Shipments.in(folder.resolve("out")).holdEachOf(written);
  }

  @Test
  void aSilentLogHoldsTheSessionsOfAnotherOpenOnlyForAWhileAndLosesNothing() throws Exception {
    Files.writeString(folder.resolve("busy.log"), line("a", 1_000) + line("b", 9_000));
    Files.writeString(folder.resolve("quiet.log"), line("q", 1_000));
    Jar.Order plant =
        plant()
            .set(
                "source.paths=[busy.log, quiet.log]",
                "source.idle-after=1s",
                "source.event-time.field=t",
                "source.event-time.format=epoch-ms",
                "source.event-time.unit=ms",
                "contract.clock=event",
                "contract.term=1s");
    try (Jar jar = plant.start()) {
      jar.says("[idle]: nothing new in ").until(() -> positions() == 2, "a and q are shipped");
      Files.writeString(folder.resolve("quiet.log"), line("q", 1_500), StandardOpenOption.APPEND);
      jar.says("quiet.log was idle and is back with records of 1970-01-01T00:00:01.500Z");
      Files.writeString(folder.resolve("busy.log"), line("b", 90_000), StandardOpenOption.APPEND);
      Files.writeString(folder.resolve("quiet.log"), line("q", 91_000), StandardOpenOption.APPEND);
      jar.until(() -> positions() == 4, "what was behind is shipped, too");
      Jar.Ended ended = jar.signal("TERM").end().withCode(0).balances();
      assertThat(ended.account("scrapped")).isZero();
      assertThat(ended.account("shipped")).isEqualTo(4);
    }
  }

  private static String line(String id, long time) {
    return "{\"id\":\"" + id + "\",\"t\":" + time + "}\n";
  }

  private Jar.Order plant() {
    return Jar.in(folder)
        .set(
            "source.kind=files",
            "source.paths=[app.log]",
            "source.follow=true",
            "source.pid=[id]",
            "blueprint.kind=merge",
            "workshops=2",
            "contract.term=300ms",
            "contract.max-materials=3",
            "transportation.driver.every=200ms");
  }

  private boolean shipment(int number) {
    return Files.exists(folder.resolve("out/shipment-0000000" + number));
  }

  private long positions() {
    try {
      return Shipments.in(folder.resolve("out")).positions();
    } catch (IOException e) {
      return -1; // a shipment that is being made
    }
  }

  private void write(Path log, int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("{\"id\":\"p").append(written % 700).append("\",\"n\":").append(written++);
      text.append("}\n");
    }
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
