package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import factory.endtoend.Jar.Ended;
import factory.transportation.CuttingProxy;
import factory.transportation.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the world does to a destination while a factory ships to it. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
class TroubleIT {
  private static final long MATERIALS = 40_000;

  @TempDir Path folder;

  @Test
  void aDirectoryThatIsTakenAwayAndPutBackCostsNothing() throws Exception {
    Path out = folder.resolve("out");
    try (Jar jar = plant("destination.directory=" + out).start()) {
      jar.until(() -> Files.exists(out.resolve("shipment-00000003")), "some is shipped");
      Files.move(out, folder.resolve("away"));
      jar.says("the directory '" + out + "' is not there any more; put it back, or make it again");
      Files.move(folder.resolve("away"), out);
      goesOnByItself(jar);
    }
    verify(out.toString());
  }

  @Test
  void aFullDiskCostsNothingOnceThereIsRoomAgain() throws Exception {
    Path out = folder.resolve("disk/out");
    onAFullDisk(
        out.resolve("shipment-00000003"),
        "cannot be written to '" + out + "' (No space left on device); free space",
        out,
        "destination.directory=" + out);
  }

  @Test
  void aFullDiskCostsADatabaseFileNothingOnceThereIsRoomAgain() throws Exception {
    Path file = folder.resolve("disk/shop.duckdb");
    onAFullDisk(
        file,
        "No space left on device); free space on its disk",
        file,
        "destination.kind=duckdb",
        "destination.file=" + file);
  }

  /** The disk has no room from the moment that {@code shipped} is there until that is said. */
  private void onAFullDisk(Path shipped, String said, Path destination, String... settings)
      throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()),
        "a small disk cannot be mounted here");
    try {
      try (Jar jar = plant(settings).start()) {
        // a database's file is there before its tables are
        jar.until(() -> Files.exists(shipped) && jar.bought() > 8_000, "some is shipped");
        fill(disk.resolve("filler"));
        jar.says(said);
        Files.delete(disk.resolve("filler"));
        goesOnByItself(jar);
      }
      verify(destination.toString());
    } finally {
      assertThat(run("umount", "--lazy", disk.toString())).isTrue(); // a process may end just now
    }
  }

  @Test
  void aServerThatIsKilledAndComesBackCostsNothing() throws Exception {
    try (PostgresServer server = PostgresServer.in(folder);
        Jar jar =
            plant(
                    "destination.kind=postgresql",
                    "destination.url=\"" + server.url() + "\"",
                    "destination.user=postgres")
                .start()) {
      jar.until(() -> jar.bought() > 8_000, "some is shipped");
      server.kill();
      jar.says("cannot be written to " + server.url());
      server.restart();
      goesOnByItself(jar);
      FactoryProcess.run(folder, "verify", "--complete", "--user", "postgres", server.url())
          .exitedWith(0);
    }
  }

  @Test
  void aConnectionThatIsCutBetweenACommitAndItsAnswerCostsNothing() throws Exception {
    try (PostgresServer server = PostgresServer.in(folder);
        CuttingProxy proxy = new CuttingProxy(server.port());
        Jar jar =
            plant(
                    "destination.kind=postgresql",
                    // The word COMMIT is sent each time, not only when it is prepared.
                    "destination.url=\"postgresql://localhost:%s/postgres?preferQueryMode=simple\""
                        .formatted(proxy.port()),
                    "destination.user=postgres")
                .start()) {
      jar.until(() -> jar.bought() > 8_000, "some is shipped");
      proxy.cutTheAnswerToTheNextCommit();
      jar.says("cannot be written to postgresql://localhost:" + proxy.port());
      assertThat(proxy.hasCut()).isTrue();
      goesOnByItself(jar);
      FactoryProcess.run(folder, "verify", "--complete", "--user", "postgres", server.url())
          .exitedWith(0);
    }
  }

  private void verify(String destination) {
    FactoryProcess.run(folder, "verify", "--complete", destination).exitedWith(0);
  }

  private static void goesOnByItself(Jar jar) throws Exception {
    Ended ended = jar.end().withCode(0).balances().quietly();
    assertThat(ended.account("open")).isZero();
    assertThat(ended.account("shipped")).isEqualTo(MATERIALS);
    assertThat(ended.err()).anyMatch(line -> line.contains("buying slows down meanwhile"));
  }

  private Jar.Order plant(String... settings) {
    return Jar.in(folder)
        .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .set(
            "source.generator.materials=" + MATERIALS,
            "source.rate=8000",
            "workshops=2",
            "contract.max-materials=7",
            "operations.every=200ms",
            "transportation.driver.every=100ms")
        .set(settings);
  }

  /** Leaves no byte. */
  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
