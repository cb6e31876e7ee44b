package factory.purchasing;

import static factory.purchasing.Sources.csv;
import static factory.purchasing.Sources.jsonl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Scrap;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceReaderTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "csv"})
  void severalParsersGiveTheSameLotsInTheSameOrderAsOne(String syntax) throws IOException {
    Random random = new Random(5);
    for (int file = 0; file < 4; file++) {
      StringBuilder text = new StringBuilder(syntax.equals("csv") ? "id,n,text\n" : "");
      for (int i = 0; i < 4000; i++) {
        text.append(syntax.equals("csv") ? csvLine(random, i) : jsonLine(random, i));
        text.append(random.nextInt(9) == 0 ? "\r\n" : "\n");
      }
      Files.writeString(dir.resolve(file + "." + syntax), text);
    }
    RecordFormat format = syntax.equals("csv") ? csv("id") : jsonl("id");
    List<String> alone = lots(format, 1, Runnable::run);
    assertThat(alone).anyMatch(line -> line.contains("malformed")).hasSizeGreaterThan(12_000);
    ExecutorService four = Executors.newFixedThreadPool(4);
    ExecutorService last = backwards();
    try {
      assertThat(lots(format, 4, four)).isEqualTo(alone);
      assertThat(lots(format, 2, last)).isEqualTo(alone);
    } finally {
      four.shutdown();
      last.shutdown();
    }
  }

  private static String jsonLine(Random random, int i) {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> "{\"id\":\"a\",\"id\":\"b\"}";
      case 2 -> "{\"id\":" + i + ",\"text\":\"\\ud800\"}";
      case 3 -> "{\"text\":\"no id\"}";
      case 4 -> "{\"n\": 1.50, \"id\": \"" + i + "\", \"nested\": {\"a\": [1, 2]}}";
      default ->
          "{\"id\":\"pid "
              + random.nextInt(9)
              + "\",\"n\":"
              + i
              + ",\"text\":\""
              + "ä\\n".repeat(random.nextInt(300))
              + "\"}";
    };
  }

  private static String csvLine(Random random, int i) {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> "a,b";
      case 2 -> "\"open," + i;
      case 3 -> ",1,no id";
      case 4 -> i + ",5\" pipe,\"two\nlines\"";
      default -> random.nextInt(9) + "," + i + ",\"" + "ä, \"\"".repeat(random.nextInt(200)) + "\"";
    };
  }

  /** One thread that takes what came last first. */
  private static ExecutorService backwards() {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingDeque<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean offer(Runnable task) {
            return offerFirst(task);
          }
        });
  }

  private List<String> lots(RecordFormat format, int parsers, Executor threads) throws IOException {
    List<String> all = new ArrayList<>();
    try (Supplier.Reader reader = files(format, parsers, "*").open(100, threads)) {
      for (Lot lot = reader.read(); lot != null; lot = reader.read()) {
        all.add("a lot of " + lot.size() + ", " + reader.progress());
        for (int i = 0; i < lot.count(); i++) {
          Material material = lot.materials()[i];
          all.add(
              material.partition()
                  + "/"
                  + material.offset()
                  + " at "
                  + material.fields().line()
                  + " "
                  + material.pid()
                  + material.fields());
        }
        for (Scrap scrap : lot.scrap()) {
          all.add(
              scrap.partition()
                  + "/"
                  + scrap.offset()
                  + " at "
                  + scrap.line()
                  + " "
                  + scrap.reason().text()
                  + scrap.detail()
                  + scrap.record());
        }
      }
      assertThat(reader.progress()).isEqualTo(1);
    }
    return all;
  }

  @Test
  void aFailureComesBehindWhatWasReadBeforeIt() throws IOException {
    Files.writeString(dir.resolve("a.jsonl"), "{\"id\":1}\n{\"id\":2}\n");
    Files.writeString(dir.resolve("b.jsonl"), "{\"id\":3}\n");
    Supplier supplier = files(jsonl("id"), 3, "*");
    Files.delete(dir.resolve("b.jsonl"));
    try (Supplier.Reader reader = supplier.open(100, Runnable::run)) {
      Lot lot = reader.read();
      assertThat(lot).isNotNull();
      assertThat(lot.count()).isEqualTo(2);
      assertThatThrownBy(reader::read)
          .isInstanceOf(IOException.class)
          .hasMessage("b.jsonl: cannot be read: it has vanished");
    }
  }

  @Test
  void itReadsNoFurtherAheadThanItsParsersNeed() throws IOException {
    Files.writeString(dir.resolve("a.jsonl"), "{\"id\":1}\n".repeat(1000));
    AtomicInteger given = new AtomicInteger();
    Executor counting =
        task -> {
          given.incrementAndGet();
          task.run();
        };
    try (Supplier.Reader reader = files(jsonl("id"), 3, "*").open(10, counting)) {
      for (int lots = 1; lots < 50; lots++) {
        assertThat(reader.read()).isNotNull();
        assertThat(given.get()).isEqualTo(lots + Parsers.ahead(3) - 1);
      }
    }
  }

  @Test
  void aReaderInAHurryDoesNotWaitForThreadsThatNeverCome() throws IOException {
    Files.writeString(dir.resolve("a.jsonl"), "{\"id\":1}\n".repeat(1000));
    AtomicInteger dropped = new AtomicInteger();
    try (Supplier.Reader reader =
        files(jsonl("id"), 3, "*").open(10, task -> dropped.incrementAndGet())) {
      CompletableFuture<Void> hurrying =
          CompletableFuture.runAsync(
              () -> {
                while (dropped.get() < Parsers.ahead(3)) {
                  Thread.onSpinWait();
                }
                reader.hurry();
              });
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () -> {
            try {
              assertThat(reader.read()).isNull();
            } catch (IOException e) {
              assertThat(e).hasMessage("reading was given up");
            }
          });
      hurrying.join();
    }
  }

  @Test
  void aFileThatFillsTheBlockToItsLastByteIsReadToItsEnd() throws IOException {
    String line = "{\"id\":1,\"text\":\"" + "x".repeat(64 - 19) + "\"}\n";
    assertThat(line).hasSize(64);
    Files.writeString(dir.resolve("a.jsonl"), line.repeat(1 << 12));
    assertThat(Sources.readAll(files(jsonl("id"), 1, "*"), 100).materials()).hasSize(1 << 12);
  }

  private Supplier files(RecordFormat format, int parsers, String... paths) {
    return Suppliers.files(
        new SourceSettings.Files(List.of(paths), format, SourceSettings.Files.SEQUENCE, parsers),
        dir);
  }
}
