package factory.purchasing;

import static factory.purchasing.Sources.csv;
import static factory.purchasing.Sources.jsonl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import factory.custody.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that grow and are rotated. {@code a:0} is the record with id a at offset 0. */
class FollowTest extends FollowCase {
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

  @Test
  void anEmptyFileBetweenTwoThatHaveContentIsGoneThrough() throws IOException {
    write("app.log", "a");
    Supplier.Reader reader = open(new Ledger(follow().partitions()));
    assertThat(next(reader)).containsExactly("a:0");
    rotate("");
    rotate("");
    rotate("d");
    reader.hurry(); // one round must do: else this would wait for ever
    assertThat(next(reader)).containsExactly("d:1");
  }

  @Test
  void afterAFileThatWasDeletedTheLogGoesOnIfItWasLookedAtJustBefore() throws IOException {
    write("app.log", "a");
    AtomicLong nanos = new AtomicLong(1);
    Supplier.Reader reader = open(nanos);
    assertThat(next(reader)).containsExactly("a:0");
    nanos.addAndGet(Successors.NEAR.toNanos());
    Files.delete(dir.resolve("app.log"));
    write("app.log", "b");
    assertThat(next(reader)).containsExactly("b:1");
  }

  @Test
  void aFileThatWasRenamedSinceItWasFoundIsNotTakenForTheOneThatHasItsNameNow() throws IOException {
    write("app.log", "a");
    LogFiles files = new LogFiles(dir.resolve("app.log"));
    LogFiles.LogFile found = Objects.requireNonNull(files.live());
    try (Successors successors = new Successors("app.log", files, () -> 0)) {
      Successors.OpenFile open = Objects.requireNonNull(successors.open(found));
      rotate("b");
      assertThat(successors.open(found)).isNull();
      Files.delete(dir.resolve("app.log"));
      assertThat(successors.open(found)).isNull();
      open.stream().close();
    }
  }

  @Test
  void aFileThatIsGoneWhileNobodyLookedIsRefusedForOthersMayHaveBeenBetween() throws IOException {
    write("app.log", "a");
    AtomicLong nanos = new AtomicLong(1);
    Supplier.Reader reader = open(nanos);
    assertThat(next(reader)).containsExactly("a:0");
    nanos.addAndGet(Successors.NEAR.toNanos() + 1);
    append("app.log", "{\"id\":\"b\"}\n");
    Files.delete(dir.resolve("app.log"));
    write("app.log", "never read");
    rotate("c");
    assertThat(catchThrowable(reader::read))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("app.log: the file that was read last is gone, deleted or packed")
        .hasMessageContaining("nobody looked for 10 s")
        .hasMessageContaining("delaycompress");
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
  void namesOfRotatedFilesAreKnown() {
    assertThat(List.of("app.log.1", "app.log-20260102", "app-2026-01-02.log", "app.log.2026_01"))
        .allMatch(LogFiles.rotatedNames("app.log"));
    assertThat(List.of("app.log", "app.log.gz", "app.log.1.gz", "other.log.1", "app.log.bak"))
        .noneMatch(LogFiles.rotatedNames("app.log"));
  }
}
