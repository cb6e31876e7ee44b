package factory.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Partition;
import factory.goods.Positions;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

class LedgerTest {
  private static final Partition A = new Partition("a.log", "crc:1");
  private static final Partition B = new Partition("b.log", "crc:2");
  private static final List<Partition> BOTH = List.of(A, B);

  private record Position(int partition, long offset) {}

  @Test
  void theTimeThatIsPassedGoesOnToTheNextFileOnceOneIsDoneToItsEnd() {
    Ledger ledger = new Ledger(BOTH);
    assertThat(ledger.passedTime(true)).as("nothing is known").isEqualTo(Long.MIN_VALUE);
    ledger.note(0, place(2, 100, -1));
    ledger.note(0, place(3, 120, 50));
    ledger.note(1, place(1, 90, -1));
    ledger.note(1, place(4, 300, -1));
    ledger.add(positions(1, 2));
    assertThat(ledger.passedTime(true))
        .as("nothing of the first is done")
        .isEqualTo(Long.MIN_VALUE);
    ledger.add(positions(0, 2));
    assertThat(ledger.passedTime(true)).as("its last is open").isEqualTo(100);
    ledger.add(positions(0, 3));
    assertThat(ledger.passedTime(true)).as("the next goes on from it").isEqualTo(120);
    ledger.add(positions(1, 4));
    assertThat(ledger.passedTime(true)).isEqualTo(300);
  }

  @Test
  void theTimeThatIsPassedIsThatOfWhoIsLeastFarWhereFilesAreReadSideBySide() {
    Ledger ledger = new Ledger(BOTH);
    ledger.note(0, place(2, 100, -1));
    ledger.note(0, place(3, 120, 50));
    ledger.note(1, place(1, 300, -1));
    ledger.add(positions(1, 1));
    assertThat(ledger.passedTime(false)).as("nothing of one is done").isEqualTo(Long.MIN_VALUE);
    ledger.add(positions(0, 2));
    assertThat(ledger.passedTime(false)).isEqualTo(100);
    ledger.add(positions(0, 3));
    assertThat(ledger.passedTime(false)).as("that one is over").isEqualTo(300);
  }

  private static Mark place(long offset, long time, long end) {
    return new Mark(offset, offset, offset, time, 0, 0, end);
  }

  private static Positions positions(int partition, long count) {
    Positions positions = new Positions();
    for (long offset = 0; offset < count; offset++) {
      positions.add(partition, offset);
    }
    return positions;
  }

  @Property(tries = 200, seed = "1")
  void knowsExactlyThePositionsItWasGivenAlsoAfterItWasWrittenAndRead(
      @ForAll @Size(max = 30)
          List<@Size(max = 20) List<@IntRange(min = 0, max = 149) Integer>> shipments)
      throws IOException {
    Set<Position> model = new HashSet<>();
    Ledger ledger = new Ledger(BOTH);
    for (List<Integer> shipment : shipments) {
      Positions positions = new Positions();
      int fresh = 0;
      for (int code : shipment) {
        Position position = new Position(code % 2, code / 2);
        positions.add(position.partition(), position.offset());
        fresh += model.add(position) ? 1 : 0;
      }
      long[] before = {ledger.watermark(0), ledger.watermark(1)};
      assertThat(ledger.add(positions)).isEqualTo(fresh);
      assertThat(ledger.watermark(0)).isGreaterThanOrEqualTo(before[0]);
      assertThat(ledger.watermark(1)).isGreaterThanOrEqualTo(before[1]);
    }
    Ledger read = Ledger.read(ledger.toBytes("test", 3)).ledger().bind(List.of(B, A));
    for (int partition = 0; partition < 2; partition++) {
      long lowestOpen = 0;
      while (model.contains(new Position(partition, lowestOpen))) {
        lowestOpen++;
      }
      assertThat(ledger.watermark(partition)).isEqualTo(lowestOpen);
      assertThat(read.watermark(1 - partition)).isEqualTo(lowestOpen);
      for (long offset = 0; offset < 80; offset++) {
        boolean done = model.contains(new Position(partition, offset));
        assertThat(ledger.isDone(partition, offset)).isEqualTo(done);
        assertThat(read.isDone(1 - partition, offset)).isEqualTo(done);
      }
    }
    assertThat(ledger.done()).isEqualTo(model.size());
    assertThat(ledger.open()).isEqualTo(openIn(model));
  }

  @Property(tries = 100, seed = "1")
  void takesOffsetsInBulkLikeOneByOne(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 99) Integer> first,
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 99) Integer> second) {
    Ledger bulk = new Ledger(BOTH);
    Ledger single = new Ledger(BOTH);
    for (List<Integer> shipment : List.of(first, second)) {
      OffsetSet offsets = new OffsetSet();
      Positions positions = new Positions();
      for (int offset : shipment) {
        offsets.add(offset);
        positions.add(0, offset);
      }
      boolean repeats = shipment.stream().anyMatch(offset -> single.isDone(0, offset));
      assertThat(bulk.firstDone(0, offsets) >= 0).isEqualTo(repeats);
      bulk.add(0, offsets);
      single.add(positions);
    }
    assertThat(bulk.watermark(0)).isEqualTo(single.watermark(0));
    assertThat(bulk.done()).isEqualTo(single.done());
  }

  @Test
  void keepsOffsetsBeyondThirtyTwoBits() throws IOException {
    OffsetSet offsets = new OffsetSet();
    long edge = 1L << 32;
    offsets.add(edge - 1);
    offsets.add(edge);
    offsets.add(5);
    assertThat(offsets.nextAbsent(edge - 1)).isEqualTo(edge + 1);
    assertThat(OffsetSet.ofBase64(offsets.toBase64())).isEqualTo(offsets);
    offsets.removeBelow(edge);
    assertThat(offsets.first()).isEqualTo(edge);
    assertThat(offsets.count()).isEqualTo(1);
  }

  @Test
  void writesTheFormatThatOtherRoaringLibrariesRead() throws IOException {
    OffsetSet offsets = new OffsetSet();
    Roaring64NavigableMap expected = new Roaring64NavigableMap();
    for (long offset : new long[] {0, 1, 2, 77, 1L << 33, (1L << 33) + 9}) {
      offsets.add(offset);
      expected.addLong(offset);
    }
    Roaring64NavigableMap read = new Roaring64NavigableMap();
    read.deserializePortable(
        new DataInputStream(
            new ByteArrayInputStream(Base64.getDecoder().decode(offsets.toBase64()))));
    assertThat(read.toArray()).isEqualTo(expected.toArray());
  }

  @Test
  void refusesASourceThatLostAPartition() {
    assertThatThrownBy(() -> new Ledger(BOTH).bind(List.of(B)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("'a.log'")
        .hasMessageContaining("put it back");
  }

  @Test
  void refusesAPartitionWhoseFingerprintChanged() {
    assertThatThrownBy(() -> new Ledger(BOTH).bind(List.of(A, new Partition("b.log", "crc:9"))))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("'b.log' is not what it was")
        .hasMessageContaining("crc:9");
  }

  @Test
  void refusesToGoOnWithStandardInputThatItCannotRecognise() {
    Partition stdin = new Partition("stdin", "");
    Ledger ledger = new Ledger(List.of(stdin));
    assertThat(ledger.bind(List.of(stdin)).done()).isZero();
    Positions positions = new Positions();
    positions.add(0, 0);
    ledger.add(positions);
    assertThatThrownBy(() -> ledger.bind(List.of(stdin)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("cannot be read again");
  }

  @Test
  void takesPartitionsThatAreNew() {
    assertThat(new Ledger(List.of(A)).bind(BOTH).partitions()).isEqualTo(BOTH);
  }

  @Test
  void refusesEveryDamagedByte() throws IOException {
    Ledger ledger = new Ledger(BOTH);
    Positions positions = new Positions();
    positions.add(1, 7);
    ledger.add(positions);
    byte[] bytes = ledger.toBytes("test", 1);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 4;
      assertThatThrownBy(() -> Ledger.read(damaged)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> Ledger.read(new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void costsFewBytesPerOpenMaterial() {
    Ledger ledger = new Ledger(List.of(A));
    Positions positions = new Positions();
    for (int offset = 0; offset < 1_000_000; offset++) {
      if (offset % 10 != 3) {
        positions.add(0, offset);
      }
    }
    ledger.add(positions);
    assertThat(ledger.open()).isEqualTo(100_000);
    assertThat(ledger.bytesPerOpenMaterial()).isBetween(0.01, 4.0);
  }

  private static long openIn(Set<Position> done) {
    long open = 0;
    for (int partition = 0; partition < 2; partition++) {
      int p = partition;
      long end =
          done.stream().filter(x -> x.partition() == p).mapToLong(Position::offset).max().orElse(-1)
              + 1;
      open += end - done.stream().filter(x -> x.partition() == p).count();
    }
    return open;
  }
}
