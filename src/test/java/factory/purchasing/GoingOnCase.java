package factory.purchasing;

import static factory.purchasing.Sources.csv;
import static factory.purchasing.Sources.jsonl;
import static factory.purchasing.Sources.text;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.custody.Ledger;
import factory.custody.OffsetSet;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Scrap;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on where others have ended. */
abstract class GoingOnCase {
  static final int RECORDS = 700;

  @TempDir Path dir;

  static Predicate<Long> before(Ledger ledger) {
    return offset -> ledger.isDone(0, offset);
  }

  /** A ledger after a run that read the whole file and dealt with its first records. */
  Ledger readAndDo(String name, int records) {
    Supplier supplier = files(jsonl("id"), name);
    Ledger ledger = new Ledger(supplier.partitions());
    part(supplier.goingOn(ledger), 50, Integer.MAX_VALUE);
    done(ledger, records);
    return written(ledger, supplier);
  }

  static Ledger written(Ledger ledger, Supplier supplier) {
    try {
      return Ledger.read(ledger.toBytes("test", 1)).ledger().bind(supplier.partitions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void done(Ledger ledger, int records) {
    done(ledger, 0, records);
  }

  static void done(Ledger ledger, int partition, int records) {
    OffsetSet offsets = new OffsetSet();
    for (int i = 0; i < records; i++) {
      offsets.add(i);
    }
    ledger.add(partition, offsets);
  }

  void refused(Ledger ledger, String words) {
    refused(ledger, "a.jsonl", words);
  }

  void refused(Ledger ledger, String name, String words) {
    Supplier now = files(jsonl("id"), name);
    Ledger bound = ledger.bind(now.partitions());
    assertThatThrownBy(() -> now.goingOn(bound))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("put the old one back, or ship to a new directory");
  }

  Supplier files(RecordFormat format, String... paths) {
    return Suppliers.files(
        new SourceSettings.Files(List.of(paths), format, SourceSettings.Files.SEQUENCE, 3), dir);
  }

  static TreeMap<Long, String> everything(Supplier supplier) {
    return part(supplier, 100, Integer.MAX_VALUE);
  }

  /** What a reader gives until it has given so many records, by offset. */
  static TreeMap<Long, String> part(Supplier supplier, int lotSize, int records) {
    TreeMap<Long, String> found = new TreeMap<>();
    try (Supplier.Reader reader = supplier.open(lotSize, ForkJoinPool.commonPool())) {
      for (Lot lot = reader.read(); lot != null && found.size() < records; lot = reader.read()) {
        for (int i = 0; i < lot.count(); i++) {
          Material m = lot.material(i);
          found.put(m.offset(), m.pid().text() + m.time() + m.fields().asMap() + m.fields().line());
        }
        for (Scrap s : lot.scrap()) {
          found.put(s.offset(), s.detail() + s.line());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  static RecordFormat format(String kind) {
    return kind.startsWith("jsonl")
        ? jsonl("id")
        : kind.startsWith("csv") ? csv("id") : text("(?<id>\\S+) (?<x>.*)", "id");
  }

  static byte[] content(String kind) {
    StringBuilder text = new StringBuilder(kind.startsWith("csv") ? "\uFEFFid,\"x\ny\"\r\n" : "");
    Random random = new Random(5);
    for (int i = 0; i < RECORDS; i++) {
      String value = "v".repeat(random.nextInt(40)) + i;
      boolean broken = random.nextInt(50) == 0;
      if (kind.startsWith("jsonl")) {
        text.append(broken ? "{broken" : "{\"id\":\"" + i % 7 + "\",\"x\":\"" + value + "\"}");
      } else if (kind.startsWith("csv")) {
        text.append(broken ? "too,many,fields" : i % 7 + ",\"two\n\"\"lines\"\" " + value + "\"");
      } else {
        text.append(broken ? "one" : i % 7 + " " + value);
      }
      text.append(random.nextBoolean() ? "\n" : "\r\n");
      text.append(random.nextInt(10) == 0 ? "\n" : "");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return kind.endsWith(".gz") ? packed(bytes) : bytes;
  }

  static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  void write(String name, byte[] bytes) throws IOException {
    Files.write(dir.resolve(name), bytes);
  }

  void append(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text, java.nio.file.StandardOpenOption.APPEND);
  }

  static byte[] manyIds() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      text.append("{\"id\":\"").append(Long.toHexString(random.nextLong())).append("\"}\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
