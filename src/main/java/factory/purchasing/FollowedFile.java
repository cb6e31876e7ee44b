package factory.purchasing;

import factory.custody.Ledger;
import factory.custody.Mark;
import factory.custody.Section;
import factory.purchasing.LogFiles.LogFile;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.Successors.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log that grows and is rotated, on and on: one partition through however many files.
 *
 * <p>Its records are numbered through. A file is left when the next one has content, for then
 * nobody writes into it any more; a last line without its end counts only then. Of each file that
 * is still needed the ledger knows the first record and the fingerprint, so that a later run finds
 * it under whatever name it has by then, and misses it if it is gone.
 */
final class FollowedFile implements Closeable {
  /** The first bytes of a file, by which it is known again. */
  private static final int FIRST = 1 << 16;

  private final int index;
  private final String name;
  private final RecordFormat format;
  private final LogFiles files;
  private final Successors successors;
  private final @Nullable Ledger ledger;

  /** The files that an earlier run had read, from the one to begin with. */
  private final ArrayDeque<Section> expected = new ArrayDeque<>();

  private Mark place;

  /** The file that is read, or was read last. */
  private @Nullable OpenFile file;

  private @Nullable PartitionReader reader;
  private long passedBefore;

  /** The file that is read, as it is or will be known to the ledger. */
  private @Nullable Section section;

  private boolean noted;

  /** Whether no start would find this file, the log's first, once it was renamed. */
  private boolean unknown;

  /** Whether of such a file something is noted that nobody has written down. */
  private boolean fresh;

  FollowedFile(
      int index,
      String name,
      Path path,
      RecordFormat format,
      @Nullable Ledger ledger,
      LongSupplier nanos) {
    this.index = index;
    this.name = name;
    this.format = format;
    this.files = new LogFiles(path);
    this.successors = new Successors(name, files, nanos);
    this.ledger = ledger;
    this.place = ledger == null ? Mark.BEGINNING : ledger.start(index).mark();
    this.passedBefore = place.offset();
    if (ledger != null) {
      expected.addAll(ledger.start(index).files());
      unknown = expected.isEmpty();
    }
  }

  /**
   * Sees whether all that an earlier run had read is still there.
   *
   * @throws SourceException in words, if not
   */
  void recognise() throws IOException {
    long from = -1;
    for (Section section : expected) {
      if (find(section, from < 0) == null) {
        throw gone(section);
      }
      from = section.from();
    }
  }

  /** Adds what is there to {@code lot}, until that is full; does not wait for more. */
  void read(LotBuilder lot) throws IOException {
    while (!lot.isFull()) {
      if (reader == null && !open()) {
        return;
      }
      boolean over = readOn(Objects.requireNonNull(reader), lot);
      if (over) {
        leave();
      } else if (lot.isFull()) {
        keepUp();
      } else if (!isLeft()) {
        return;
      }
    }
  }

  private boolean readOn(PartitionReader current, LotBuilder lot) throws IOException {
    long before = current.offset();
    boolean over = false;
    try {
      over = current.read(lot, false);
    } catch (GrowingStream.Dry dry) {
      over = false;
    }
    if (current.offset() > before) {
      note(current);
    }
    return over;
  }

  /** Notes where the log goes on, though it is not read now: nothing of it may be missed. */
  void keepUp() throws IOException {
    if ((file != null || open()) && expected.isEmpty()) {
      successors.keepUp(Objects.requireNonNull(file).file());
    }
  }

  /** Whether the log goes on in another file; then this one is read to its end. */
  private boolean isLeft() throws IOException {
    OpenFile left = Objects.requireNonNull(file);
    if (expected.isEmpty()) {
      successors.look(left.file());
      if (!successors.haveContent()) {
        return false;
      }
    }
    left.stream().finish();
    return true;
  }

  private void leave() throws IOException {
    PartitionReader current = Objects.requireNonNull(reader);
    passedBefore += current.passed();
    place = new Mark(current.offset(), 0, 1, current.time(), 0, 0, -1);
    current.close();
    reader = null;
  }

  private boolean open() throws IOException {
    Section known = expected.peek();
    OpenFile next = known == null ? next() : successors.open(expected(known, file == null));
    if (next == null) {
      return false;
    }
    expected.poll();
    unknown &= file == null; // those behind it are found by it
    PartitionReader current = new PartitionReader(index, name, format, Input.of(next.stream()));
    Ledger before = ledger;
    if (!current.goOnAt(place, offset -> before != null && before.isDone(index, offset))) {
      current.close();
      throw Earlier.changed(name, "the bytes before byte " + place.bytes() + " are others");
    }
    file = next;
    reader = current;
    section = known;
    noted = false;
    return true;
  }

  /** The first file that no earlier run knew; null if there is none, or it was renamed just now. */
  private @Nullable OpenFile next() throws IOException {
    if (file != null) {
      return successors.poll();
    }
    LogFile live = files.live();
    return live == null ? null : successors.open(live);
  }

  private LogFile expected(Section known, boolean first) throws IOException {
    if (!first && known.from() != place.offset()) {
      throw Earlier.changed(
          name,
          "a file of it ends behind %s records, and ended behind %s"
              .formatted(place.offset(), known.from()));
    }
    LogFile found = find(known, first);
    if (found == null) {
      throw gone(known);
    }
    return found;
  }

  /** The file of this section, wherever it is now. */
  private @Nullable LogFile find(Section section, boolean first) throws IOException {
    for (LogFile candidate : files.all()) {
      if (candidate.size() >= (first ? place.bytes() : 0)
          && Fingerprint.matches(candidate.path(), section.fingerprint())
          && (!first || hasPlace(candidate))) {
        return candidate;
      }
    }
    return null;
  }

  private boolean hasPlace(LogFile candidate) throws IOException {
    byte[] tail = Fingerprint.bytes(candidate.path(), place.bytes() - place.tail(), place.tail());
    return place.tail() == 0 || Fingerprint.checksum(tail) == place.check();
  }

  private SourceException gone(Section section) {
    return Earlier.changed(
        name,
        "the file of its records from %s on (%s) is not there, and no rotated one beside it that is not packed"
            .formatted(section.from(), section.fingerprint()));
  }

  private void note(PartitionReader current) throws IOException {
    Mark mark = current.mark();
    Ledger notes = ledger;
    if (notes == null || mark == null) {
      return;
    }
    Section before = section;
    long known = before == null ? 0 : Fingerprint.length(before.fingerprint());
    long more = Math.min(FIRST, mark.bytes());
    if (more >= Math.min(FIRST, 2 * known) && more > known) {
      byte[] bytes = Objects.requireNonNull(file).stream().first((int) more);
      before = new Section(before == null ? place.offset() : before.from(), Fingerprint.of(bytes));
    }
    if (before != null && (!noted || !before.equals(section))) {
      notes.note(index, before, noted ? null : place);
      section = before;
      noted = true;
      fresh |= unknown;
    }
    notes.note(index, mark);
  }

  /** Whether something was read of a file that the next start does not know, or by fewer bytes. */
  boolean isFresh() {
    return fresh;
  }

  /** The next start knows what was noted so far. */
  void isKept() {
    fresh = false;
  }

  long passed() {
    PartitionReader current = reader;
    return passedBefore + (current == null ? 0 : current.passed());
  }

  @Override
  public void close() throws IOException {
    successors.close();
    if (reader != null) {
      reader.close();
    }
  }
}
