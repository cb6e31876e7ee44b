package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.Jar.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records of 10 KB, of which a line counted in records alone would hold many times the heap, and
 * one for which there is no memory at all.
 */
@DisabledOnOs(OS.WINDOWS)
class LargeRecordsIT {
  private static final int RECORDS = 15_000;
  private static final int EACH = 10_000;

  @TempDir Path folder;

  /** 150 MB as they are read. */
  private Path records() throws IOException {
    Path file = folder.resolve("large.jsonl.gz");
    byte[] text = "x".repeat(EACH).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < RECORDS; i++) {
        String head = "{\"id\":\"p" + random.nextInt(RECORDS / 3) + "\",\"text\":\"";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(text);
        out.write("\"}\n".getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private Jar.Order plant(String heap) throws IOException {
    return Jar.in(folder)
        .jvm(heap)
        .set(
            "source.kind=files",
            "source.paths=[\"" + records().getFileName() + "\"]",
            "source.pid=[id]",
            "workshops=2",
            "workshop.threads=4",
            "contract.term=500ms");
  }

  private static void all(Ended ended) {
    ended.withCode(0).balances().quietly();
    assertThat(ended.account("shipped")).isEqualTo(RECORDS);
  }

  @Test
  void aSlowBlueprintHoldsNoMoreOfThemThanTheHeapHas() throws Exception {
    Path gate = folder.resolve("gate");
    try (Jar jar = plant("-Xmx96m").set(SlowPlugIn.holding(folder, gate)).start()) {
      // Counted in records alone, the lines would take all of them, and the heap would not.
      jar.until(() -> jar.bought() >= 100, "it has begun");
      assertThat(jar.stopsBuying(Duration.ofSeconds(4)))
          .as("bought until it stops")
          .isBetween(100L, RECORDS / 3L);
      Files.delete(gate);
      all(jar.end());
    }
  }

  @Test
  void aDestinationThatStandsStillHoldsNoMoreOfThemThanTheHeapHas() throws Exception {
    try (Jar jar =
        plant("-Xmx128m")
            .set("blueprint.kind=merge", "drill=[{at=driver.before-commit,pass=2,wait=8s}]")
            .start()) {
      all(jar.end());
    }
  }

  @Test
  void aRecordForWhichThereIsNoMemoryEndsTheRunInWordsThoughAReaderMetIt() throws Exception {
    Path file = folder.resolve("huge.jsonl");
    byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("{\"id\":\"p\"}\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(block);
      }
    }
    Ended ended =
        Jar.in(folder)
            .jvm("-Xmx64m")
            .set(
                "source.kind=files",
                "source.paths=[\"huge.jsonl\"]",
                "source.pid=[id]",
                "source.max-record=500 MiB",
                "blueprint.kind=merge")
            .run();
    ended.withCode(70);
    assertThat(ended.out() + " " + ended.err())
        .contains("memory ran out: give Java more by -Xmx")
        .doesNotContain("Uncaught error");
  }

  @Test
  void oneThatTakesAWholeLinePassesAlone() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      String text = i == 3 ? "x".repeat(10 << 20) : "small";
      lines.append("{\"id\":\"p").append(i).append("\",\"text\":\"").append(text).append("\"}\n");
    }
    Files.writeString(folder.resolve("one.jsonl"), lines);
    try (Jar jar =
        Jar.in(folder)
            .jvm("-Xmx512m")
            .set(
                "source.kind=files",
                "source.paths=[one.jsonl]",
                "source.pid=[id]",
                "source.max-record=16 MiB",
                "blueprint.kind=merge",
                "workshops=1",
                "line.capacity=16384",
                "line.bytes=8 MiB")
            .start()) {
      Ended ended = jar.end();
      ended.withCode(0).balances().quietly();
      assertThat(ended.account("shipped")).isEqualTo(6);
    }
  }
}
