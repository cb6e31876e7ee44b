package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static factory.purchasing.Sources.text;
import static factory.purchasing.Sources.timed;
import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.custody.Mark;
import factory.custody.OffsetSet;
import factory.goods.Lot;
import factory.goods.Material;
import factory.production.EventClock;
import factory.purchasing.SourceSettings.Generator.Distribution;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoingOnTest extends GoingOnCase {
  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "csv", "text", "jsonl.gz", "csv.gz"})
  void aSecondRunGivesExactlyWhatTheFirstHasNotDealtWith(String kind) throws IOException {
    String name = "records." + kind;
    write(name, content(kind));
    RecordFormat format = format(kind);
    TreeMap<Long, String> all = everything(files(format, name));
    assertThat(all).hasSize(RECORDS);
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Ledger ledger = new Ledger(files(format, name).partitions());
      TreeMap<Long, String> open = new TreeMap<>(all);
      for (int run = 0; run < 3; run++) {
        Supplier supplier = files(format, name).goingOn(ledger);
        TreeMap<Long, String> bought =
            part(supplier, 1 + random.nextInt(9), run == 2 ? RECORDS : random.nextInt(RECORDS));
        bought.keySet().removeIf(before(ledger));
        assertThat(open).containsAllEntriesOf(bought);
        if (run == 2) {
          assertThat(bought).isEqualTo(open);
        }
        OffsetSet done = new OffsetSet();
        int share = random.nextInt(100);
        int head = random.nextInt(bought.size() + 1);
        int n = 0;
        for (long offset : bought.keySet()) {
          if (n++ < head || random.nextInt(100) < share) {
            done.add(offset);
          }
        }
        done.forEach(open::remove);
        Ledger live = ledger.copy();
        live.add(0, done);
        ledger =
            Ledger.read(live.toBytes("test", run + 1))
                .ledger()
                .bind(files(format, name).partitions());
      }
    }
  }

  @Test
  void aPlainFileIsReadOnFromTheByteAndNotFromItsBeginning() throws IOException {
    write("a.jsonl", content("jsonl"));
    Ledger ledger = readAndDo("a.jsonl", RECORDS - 10);
    assertThat(ledger.start(0).mark().offset()).isBetween(RECORDS - 100L, RECORDS - 10L);
    assertThat(ledger.start(0).mark().bytes())
        .isGreaterThan(Files.size(dir.resolve("a.jsonl")) * 8 / 10);
    try (Supplier.Reader reader = files(jsonl("id"), "a.jsonl").goingOn(ledger).open(1)) {
      reader.read();
      assertThat(reader.passed()).isEqualTo(RECORDS - 10);
    }
  }

  @Test
  void whatStandsBeforeThePlaceIsNotReadAgain() throws IOException {
    byte[] bytes = manyIds();
    write("a.jsonl", bytes);
    Ledger ledger = readAndDo("a.jsonl", 19_000);
    Mark mark = ledger.start(0).mark();
    Supplier again = files(jsonl("id"), "a.jsonl").goingOn(ledger);
    java.util.Arrays.fill(bytes, 1 << 16, (int) mark.bytes() - mark.tail(), (byte) '\n');
    write("a.jsonl", bytes); // whoever reads that counts fewer records
    assertThat(everything(again)).hasSize(1_000).containsKeys(19_000L, 19_999L);
  }

  @Test
  void aPackedFileThatIsDoneIsNotOpenedAgain() throws IOException {
    write("a.jsonl.gz", content("jsonl.gz"));
    write("b.jsonl", content("jsonl"));
    Ledger ledger = readAndDo("a.jsonl.gz", RECORDS);
    assertThat(ledger.start(0).mark().end()).isEqualTo(Files.size(dir.resolve("a.jsonl.gz")));
    Supplier again = files(jsonl("id"), "a.jsonl.gz").goingOn(ledger);
    Files.delete(dir.resolve("a.jsonl.gz"));
    Files.write(dir.resolve("a.jsonl.gz"), new byte[(int) ledger.start(0).mark().end()]);
    try (Supplier.Reader reader = again.open(10)) {
      assertThat(reader.read()).isNull();
      assertThat(reader.passed()).isEqualTo(RECORDS);
    }
  }

  @Test
  void aFileMayGrowBetweenTwoRuns() throws IOException {
    write("a.jsonl", "{\"id\":\"1\"}\n{\"id\":\"2\"}\n".getBytes(StandardCharsets.UTF_8));
    Ledger ledger = readAndDo("a.jsonl", 2);
    append("a.jsonl", "{\"id\":\"3\"}\n");
    Ledger bound = ledger.bind(files(jsonl("id"), "a.jsonl").partitions());
    assertThat(everything(files(jsonl("id"), "a.jsonl").goingOn(bound)).keySet())
        .containsExactly(2L);
  }

  @Test
  void aPackedFileThatHasMoreInItIsReadOnHoweverItWasPacked() throws IOException {
    byte[] bytes = manyIds();
    byte[] more = "{\"id\":\"more\"}\n".getBytes(StandardCharsets.UTF_8);
    byte[] both = java.util.Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, both, bytes.length, more.length);
    write("a.jsonl.gz", packed(bytes));
    Ledger ledger = readAndDo("a.jsonl.gz", 20_000);
    byte[] anew = packed(both);
    byte[] member = packed(more);
    byte[] appended = java.util.Arrays.copyOf(packed(bytes), packed(bytes).length + member.length);
    System.arraycopy(member, 0, appended, packed(bytes).length, member.length);
    for (byte[] grown : List.of(anew, appended)) {
      write("a.jsonl.gz", grown);
      Supplier now = files(jsonl("id"), "a.jsonl.gz");
      assertThat(everything(now.goingOn(ledger.bind(now.partitions())))).containsOnlyKeys(20_000L);
    }
  }

  @Test
  void theHighestEventTimeBeforeThePlaceIsKept() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      text.append("{\"id\":\"a\",\"t\":").append(i == 100 ? 1_000_000 : i).append("}\n");
    }
    write("a.jsonl", text.toString().getBytes(StandardCharsets.UTF_8));
    RecordFormat format = timed(jsonl("id"), "t", "epoch-s", ChronoUnit.SECONDS);
    Supplier supplier = files(format, "a.jsonl");
    Ledger ledger = new Ledger(supplier.partitions());
    everything(supplier.goingOn(ledger));
    done(ledger, 600);
    assertThat(written(ledger, supplier).start(0).mark().time()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {SourceSettings.Files.SEQUENCE, 20})
  void whatIsLateIsTheSameWhereverASecondRunBegins(long maxDrift) throws IOException {
    Random random = new Random(3);
    for (String name : List.of("a.jsonl", "b.jsonl")) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        int time = i + (name.startsWith("b") ? 150 : 0) - random.nextInt(30);
        text.append("{\"id\":\"a\",\"t\":").append(1000 + time).append("}\n");
      }
      write(name, text.toString().getBytes(StandardCharsets.UTF_8));
    }
    RecordFormat format = timed(jsonl("id"), "t", "epoch-s", ChronoUnit.SECONDS);
    SourceSettings.Files settings =
        new SourceSettings.Files(List.of("a.jsonl", "b.jsonl"), format, maxDrift, 1);
    Supplier whole = Suppliers.files(settings, dir);
    TreeMap<String, Boolean> late = late(whole);
    assertThat(late.values()).hasSize(400).contains(true, false);
    for (int done = 0; done <= 400; done += 13) {
      Ledger ledger = new Ledger(whole.partitions());
      late(whole.goingOn(ledger));
      done(ledger, 0, Math.min(200, done));
      done(ledger, 1, Math.max(0, done - 200));
      Ledger again = written(ledger, whole);
      TreeMap<String, Boolean> second = late(whole.goingOn(again));
      assertThat(late).containsAllEntriesOf(second);
      assertThat(second).hasSizeGreaterThanOrEqualTo(400 - done);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {SourceSettings.Files.SEQUENCE, 20})
  void anEmptyFileIsReadToItsEndAndHoldsNothingBack(long maxDrift) throws IOException {
    writeTimes("a.jsonl", 100, 110);
    writeTimes("b.jsonl");
    write("c.jsonl.gz", packed(new byte[0]));
    writeTimes("d.jsonl", 300);
    Supplier supplier = timedFiles(maxDrift, "a.jsonl", "b.jsonl", "c.jsonl.gz", "d.jsonl");
    Ledger ledger = new Ledger(supplier.partitions());
    late(supplier.goingOn(ledger));
    done(ledger, 0, 2);
    done(ledger, 3, 1);
    Ledger again = written(ledger, supplier);
    assertThat(again.start(1).mark().end()).isZero();
    assertThat(again.start(2).mark().end()).isEqualTo(Files.size(dir.resolve("c.jsonl.gz")));
    assertThat(again.passedTime(supplier.isSequence())).isGreaterThanOrEqualTo(300);
    append("b.jsonl", "{\"id\":\"a\",\"t\":150}\n");
    Supplier grown = timedFiles(maxDrift, "a.jsonl", "b.jsonl", "c.jsonl.gz", "d.jsonl");
    Ledger bound = again.bind(grown.partitions());
    assertThat(late(grown.goingOn(bound))).containsKey("1:0").doesNotContainKey("0:1");
  }

  @ParameterizedTest
  @ValueSource(longs = {SourceSettings.Files.SEQUENCE, 20})
  void whatAFileHasMoreMayAmendWhatItsEndCouldHaveAmended(long maxDrift) throws IOException {
    writeTimes("a.jsonl", 100);
    writeTimes("b.jsonl", 500);
    Supplier supplier = timedFiles(maxDrift, "a.jsonl", "b.jsonl");
    Ledger ledger = new Ledger(supplier.partitions());
    late(supplier.goingOn(ledger));
    done(ledger, 0, 1);
    done(ledger, 1, 1);
    assertThat(written(ledger, supplier).passedTime(supplier.isSequence()))
        .isGreaterThanOrEqualTo(500);
    append("a.jsonl", "{\"id\":\"a\",\"t\":90}\n");
    Supplier grown = timedFiles(maxDrift, "a.jsonl", "b.jsonl");
    Ledger again = written(ledger, grown);
    grown.goingOn(again);
    assertThat(again.passedTime(supplier.isSequence())).isEqualTo(100);
  }

  private void writeTimes(String name, long... times) throws IOException {
    StringBuilder text = new StringBuilder();
    for (long time : times) {
      text.append("{\"id\":\"a\",\"t\":").append(time).append("}\n");
    }
    write(name, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Supplier timedFiles(long maxDrift, String... names) {
    RecordFormat format = timed(jsonl("id"), "t", "epoch-s", ChronoUnit.SECONDS);
    return Suppliers.files(new SourceSettings.Files(List.of(names), format, maxDrift, 1), dir);
  }

  /** Which of the records that are read are late. */
  private static TreeMap<String, Boolean> late(Supplier supplier) throws IOException {
    EventClock clock =
        new EventClock(
            ChronoUnit.SECONDS, 10, Long.MAX_VALUE, 5, EventClock.Lateness.SCRAP, Long.MAX_VALUE);
    Watermarks watermarks = new Watermarks(supplier, clock);
    TreeMap<String, Boolean> late = new TreeMap<>();
    try (Supplier.Reader reader = supplier.open(7)) {
      for (Lot read = reader.read(); read != null; read = reader.read()) {
        Lot lot = watermarks.mark(read, reader);
        for (int i = 0; i < lot.count(); i++) {
          Material m = lot.material(i);
          late.put(m.partition() + ":" + m.offset(), false);
        }
        lot.scrap().forEach(s -> late.put(s.partition() + ":" + s.offset(), true));
      }
    }
    return late;
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNIFORM", "ZIPF"})
  void theGeneratorMakesEachPacketFromWhereverItBegins(Distribution distribution)
      throws IOException {
    SourceSettings.Generator settings =
        new SourceSettings.Generator(7, 5_000, 50, 4, distribution, 1.1);
    Supplier whole = new Generator(settings, ChronoUnit.MICROS);
    TreeMap<Long, String> all = everything(whole);
    for (int done : new int[] {0, 1, 63, 64, 1000, 4999, 5000}) {
      Ledger ledger = new Ledger(whole.partitions());
      done(ledger, done);
      assertThat(everything(whole.goingOn(ledger))).isEqualTo(all.tailMap((long) done, true));
      assertThat(whole.goingOn(ledger).passedTime(0)).isEqualTo(highest(whole, done));
    }
  }

  /** The highest event time of the first records. */
  private static long highest(Supplier supplier, int records) throws IOException {
    long highest = Material.NO_TIME;
    try (Supplier.Reader reader = supplier.open(1)) {
      for (int i = 0; i < records; i++) {
        highest = Math.max(highest, Objects.requireNonNull(reader.read()).time(0));
      }
    }
    return highest;
  }
}
