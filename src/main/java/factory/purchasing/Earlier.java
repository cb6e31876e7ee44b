package factory.purchasing;

import factory.custody.Ledger;
import factory.custody.Mark;
import factory.goods.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs have read of some files, and whether they still are what they were.
 *
 * <p>A plain file is read on from a byte; a packed one has to be unpacked up to there, but nothing
 * of it is parsed, and one that was read to its end and is done is not opened at all.
 */
final class Earlier {
  /** Nothing was read, and nothing is noted. */
  static final Earlier NONE = new Earlier(null, List.of(), List.of());

  private final @Nullable Ledger ledger;
  private final List<Partition> partitions;
  private final List<Mark> starts;

  private Earlier(@Nullable Ledger ledger, List<Partition> partitions, List<Mark> starts) {
    this.ledger = ledger;
    this.partitions = partitions;
    this.starts = List.copyOf(starts);
  }

  /**
   * What the ledger knows.
   *
   * @throws SourceException in words, where a file is no longer what was read of it
   */
  static Earlier of(Ledger ledger, List<Partition> partitions, List<Path> files) {
    List<Mark> starts = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      Mark start = ledger.start(i).mark();
      starts.add(start);
      long size = check(partitions.get(i).name(), files.get(i), ledger.known(i), start);
      if (start.end() >= 0 && size > start.end()) {
        ledger.note(i, start.atEnd(-1)); // event time waits for it again
      }
      checkFurthest(partitions.get(i).name(), files.get(i), ledger.furthest(i), ledger.last(i));
    }
    return new Earlier(ledger, partitions, starts);
  }

  /**
   * A line taken out or put in, anywhere before this place, would move all records behind it; those
   * that are open may stand before it, and those that are done far behind the place to begin at.
   */
  private static void checkFurthest(String name, Path file, Mark furthest, long last) {
    try {
      long size = Files.size(file);
      if (furthest.bytes() == 0 || Input.isGzip(file.toString())) {
        return;
      }
      checkBytes(name, file, size, furthest);
      if (last >= furthest.offset() - 1) {
        checkLastLine(name, file, size, furthest);
      }
    } catch (IOException e) {
      throw new SourceException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the size of the file. */
  private static long check(String name, Path file, String known, Mark start) {
    try {
      String difference = known.isEmpty() ? null : Fingerprint.difference(file, known);
      if (difference != null) {
        throw changed(name, difference);
      }
      long size = Files.size(file);
      if (start.end() >= 0 && size < start.end()) {
        throw changed(name, "it had " + start.end() + " bytes and has " + size);
      }
      if (!Input.isGzip(file.toString()) && start.bytes() > 0) {
        checkPlace(name, file, size, start);
      }
      return size;
    } catch (IOException e) {
      throw new SourceException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void checkPlace(String name, Path file, long size, Mark start) throws IOException {
    checkBytes(name, file, size, start);
    checkLastLine(name, file, size, start);
  }

  private static void checkBytes(String name, Path file, long size, Mark place) throws IOException {
    if (size < place.bytes()) {
      throw changed(name, "%s bytes of it were read and it has %s".formatted(place.bytes(), size));
    }
    if (Fingerprint.checksum(before(file, place)) != place.check()) {
      throw changed(name, "the bytes before byte " + place.bytes() + " are others");
    }
  }

  private static void checkLastLine(String name, Path file, long size, Mark place)
      throws IOException {
    byte[] tail = before(file, place);
    if (tail.length > 0 && tail[tail.length - 1] != '\n' && size > place.bytes()) {
      throw changed(
          name, "its last line had no end when it was read, and that line has grown since");
    }
  }

  private static byte[] before(Path file, Mark place) throws IOException {
    return Fingerprint.bytes(file, place.bytes() - place.tail(), place.tail());
  }

  static SourceException changed(String name, String how) {
    return new SourceException(
        "'%s' is not what it was when it was read before: %s; put the old one back, or ship to a new directory"
            .formatted(name, how));
  }

  /** Where a partition is read on from. */
  Mark start(int index) {
    return ledger == null ? Mark.BEGINNING : starts.get(index);
  }

  /** Whether a file needs not be opened: it was read to its end, has not grown, and is done. */
  boolean isRead(int index, Path file) throws IOException {
    long end = start(index).end();
    return ledger != null
        && end >= 0
        && ledger.last(index) < start(index).offset()
        && Files.size(file) == end;
  }

  /** Takes a reader that is at its beginning to where it has to go on. */
  PartitionReader goOn(int index, PartitionReader reader) throws IOException {
    Ledger before = ledger;
    if (before != null
        && !reader.goOnAt(starts.get(index), offset -> before.isDone(index, offset))) {
      reader.close();
      throw changed(
          partitions.get(index).name(),
          "the bytes before byte " + starts.get(index).bytes() + " are others");
    }
    return reader;
  }

  /**
   * A reader is at this place.
   *
   * @param mark null if that is no place to begin at
   * @param end the file's size if it is read to its end, else -1
   */
  void note(int index, @Nullable Mark mark, long end) {
    if (ledger != null && mark != null) {
      ledger.note(index, mark.atEnd(end));
    }
  }

  /** A file was read to its end, which is behind so many records. */
  void checkEnd(int index, long records) {
    if (ledger != null && records <= ledger.last(index)) {
      throw changed(
          partitions.get(index).name(),
          "it ends behind %s records, and %s were shipped or scrapped"
              .formatted(records, ledger.last(index) + 1));
    }
  }
}
