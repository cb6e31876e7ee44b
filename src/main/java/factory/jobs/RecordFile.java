package factory.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of records of one size, mapped into memory: of any length, read by any number of threads,
 * and only where they look. It must not be cut shorter meanwhile.
 */
public final class RecordFile {
  private static final long USUAL_SEGMENT = 1L << 30;

  private final List<ByteBuffer> segments = new ArrayList<>();
  private final int recordBytes;
  private final long perSegment;
  private final long count;
  private final ByteOrder order;

  private RecordFile(Path file, int recordBytes, ByteOrder order, long segmentBytes)
      throws IOException {
    this.recordBytes = recordBytes;
    this.order = order;
    this.perSegment = Math.max(1, segmentBytes / recordBytes);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = channel.size();
      if (bytes % recordBytes != 0) {
        throw new IllegalArgumentException(
            "%s has %s bytes, which is no multiple of %s, the size of a record"
                .formatted(file, bytes, recordBytes));
      }
      this.count = bytes / recordBytes;
      long segment = perSegment * recordBytes;
      for (long at = 0; at < bytes; at += segment) {
        segments.add(mapped(channel, at, Math.min(segment, bytes - at), order));
      }
    }
  }

  private static ByteBuffer mapped(FileChannel channel, long at, long bytes, ByteOrder order)
      throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, at, bytes).order(order);
  }

  /**
   * Maps a file of big-endian numbers, as Java writes them.
   *
   * @throws IllegalArgumentException if its length is no multiple of the record's
   */
  public static RecordFile map(Path file, int recordBytes) throws IOException {
    return map(file, recordBytes, ByteOrder.BIG_ENDIAN);
  }

  /** Maps a file whose numbers have this order of bytes. */
  public static RecordFile map(Path file, int recordBytes, ByteOrder order) throws IOException {
    return map(file, recordBytes, order, USUAL_SEGMENT);
  }

  static RecordFile map(Path file, int recordBytes, ByteOrder order, long segmentBytes)
      throws IOException {
    if (recordBytes < 1) {
      throw new IllegalArgumentException("a record must have at least 1 byte, was " + recordBytes);
    }
    if (Files.isDirectory(file)) { // which the system would say without its name
      throw new FileSystemException(file.toString(), null, "is a directory");
    }
    return new RecordFile(file, recordBytes, order, segmentBytes);
  }

  /** How many records there are. */
  public long count() {
    return count;
  }

  /** A record, read-only, from position 0 to its size; a view, nothing is copied. */
  public ByteBuffer record(long index) {
    int at = at(index, 0, recordBytes);
    return segment(index).slice(at, recordBytes).order(order);
  }

  /** The long that begins at this byte of a record. */
  public long getLong(long index, int offset) {
    return segment(index).getLong(at(index, offset, Long.BYTES));
  }

  /** The int that begins at this byte of a record. */
  public int getInt(long index, int offset) {
    return segment(index).getInt(at(index, offset, Integer.BYTES));
  }

  /** The double that begins at this byte of a record. */
  public double getDouble(long index, int offset) {
    return segment(index).getDouble(at(index, offset, Double.BYTES));
  }

  private ByteBuffer segment(long index) {
    return segments.get((int) (index / perSegment));
  }

  private int at(long index, int offset, int bytes) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("there is no record " + index + " of " + count);
    }
    if (offset < 0 || offset > recordBytes - bytes) {
      throw new IndexOutOfBoundsException(
          bytes + " bytes at " + offset + " are not within a record of " + recordBytes);
    }
    return (int) (index % perSegment * recordBytes) + offset;
  }
}
