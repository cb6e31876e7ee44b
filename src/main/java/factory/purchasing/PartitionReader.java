package factory.purchasing;

import factory.custody.Mark;
import factory.goods.Material;
import factory.goods.Schema;
import factory.goods.Scrap;
import factory.purchasing.Framer.Frame;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition, from its beginning or from where an earlier run has come: bytes to records,
 * records to materials.
 *
 * <p>Each record, good or bad, takes the next offset. The header of CSV and blank lines are no
 * records.
 */
final class PartitionReader implements Closeable {
  private final int partition;
  private final String name;
  private final RecordFormat format;
  private final Input input;
  private final Framer framer;
  private final RecordReader records;

  /** Whether the header of CSV is still to be read. */
  private boolean headless;

  /** Of CSV. */
  private @Nullable Schema columns;

  private long offset;

  /** Highest event time so far. */
  private long time = Material.NO_TIME;

  private Done done = Done.NOTHING;
  private Consumer<String> damages = damage -> {};

  /** Records that were not parsed, since they are done. */
  private long passed;

  /** Says which records need not be read again. */
  @FunctionalInterface
  interface Done {
    Done NOTHING = offset -> false;

    boolean isDone(long offset);
  }

  /**
   * A reader of {@code input}, which it closes.
   *
   * @param partition its index in this run
   * @param name the partition's name, for messages
   */
  PartitionReader(int partition, String name, RecordFormat format, Input input) {
    this(partition, name, format, input, new RecordReader(format, new JsonShapes()), false);
  }

  /**
   * The same.
   *
   * @param records by which the records are read, also of other partitions
   * @param drafting whether {@link #draft} is called and not {@link #read}
   */
  PartitionReader(
      int partition,
      String name,
      RecordFormat format,
      Input input,
      RecordReader records,
      boolean drafting) {
    this.partition = partition;
    this.name = name;
    this.format = format;
    this.input = input;
    this.headless = format.syntax() == Syntax.CSV;
    this.records = records;
    this.framer =
        new Framer(
            input, format.maxRecord(), headless ? format.delimiter() : Framer.LINES, drafting);
  }

  /**
   * Goes on at a place that an earlier run has noted.
   *
   * @param known which records behind it are done; they are not parsed where that is not needed for
   *     their event time
   * @return whether the place is still what it was
   */
  boolean goOnAt(Mark mark, Done known) throws IOException {
    done = format.time() == null ? known : Done.NOTHING;
    offset = mark.offset();
    time = mark.time();
    return mark.bytes() == 0 || (hasHeader() && framer.advance(mark));
  }

  /** Tells {@code told} of damage, in a sentence with the partition's name. */
  void tellDamage(Consumer<String> told) {
    damages = told;
  }

  private boolean hasHeader() throws IOException {
    return !headless || columns() != null;
  }

  /** The place behind the last record of a lot; null where that is no place to begin at. */
  @Nullable Mark mark() {
    return framer.mark(offset, time);
  }

  /** The offset of the next record. */
  long offset() {
    return offset;
  }

  /** The highest event time so far; {@link Material#NO_TIME} before the first. */
  long time() {
    return time;
  }

  /** How many records were passed over since they are done. */
  long passed() {
    return passed;
  }

  /**
   * Adds the next records to {@code lot} until it is full or the partition ends.
   *
   * @param wait whether to wait for bytes for a full lot; a lot that is empty is always waited for
   * @return whether the partition has ended
   */
  boolean read(LotBuilder lot, boolean wait) throws IOException {
    if (headless && !readHeader(lot::add)) {
      return true;
    }
    while (!lot.isFull()) {
      Frame frame = next(wait || lot.isEmpty());
      if (frame != Frame.DRY && frame != Frame.END && done.isDone(offset)) {
        pass(frame);
        continue;
      }
      lot.read(framer.to() - framer.from());
      switch (frame) {
        case RECORD -> {
          if (!isBlank()) {
            long at =
                records.read(
                    framer.bytes(),
                    framer.from(),
                    framer.to(),
                    framer.line(),
                    partition,
                    offset++,
                    lot);
            if (at != Material.NO_TIME && lot.keepsText(at, time)) {
              lot.keepText(partition, offset - 1, text());
            }
            time = Math.max(time, at);
          }
        }
        case BROKEN, OVERSIZED, DAMAGED -> lot.add(scrap(frame));
        case DRY -> {
          return false;
        }
        case END -> {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Adds the next records to {@code draft} until it is full or the partition ends, all as {@link
   * #read} does; but they are left to be parsed by others, and {@link #time} is for them to say.
   *
   * @return whether the partition has ended
   */
  boolean draft(Draft draft) throws IOException {
    if (headless && !readHeader(draft::add)) {
      return true;
    }
    draft.columns(columns);
    while (!draft.isFull()) {
      Frame frame = next(true);
      if (frame != Frame.END && done.isDone(offset)) {
        pass(frame);
        continue;
      }
      draft.read(framer.to() - framer.from());
      switch (frame) {
        case RECORD -> {
          if (!isBlank()) {
            draft.add(framer.bytes(), framer.from(), framer.to(), framer.line(), offset++);
          }
        }
        case BROKEN, OVERSIZED, DAMAGED -> draft.add(scrap(frame));
        case DRY, END -> {
          return true;
        }
      }
    }
    return false;
  }

  private Frame next(boolean wait) throws IOException {
    Frame frame = framer.next(wait);
    if (frame == Frame.DAMAGED) {
      damages.accept(damage());
    }
    return frame;
  }

  private String damage() {
    return name + ": " + framer.flaw();
  }

  private boolean isBlank() {
    return records.isBlank(framer.bytes(), framer.from(), framer.to());
  }

  private String text() {
    return Utf8.excerpt(framer.bytes(), framer.from(), framer.to());
  }

  /** Passes over a record; what is blank is none. */
  private void pass(Frame frame) {
    if (frame != Frame.RECORD || !isBlank()) {
      offset++;
      passed++;
    }
  }

  /**
   * Reads the header, if there is one to be read.
   *
   * @return the names of the columns; null where the input ends before a header
   */
  @Nullable List<String> columns() throws IOException {
    return headless && readHeader(damaged -> {}) && columns != null ? columns.names() : null;
  }

  private boolean readHeader(Consumer<Scrap> damaged) throws IOException {
    Frame frame;
    do {
      frame = next(true);
    } while (frame == Frame.RECORD && isBlank());
    if (frame == Frame.END) {
      return false;
    }
    if (frame == Frame.DAMAGED) {
      damaged.accept(scrap(frame));
      return false;
    }
    String where = name + ": " + framer.line() + ": ";
    if (frame != Frame.RECORD) {
      throw new SourceException(where + "this should be the header, but " + framer.flaw());
    }
    List<String> names;
    try {
      names = records.header(framer.bytes(), framer.from(), framer.to());
    } catch (Malformed e) {
      throw new SourceException(where + "this should be the header, but " + e.getMessage(), e);
    }
    Columns.check(where, "column", names, format);
    columns = new Schema(names);
    records.columns(columns);
    headless = false;
    return true;
  }

  private Scrap scrap(Frame frame) {
    return RecordReader.scrap(
        frame == Frame.OVERSIZED ? Scrap.Reason.OVERSIZED : Scrap.Reason.MALFORMED,
        frame == Frame.DAMAGED ? damage() : framer.flaw(),
        framer.bytes(),
        framer.from(),
        framer.to(),
        framer.line(),
        partition,
        offset++);
  }

  /** How many bytes of the partition are read, as they are stored. */
  long consumed() {
    return input.consumed();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
