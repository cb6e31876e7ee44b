package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.custody.Ledger;
import factory.custody.OffsetSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files that are not any more what an earlier run has read. */
class ChangedFilesTest extends GoingOnCase {
  @Test
  void aFileWhoseFirstBytesAreOthersIsRefused() throws IOException {
    write("a.jsonl", content("jsonl"));
    Ledger ledger = readAndDo("a.jsonl", 10);
    byte[] other = content("jsonl");
    other[9] ^= 1;
    write("a.jsonl", other);
    append("a.jsonl", "{\"id\":\"more\"}\n");
    refused(ledger, "'a.jsonl' is not what it was when it was read before: its first bytes");
  }

  @Test
  void aFileThatChangedBehindItsFirstBytesIsRefusedAlsoIfItIsPacked() throws IOException {
    byte[] bytes = manyIds();
    for (String name : List.of("a.jsonl", "a.jsonl.gz")) {
      write(name, name.endsWith(".gz") ? packed(bytes) : bytes);
      Ledger ledger = readAndDo(name, 15_000);
      byte[] other = bytes.clone();
      int place = (int) ledger.start(0).mark().bytes() - 5;
      assertThat(place).isGreaterThan(1 << 16);
      other[place] = other[place] == 'x' ? (byte) 'y' : (byte) 'x';
      write(name, name.endsWith(".gz") ? packed(other) : other);
      assertThatThrownBy(
              () -> {
                Supplier now = files(jsonl("id"), name);
                everything(now.goingOn(ledger.bind(now.partitions())));
              })
          .hasMessageContaining("'" + name + "' is not what it was")
          .hasMessageContaining("put the old one back, or ship to a new directory");
    }
  }

  @Test
  void aPackedFileThatWasEditedAnywhereIsRefused() throws IOException {
    byte[] bytes = manyIds();
    write("a.jsonl.gz", packed(bytes));
    Ledger ledger = readAndDo("a.jsonl.gz", 15_000);
    for (int place : new int[] {200_000, bytes.length - 5}) { // before and behind what was read
      byte[] other = bytes.clone();
      other[place] = other[place] == 'x' ? (byte) 'y' : (byte) 'x';
      write("a.jsonl.gz", packed(other));
      append("a.jsonl.gz", "\0".repeat(40)); // padding, so that it has grown in any case
      refused(ledger, "a.jsonl.gz", "it was read before: what was packed in it is other");
    }
  }

  @Test
  void aLineThatWasTakenOutOrPutInIsNoticedAlsoWhereTheFirstRecordIsStillOpen() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      lines.add("{\"id\":\"" + i + "\",\"fill\":\"" + "x".repeat(200) + "\"}");
    }
    for (boolean out : List.of(true, false)) {
      write("a.jsonl", joined(lines));
      Supplier supplier = files(jsonl("id"), "a.jsonl");
      Ledger ledger = new Ledger(supplier.partitions());
      part(supplier.goingOn(ledger), 50, 500);
      OffsetSet allButTheFirst = new OffsetSet();
      for (int i = 1; i < 500; i++) {
        allButTheFirst.add(i);
      }
      ledger.add(0, allButTheFirst);
      Ledger known = written(written(ledger, supplier), supplier); // the next run was killed early
      List<String> other = new ArrayList<>(lines);
      if (out) {
        other.remove(450); // behind the first 64 KiB
      } else {
        other.add(450, "{\"id\":\"new\"}");
      }
      write("a.jsonl", joined(other));
      append("a.jsonl", "{\"id\":\"more\"}\n");
      refused(known, "'a.jsonl' is not what it was when it was read before: the bytes before byte");
      other = new ArrayList<>(lines);
      other.remove(690);
      write("a.jsonl", joined(other));
      assertThat(files(jsonl("id"), "a.jsonl").goingOn(known))
          .as("behind all that was read")
          .isNotNull();
    }
  }

  private static byte[] joined(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileThatWasCutIsRefused() throws IOException {
    write("a.jsonl", content("jsonl"));
    Ledger ledger = readAndDo("a.jsonl", RECORDS);
    Path file = dir.resolve("a.jsonl");
    byte[] whole = Files.readAllBytes(file);
    Ledger bound = ledger.bind(files(jsonl("id"), "a.jsonl").partitions());
    Supplier started = files(jsonl("id"), "a.jsonl");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> started.goingOn(bound))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("'a.jsonl' is not what it was");
  }

  @Test
  void aFileThatEndsBeforeWhatWasShippedOfItIsRefused() throws IOException {
    write("a.jsonl", content("jsonl"));
    Supplier supplier = files(jsonl("id"), "a.jsonl");
    Ledger ledger = new Ledger(supplier.partitions());
    OffsetSet one = new OffsetSet();
    one.add(RECORDS);
    ledger.add(0, one);
    assertThatThrownBy(() -> everything(supplier.goingOn(ledger)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("it ends behind 700 records, and 701 were shipped or scrapped");
  }

  @Test
  void aLastLineThatHadNoEndAndGrewIsRefused() throws IOException {
    write("a.jsonl", "{\"id\":\"1\"}\n{\"id\":\"2\"}".getBytes(StandardCharsets.UTF_8));
    Ledger ledger = readAndDo("a.jsonl", 2);
    append("a.jsonl", "x\n");
    refused(ledger, "its last line had no end when it was read, and that line has grown since");
  }

  @Test
  void damageThatWasScrappedOnceIsNotMetAgain() throws IOException {
    byte[] whole = packed(content("jsonl"));
    write("a.jsonl.gz", java.util.Arrays.copyOf(whole, whole.length / 2));
    TreeMap<Long, String> all = everything(files(jsonl("id"), "a.jsonl.gz"));
    Ledger ledger = readAndDo("a.jsonl.gz", all.size());
    assertThat(everything(files(jsonl("id"), "a.jsonl.gz").goingOn(ledger))).isEmpty();
  }

  @Test
  void aFileThatWasDamagedAndIsWholeNowIsReadOnBehindTheRecordThatWasCut() throws IOException {
    byte[] whole = packed(content("jsonl"));
    write("whole.jsonl.gz", whole);
    write("a.jsonl.gz", java.util.Arrays.copyOf(whole, whole.length / 2));
    int before = everything(files(jsonl("id"), "a.jsonl.gz")).size();
    Ledger ledger = readAndDo("a.jsonl.gz", before);
    write("a.jsonl.gz", whole);
    Ledger bound = ledger.bind(files(jsonl("id"), "a.jsonl.gz").partitions());
    assertThat(everything(files(jsonl("id"), "a.jsonl.gz").goingOn(bound)))
        .isEqualTo(everything(files(jsonl("id"), "whole.jsonl.gz")).tailMap((long) before, true));
  }
}
