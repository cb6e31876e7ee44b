package factory.purchasing;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import factory.goods.Fields;
import factory.goods.Schema;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV by RFC 4180, one framed record after another.
 *
 * <p>One FastCSV reader is fed record by record, since making one for each would cost more than the
 * parsing. The framer has seen to it that each record is one for FastCSV too.
 */
final class CsvRecords implements RecordParser {
  private final char delimiter;
  private final int maxRecord;
  private final CsvStencil stencil;
  private final Utf8 text = new Utf8();
  private final Feed feed = new Feed();
  private final Row row = new Row();
  private CloseableIterator<Row> rows;
  private Schema columns = new Schema(List.of());

  /** A parser that knows no columns yet. */
  CsvRecords(char delimiter, int maxRecord) {
    this.delimiter = delimiter;
    this.maxRecord = maxRecord;
    this.stencil = new CsvStencil(delimiter);
    this.rows = reader();
  }

  /** Names the fields of what is parsed from here on. */
  void columns(Schema names) {
    columns = names;
  }

  @Override
  public Fields parse(byte[] bytes, int from, int to, long line) throws Malformed {
    Fields raw = stencil.read(bytes, from, to, columns, line);
    return raw != null ? raw : strict(bytes, from, to, line);
  }

  /** As {@link #parse}, by FastCSV, which has the last word. */
  Fields strict(byte[] bytes, int from, int to, long line) throws Malformed {
    int size = columns.size();
    row.values = new @Nullable Object[size];
    split(text.decode(bytes, from, to));
    if (row.count != size) {
      String fields = row.count == 1 ? " field" : " fields";
      throw new Malformed("the record has " + row.count + fields + ", the header " + size);
    }
    return Fields.of(columns, row.values, line);
  }

  /** The fields of a record whatever the header says. */
  List<String> fields(byte[] bytes, int from, int to) throws Malformed {
    int length = text.decode(bytes, from, to);
    row.values = new @Nullable Object[length + 1];
    split(length);
    List<String> fields = new ArrayList<>(row.count);
    for (int i = 0; i < row.count; i++) {
      fields.add(String.valueOf(row.values[i]));
    }
    return fields;
  }

  private void split(int length) throws Malformed {
    feed.take(text.chars(), length);
    try {
      rows.next();
    } catch (CsvParseException | UncheckedIOException e) {
      rows = reader();
      throw new Malformed("no valid CSV: the record cannot be split into fields");
    }
  }

  private CloseableIterator<Row> reader() {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(false)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .maxBufferSize(Math.max(maxRecord + 2, 1 << 15))
        .build(row, feed)
        .iterator();
  }

  /** Hands the parser one record and a line end; it asks for no more before that is parsed. */
  private static final class Feed extends Reader {
    private char[] chars = {};
    private int at;
    private int end;

    void take(char[] record, int length) {
      // No line feed: FastCSV 4.1.0 takes one for half a line end where a quoted field before it
      // ended in a carriage return.
      record[length] = '\r';
      chars = record;
      at = 0;
      end = length + 1;
    }

    @Override
    public int read(char[] into, int from, int length) {
      int n = Math.min(length, end - at);
      if (n == 0) {
        return -1;
      }
      System.arraycopy(chars, at, into, from, n);
      at += n;
      return n;
    }

    @Override
    public void close() {}
  }

  /**
   * Takes the fields straight from the parser's buffer; what is more than there are columns is only
   * counted.
   */
  private static final class Row extends CsvCallbackHandler<Row> {
    private @Nullable Object[] values = {};
    private int count;

    @Override
    protected void beginRecord(long startingLineNumber) {
      count = 0;
    }

    @Override
    protected void addField(char[] buf, int offset, int length, boolean quoted) {
      if (count < values.length) {
        values[count] = length == 0 ? "" : new String(buf, offset, length);
      }
      count++;
    }

    @Override
    protected RecordType getRecordType() {
      return RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
      return count;
    }

    @Override
    protected void setComment(char[] buf, int offset, int length) {
      throw new IllegalStateException("comments are switched off");
    }

    @Override
    protected void setEmpty() {
      count = 0;
    }

    @Override
    protected Row buildRecord() {
      return this;
    }
  }
}
