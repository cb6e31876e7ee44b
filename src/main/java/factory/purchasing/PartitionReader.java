package factory.purchasing;

import factory.custody.Mark;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Scrap;
import factory.purchasing.Framer.Frame;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
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
  private final RecordParser parser;
  private final PidReader pids;
  private final @Nullable TimeReader times;
  private final PidReader.@Nullable FieldFinder timeField;

  /** CSV whose header is still to be read. */
  private @Nullable CsvRecords headless;

  private long offset;

  /** Highest event time so far. */
  private long time = Material.NO_TIME;

  private Done done = Done.NOTHING;

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
    this.partition = partition;
    this.name = name;
    this.format = format;
    this.input = input;
    this.framer =
        new Framer(
            input,
            format.maxRecord(),
            format.syntax() == Syntax.CSV ? format.delimiter() : Framer.LINES);
    this.pids = new PidReader(format.pid(), format.pidSeparator());
    this.times = format.time() == null ? null : new TimeReader(format.time());
    this.timeField =
        format.time() == null ? null : new PidReader.FieldFinder(format.time().field());
    switch (format.syntax()) {
      case JSONL -> parser = new JsonRecords(format.maxRecord());
      case CSV -> {
        headless = new CsvRecords(format.delimiter(), format.maxRecord());
        parser = headless;
      }
      case TEXT ->
          parser =
              new TextRecords(Objects.requireNonNull(format.pattern(), "text needs a pattern"));
      default -> throw new IllegalArgumentException(String.valueOf(format.syntax()));
    }
  }

  /**
   * Goes on at a place that an earlier run has noted.
   *
   * @param known which records behind it are done; they are not parsed where that is not needed for
   *     their event time
   * @return whether the place is still what it was
   */
  boolean goOnAt(Mark mark, Done known) throws IOException {
    done = times == null ? known : Done.NOTHING;
    offset = mark.offset();
    time = mark.time();
    return mark.bytes() == 0 || (hasHeader() && framer.advance(mark));
  }

  private boolean hasHeader() throws IOException {
    return headless == null || columns() != null;
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
    if (headless != null && !readHeader(headless, lot)) {
      return true;
    }
    while (!lot.isFull()) {
      Frame frame = framer.next(wait || lot.isEmpty());
      if (frame != Frame.DRY && frame != Frame.END && done.isDone(offset)) {
        pass(frame);
        continue;
      }
      lot.read(framer.to() - framer.from());
      switch (frame) {
        case RECORD -> {
          if (!parser.isBlank(framer.bytes(), framer.from(), framer.to())) {
            add(lot);
          }
        }
        case BROKEN -> scrap(lot, Scrap.Reason.MALFORMED, framer.flaw());
        case OVERSIZED -> scrap(lot, Scrap.Reason.OVERSIZED, framer.flaw());
        case DAMAGED -> damaged(lot);
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

  /** Passes over a record; what is blank is none. */
  private void pass(Frame frame) {
    if (frame != Frame.RECORD || !parser.isBlank(framer.bytes(), framer.from(), framer.to())) {
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
    CsvRecords csv = headless;
    LotBuilder bad = new LotBuilder(1);
    return csv != null && readHeader(csv, bad) ? csv.columns() : null;
  }

  private boolean readHeader(CsvRecords csv, LotBuilder lot) throws IOException {
    Frame frame;
    do {
      frame = framer.next(true);
    } while (frame == Frame.RECORD && csv.isBlank(framer.bytes(), framer.from(), framer.to()));
    if (frame == Frame.END) {
      return false;
    }
    if (frame == Frame.DAMAGED) {
      damaged(lot);
      return false;
    }
    String where = name + ": " + framer.line() + ": ";
    if (frame != Frame.RECORD) {
      throw new SourceException(where + "this should be the header, but " + framer.flaw());
    }
    List<String> names;
    try {
      names = csv.fields(framer.bytes(), framer.from(), framer.to());
    } catch (Malformed e) {
      throw new SourceException(where + "this should be the header, but " + e.getMessage(), e);
    }
    Columns.check(where, "column", names, format);
    csv.columns(names);
    headless = null;
    return true;
  }

  private void add(LotBuilder lot) {
    try {
      Fields fields = parser.parse(framer.bytes(), framer.from(), framer.to(), framer.line());
      Pid pid = pids.read(fields);
      long at =
          times == null || timeField == null
              ? Material.NO_TIME
              : times.read(timeField.find(fields));
      lot.add(new Material(pid, at, partition, offset, fields));
      time = Math.max(time, at);
      offset++;
    } catch (Malformed e) {
      scrap(lot, Scrap.Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private void damaged(LotBuilder lot) {
    scrap(lot, Scrap.Reason.MALFORMED, name + ": " + framer.flaw());
  }

  private void scrap(LotBuilder lot, Scrap.Reason reason, String detail) {
    String excerpt =
        framer.from() == framer.to()
            ? null
            : Utf8.excerpt(framer.bytes(), framer.from(), framer.to());
    lot.add(
        Scrap.ofRecord(
            reason, partition, offset++, framer.line(), Utf8.wellFormed(detail), excerpt));
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
