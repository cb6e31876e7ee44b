package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Schema;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lot to be: records that are found and numbered, and not parsed. Filled by one thread, then
 * parsed by another.
 */
final class Draft {
  private final int size;
  private final List<Part> parts = new ArrayList<>(1);
  private int records;
  private int bytes;

  /** The records of one partition. */
  private static final class Part {
    final int partition;
    @Nullable Schema columns;
    byte[][] bytes = new byte[64][];
    int[] bounds = new int[128];
    long[] places = new long[128];
    @Nullable Scrap[] bad = new @Nullable Scrap[0];
    int count;

    Part(int partition) {
      this.partition = partition;
    }

    void add(byte[] block, int from, int to, long line, long offset) {
      if (count == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * count);
        bounds = Arrays.copyOf(bounds, 4 * count);
        places = Arrays.copyOf(places, 4 * count);
      }
      bytes[count] = block;
      bounds[2 * count] = from;
      bounds[2 * count + 1] = to;
      places[2 * count] = line;
      places[2 * count + 1] = offset;
      count++;
    }

    void add(Scrap record) {
      if (bad.length <= count) {
        bad = Arrays.copyOf(bad, Math.max(16, 2 * count));
      }
      bad[count] = record;
      add(NONE, 0, 0, record.line(), record.offset());
    }

    @Nullable String text(long offset) {
      int low = 0;
      for (int high = count; low < high; ) {
        int middle = (low + high) >>> 1;
        if (places[2 * middle + 1] < offset) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low < count && places[2 * low + 1] == offset
          ? Utf8.excerpt(bytes[low], bounds[2 * low], bounds[2 * low + 1])
          : null;
    }

    /** Returns the highest event time. */
    long parse(RecordReader reader, LotBuilder lot) {
      if (columns != null) {
        reader.columns(columns);
      }
      long highest = Material.NO_TIME;
      for (int i = 0; i < count; i++) {
        Scrap scrap = i < bad.length ? bad[i] : null;
        if (scrap != null) {
          lot.add(scrap);
        } else {
          long time =
              reader.read(
                  bytes[i],
                  bounds[2 * i],
                  bounds[2 * i + 1],
                  places[2 * i],
                  partition,
                  places[2 * i + 1],
                  lot);
          highest = Math.max(highest, time);
        }
      }
      return highest;
    }
  }

  private static final byte[] NONE = {};

  /** What a draft has become: the lot, and the highest event time of each of its parts. */
  record Parsed(Lot lot, long[] highest) {}

  /** A draft of at most {@code size} records. */
  Draft(int size) {
    this.size = size;
  }

  /**
   * What is added from here on is of this partition.
   *
   * @return the number of this part
   */
  int begin(int partition) {
    parts.add(new Part(partition));
    return parts.size() - 1;
  }

  /** The records of this partition are CSV with these columns, if any. */
  void columns(@Nullable Schema columns) {
    last().columns = columns;
  }

  private Part last() {
    return parts.get(parts.size() - 1);
  }

  /**
   * Adds a record.
   *
   * @param block where it stands, from {@code from} up to {@code to}; not changed until it is
   *     parsed
   */
  void add(byte[] block, int from, int to, long line, long offset) {
    last().add(block, from, to, line, offset);
    records++;
  }

  /** Adds a record that cannot be parsed. */
  void add(Scrap bad) {
    last().add(bad);
    records++;
  }

  /** Notes the length of a record that was read for it. */
  void read(int length) {
    bytes += length;
  }

  /** The text of a record, cut to a sensible length; null if it has none of this number. */
  @Nullable String text(int partition, long offset) {
    for (Part part : parts) {
      String text = part.partition == partition ? part.text(offset) : null;
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  boolean isFull() {
    return records >= size || (bytes >= LotBuilder.MOST_BYTES && records > 0);
  }

  boolean isEmpty() {
    return records == 0;
  }

  Parsed parse(RecordReader reader) {
    LotBuilder lot = new LotBuilder(Math.max(1, records));
    long[] highest = new long[parts.size()];
    for (int i = 0; i < highest.length; i++) {
      highest[i] = parts.get(i).parse(reader, lot);
    }
    return new Parsed(lot.take(), highest);
  }
}
