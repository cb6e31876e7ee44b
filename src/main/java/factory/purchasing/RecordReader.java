package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Schema;
import factory.goods.Scrap;
import factory.purchasing.SourceSettings.RecordFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes materials of records, or scrap of those that are malformed: fields, pid, event time. What
 * it makes of a record depends on that record alone, so several readers can share a partition.
 *
 * <p>Not thread-safe.
 */
final class RecordReader {
  private final RecordParser parser;
  private final @Nullable CsvRecords csv;
  private final PidReader pids;
  private final @Nullable TimeReader times;
  private final PidReader.@Nullable FieldFinder timeField;

  /**
   * A reader of records in this format.
   *
   * @param shapes shared with other readers of the same source
   */
  RecordReader(RecordFormat format, JsonShapes shapes) {
    this.pids = new PidReader(format.pid(), format.pidSeparator());
    this.times = format.time() == null ? null : new TimeReader(format.time());
    this.timeField =
        format.time() == null ? null : new PidReader.FieldFinder(format.time().field());
    this.csv =
        switch (format.syntax()) {
          case CSV -> new CsvRecords(format.delimiter(), format.maxRecord());
          case JSONL, TEXT -> null;
        };
    this.parser =
        switch (format.syntax()) {
          case JSONL -> new JsonRecords(format.maxRecord(), shapes);
          case CSV -> Objects.requireNonNull(csv);
          case TEXT ->
              new TextRecords(Objects.requireNonNull(format.pattern(), "text needs a pattern"));
        };
  }

  /** The fields of a record of CSV whatever the header says; it is the header. */
  List<String> header(byte[] bytes, int from, int to) throws Malformed {
    return Objects.requireNonNull(csv, "only CSV has a header").fields(bytes, from, to);
  }

  /** From here on records of CSV have these columns. */
  void columns(Schema columns) {
    if (csv != null) {
      csv.columns(columns);
    }
  }

  /** Whether such a line is no record. */
  boolean isBlank(byte[] bytes, int from, int to) {
    return parser.isBlank(bytes, from, to);
  }

  /**
   * Adds what a record is to {@code lot}. Returns its event time; {@link Material#NO_TIME} if it
   * has none.
   */
  long read(byte[] bytes, int from, int to, long line, int partition, long offset, LotBuilder lot) {
    try {
      Fields fields = parser.parse(bytes, from, to, line);
      Pid pid = pids.read(fields);
      long at =
          times == null || timeField == null
              ? Material.NO_TIME
              : times.read(timeField.find(fields));
      lot.add(new Material(pid, at, partition, offset, fields));
      return at;
    } catch (Malformed e) {
      String detail = String.valueOf(e.getMessage());
      lot.add(scrap(Scrap.Reason.MALFORMED, detail, bytes, from, to, line, partition, offset));
      return Material.NO_TIME;
    }
  }

  /** A bad record. */
  static Scrap scrap(
      Scrap.Reason reason,
      String detail,
      byte[] bytes,
      int from,
      int to,
      long line,
      int partition,
      long offset) {
    String excerpt = from == to ? null : Utf8.excerpt(bytes, from, to);
    return Scrap.ofRecord(reason, partition, offset, line, Utf8.wellFormed(detail), excerpt);
  }
}
