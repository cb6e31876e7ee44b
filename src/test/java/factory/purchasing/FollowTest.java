package factory.purchasing;

import static factory.purchasing.Sources.csv;
import static factory.purchasing.Sources.jsonl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.custody.Ledger;
import factory.custody.OffsetSet;
import factory.goods.Lot;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that grow and are rotated. {@code a:0} is the record with id a at offset 0. */
class FollowTest {
  @TempDir Path dir;

  private final List<Supplier.Reader> readers = new ArrayList<>();

  /** A clock for the files: rotated ones are put in the order of their times. */
  private int seconds;

  @AfterEach
  void close() throws IOException {
    for (Supplier.Reader reader : readers) {
      reader.close();
    }
  }

  @Test
  void aFileIsReadOnWhenMoreIsWrittenAndHalfALineWaits() {
    write("app.log", "a b");
    Supplier.Reader reader = open(new Ledger(follow().partitions()));
    assertThat(next(reader)).containsExactly("a:0", "b:1");
    assertThat(nothing(reader)).isTrue();
    reader = open(new Ledger(follow().partitions()));
    append("app.log", "{\"id\":\"c");
    assertThat(next(reader)).containsExactly("a:0", "b:1");
    append("app.log", "\"}\n");
    assertThat(next(reader)).containsExactly("c:2");
  }

  @Test
  void aRotatedFileIsReadToItsEndAndThenTheNextOne() throws IOException {
    write("app.log", "a");
    Supplier.Reader reader = open(new Ledger(follow().partitions()));
    assertThat(next(reader)).containsExactly("a:0");
    Files.move(dir.resolve("app.log"), dir.resolve("app.log.1"));
    append("app.log.1", "{\"id\":\"b\"}\n{\"id\":\"late\"}");
    assertThat(next(reader)).containsExactly("b:1");
    write("app.log", "");
    append("app.log.1", "\n");
    assertThat(next(reader)).containsExactly("late:2");
    append("app.log.1", "{\"id\":\"no end\"}");
    write("app.log", "c");
    assertThat(next(reader)).containsExactly("no end:3", "c:4");
  }

  @Test
  void severalRotationsBetweenTwoLooksLoseNothing() throws IOException {
    write("app.log", "a");
    Supplier.Reader reader = open(new Ledger(follow().partitions()));
    assertThat(next(reader)).containsExactly("a:0");
    rotate("b");
    rotate("c");
    rotate("d");
    assertThat(next(reader)).containsExactly("b:1", "c:2", "d:3");
  }

  @ParameterizedTest
  @CsvSource({"0,a:0", "1,b:1", "2,c:2", "3,d:3", "4,e:4"})
  void aLaterRunGoesOnInTheFileWhereTheFirstOpenRecordIs(int done, String first)
      throws IOException {
    write("app.log", "a b");
    Ledger ledger = new Ledger(follow().partitions());
    Supplier.Reader reader = open(ledger, 1);
    for (int i = 0; i < 2; i++) {
      next(reader);
    }
    rotate("c");
    next(reader);
    rotate("d e");
    next(reader);
    next(reader);
    Ledger later = saved(ledger, done);
    rotate("f");
    Supplier.Reader again = open(later);
    List<String> rest = next(again);
    assertThat(rest.get(0)).isEqualTo(first);
    assertThat(rest).hasSize(6 - done).endsWith("f:5");
  }

  @Test
  void aRotatedFileThatIsStillNeededAndGoneIsRefused() throws IOException {
    write("app.log", "a b");
    Ledger ledger = new Ledger(follow().partitions());
    Supplier.Reader reader = open(ledger);
    next(reader);
    rotate("c");
    next(reader);
    Ledger later = saved(ledger, 1);
    Files.delete(dir.resolve("app.log.1"));
    assertThatThrownBy(() -> follow().goingOn(later))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("'app.log' is not what it was when it was read before")
        .hasMessageContaining("the file of its records from 0 on")
        .hasMessageContaining("is not there");
    Ledger done = saved(ledger, 3);
    assertThat(done.start(0).files()).hasSize(1);
    assertThat(nothing(open(done))).isTrue();
  }

  @Test
  void aMiddleFileThatIsGoneIsRefusedThoughTheFirstAndTheLastAreThere() throws IOException {
    write("app.log", "a b");
    Ledger ledger = new Ledger(follow().partitions());
    Supplier.Reader reader = open(ledger);
    next(reader);
    rotate("c");
    next(reader);
    rotate("d");
    next(reader);
    Ledger later = saved(ledger, 1);
    assertThat(later.start(0).files()).hasSize(3);
    Files.delete(dir.resolve("app.log.1"));
    assertThatThrownBy(() -> follow().goingOn(later))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the file of its records from 2 on");
  }

  @Test
  void aFileThatIsEmptiedInPlaceIsRefused() {
    write("app.log", "a b");
    Supplier.Reader reader = open(new Ledger(follow().partitions()));
    next(reader);
    write("app.log", "");
    assertThatThrownBy(reader::read)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("app.log: has shrunk from 22 to 0 bytes")
        .hasMessageContaining("copytruncate");
  }

  @Test
  void eachFileOfCsvHasItsOwnHeader() throws IOException {
    Files.writeString(dir.resolve("app.log"), "id,x\na,1\n");
    Supplier csv = follow(csv("id"));
    Supplier.Reader reader = csv.goingOn(new Ledger(csv.partitions())).open(10);
    readers.add(reader);
    assertThat(next(reader)).containsExactly("a:0");
    Files.move(dir.resolve("app.log"), dir.resolve("app.log.1"));
    Files.writeString(dir.resolve("app.log"), "x,id\n2,b\n");
    assertThat(next(reader)).containsExactly("b:1");
  }

  @Test
  void severalFilesAreFollowedSideBySide() throws IOException {
    write("app.log", "a");
    write("web.log", "b");
    Supplier both = follow(jsonl("id"), "app.log", "web.log");
    Supplier.Reader reader = both.goingOn(new Ledger(both.partitions())).open(10);
    readers.add(reader);
    assertThat(next(reader)).containsExactly("a:0", "b:0");
    append("web.log", "{\"id\":\"c\"}\n");
    append("app.log", "{\"id\":\"d\"}\n");
    assertThat(next(reader)).containsExactlyInAnyOrder("c:1", "d:1");
    assertThat(both.bounded()).isFalse();
  }

  @Test
  void whatDoesNotGrowIsRefused() {
    write("app.log", "a");
    write("app.log.1", "b");
    write("b.gz", "");
    assertThatThrownBy(() -> follow(jsonl("id"), "app.log*"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("'app.log.1' looks like 'app.log' after a rotation");
    assertThatThrownBy(() -> follow(jsonl("id"), "b.gz"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("'b.gz' is gzip, which does not grow");
  }

  @Test
  void aFileThatFindsNothingForLongIsIdleUntilItHasSomething() throws IOException {
    write("app.log", "a");
    write("web.log", "b");
    AtomicLong nanos = new AtomicLong();
    Supplier supplier =
        FollowSupplier.of(
            new TreeMap<>(
                Map.of("app.log", dir.resolve("app.log"), "web.log", dir.resolve("web.log"))),
            jsonl("id"),
            Duration.ofSeconds(60),
            SourceSettings.Followed.IN_TURN,
            () -> nanos.addAndGet(Duration.ofSeconds(10).toNanos())); // from look to look
    Supplier.Reader reader = supplier.open(10);
    readers.add(reader);
    assertThat(next(reader)).hasSize(2);
    assertThat(reader.isIdle(0)).isFalse();
    while (!reader.isIdle(0) || !reader.isIdle(1)) {
      assertThat(next(reader)).as("an empty lot says that somebody is idle").isEmpty();
    }
    append("app.log", "{\"id\":\"back\"}\n");
    assertThat(next(reader)).containsExactly("back:1");
    assertThat(reader.isIdle(0)).isFalse();
    assertThat(reader.isIdle(1)).isTrue();
  }

  @Test
  void inEventTimeTheLogThatIsLeastFarIsReadFirstAndNoneTooFarAhead() throws IOException {
    writeTimes("app.log", 100, 101, 102, 165, 166, 167);
    writeTimes("web.log", 90, 105, 140);
    AtomicLong nanos = new AtomicLong();
    Supplier.Reader reader = openInEventTime(nanos, 100);
    assertThat(next(reader))
        .as("the first of each beyond where it may be read to is the last")
        .containsExactly(
            "app.log:0",
            "web.log:0",
            "web.log:1",
            "web.log:2",
            "app.log:1",
            "app.log:2",
            "app.log:3");
    appendTimes("web.log", 170);
    assertThat(next(reader)).containsExactly("web.log:3", "app.log:4", "app.log:5");
  }

  @Test
  void aLogThatIsIdleHoldsNoOtherBack() throws IOException {
    writeTimes("app.log", 100, 120, 140, 160);
    writeTimes("web.log", 99);
    AtomicLong nanos = new AtomicLong();
    Supplier.Reader reader = openInEventTime(nanos, 100);
    List<String> read = new ArrayList<>(next(reader));
    assertThat(read).doesNotContain("app.log:2");
    while (!read.contains("app.log:3")) {
      nanos.addAndGet(Duration.ofSeconds(60).toNanos());
      read.addAll(next(reader));
    }
    assertThat(reader.isIdle(1)).isTrue();
    assertThat(reader.isIdle(0)).as("it was not looked at").isFalse();
  }

  @Test
  void aLogThatHasNoRecordYetHoldsNoOtherBack() throws IOException {
    writeTimes("app.log", 100, 120, 140, 160);
    writeTimes("web.log");
    Supplier.Reader reader = openInEventTime(new AtomicLong(), 100);
    assertThat(next(reader)).contains("app.log:3");
    assertThat(reader.isIdle(1)).isFalse();
  }

  private Supplier.Reader openInEventTime(AtomicLong nanos, int lotSize) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (String name : List.of("app.log", "web.log")) {
      files.put(name, dir.resolve(name));
    }
    FollowSupplier supplier =
        FollowSupplier.of(
            files,
            Sources.timed(jsonl("id"), "t", "epoch-ms", ChronoUnit.MILLIS),
            Duration.ofSeconds(60),
            10,
            nanos::get);
    Supplier.Reader reader = supplier.open(lotSize);
    readers.add(reader);
    return reader;
  }

  private void writeTimes(String name, long... times) throws IOException {
    Files.writeString(dir.resolve(name), "");
    appendTimes(name, times);
  }

  private void appendTimes(String name, long... times) {
    for (long time : times) {
      append(name, "{\"id\":\"" + name + "\",\"t\":" + time + "}\n");
    }
  }

  @Test
  void aFileIsNotIdleForNotBeingLookedAt() {
    AtomicLong nanos = new AtomicLong();
    Idleness idleness = new Idleness(2, Duration.ofNanos(60), nanos::get);
    idleness.look(0, false);
    idleness.look(1, true);
    nanos.set(59);
    assertThat(idleness.look(0, false)).isFalse();
    nanos.set(60);
    assertThat(idleness.look(0, false)).as("it has just become so").isTrue();
    assertThat(idleness.look(0, false)).as("said once").isFalse();
    assertThat(idleness.isIdle(0)).isTrue();
    assertThat(idleness.isIdle(1)).isFalse();
    nanos.set(1000);
    assertThat(idleness.look(1, false)).as("first look since that found nothing").isFalse();
    idleness.look(0, true);
    assertThat(idleness.isIdle(0)).isFalse();
    assertThat(idleness.look(0, false)).as("it counts anew").isFalse();
    nanos.set(1_060);
    assertThat(idleness.look(0, false)).isTrue();
    nanos.set(1_000_000);
    Idleness waiting = new Idleness(1, SourceSettings.Followed.WAITED_FOR, nanos::get);
    waiting.look(0, false);
    nanos.set(Long.MAX_VALUE);
    assertThat(waiting.look(0, false)).isFalse();
    assertThat(waiting.isIdle(0)).isFalse();
  }

  @Test
  void namesOfRotatedFilesAreKnown() {
    assertThat(List.of("app.log.1", "app.log-20260102", "app-2026-01-02.log", "app.log.2026_01"))
        .allMatch(LogFiles.rotatedNames("app.log"));
    assertThat(List.of("app.log", "app.log.gz", "app.log.1.gz", "other.log.1", "app.log.bak"))
        .noneMatch(LogFiles.rotatedNames("app.log"));
  }

  // ---- what the tests share ----

  private Supplier follow() {
    return follow(jsonl("id"));
  }

  private Supplier follow(RecordFormat format, String... paths) {
    return Suppliers.follow(
        new SourceSettings.Followed(
            paths.length == 0 ? List.of("app.log") : List.of(paths), format),
        dir);
  }

  private Supplier.Reader open(Ledger ledger) {
    return open(ledger, 10);
  }

  private Supplier.Reader open(Ledger ledger, int lotSize) {
    try {
      Supplier.Reader reader = follow().goingOn(ledger).open(lotSize);
      readers.add(reader);
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next lot; waits for it. */
  private static List<String> next(Supplier.Reader reader) {
    try {
      List<String> records = new ArrayList<>();
      Lot lot = reader.read();
      assertThat(lot).isNotNull();
      for (int i = 0; i < lot.count(); i++) {
        records.add(lot.material(i).pid().text() + ":" + lot.materials()[i].offset());
      }
      assertThat(lot.scrap()).isEmpty();
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is nothing more; the reader is of no use after that. */
  private static boolean nothing(Supplier.Reader reader) {
    reader.hurry();
    try {
      return reader.read() == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ledger as a later run reads it, with the first records done. */
  private Ledger saved(Ledger ledger, int done) {
    OffsetSet offsets = new OffsetSet();
    for (int i = 0; i < done; i++) {
      offsets.add(i);
    }
    Ledger live = ledger.copy();
    live.add(0, offsets);
    try {
      return Ledger.read(live.toBytes("test", 1)).ledger().bind(follow().partitions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rotate(String ids) throws IOException {
    for (int i = 8; i > 0; i--) {
      Path file = dir.resolve("app.log." + i);
      if (Files.exists(file)) {
        Files.move(file, dir.resolve("app.log." + (i + 1)));
      }
    }
    Files.move(dir.resolve("app.log"), dir.resolve("app.log.1"));
    write("app.log", ids);
  }

  private void write(String name, String ids) {
    try {
      StringBuilder text = new StringBuilder();
      for (String id : ids.isEmpty() ? new String[0] : ids.split(" ", -1)) {
        text.append("{\"id\":\"").append(id).append("\"}\n");
      }
      Files.writeString(dir.resolve(name), text.toString());
      Files.setLastModifiedTime(dir.resolve(name), FileTime.fromMillis(1_000L * ++seconds));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String name, String text) {
    try {
      Files.writeString(dir.resolve(name), text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
