package factory.purchasing;

import factory.goods.Packed;
import factory.goods.Pid;
import java.util.Arrays;

/**
 * Puts packed records into the batches many at a time: first it notes whose each record is, then it
 * copies line by line, so that only one batch at a time is looked at.
 */
final class Shares {
  /** Most records at a time. */
  private static final int LONGEST = 1024;

  private final LineHead[] lines;

  /** Which records are whose line's, and how many. */
  private final int[][] records;

  private final int[] counts;

  Shares(LineHead[] lines) {
    this.lines = lines;
    this.records = new int[lines.length][LONGEST];
    this.counts = new int[lines.length];
  }

  /** For how many records, at most {@code most}, there is room whosever they are. */
  int stretch(int most, int takes) {
    int stretch = Math.min(most, LONGEST);
    for (LineHead line : lines) {
      stretch = Math.min(stretch, line.room(takes));
    }
    return stretch;
  }

  /** Adds the next {@code count} records, at most a {@link #stretch}. */
  void add(Packed packed, int next, int count, int takes, long weight, long taken) {
    long[] hashes = packed.hashes();
    Arrays.fill(counts, 0);
    for (int record = next; record < next + count; record++) {
      int line = Pid.workshop(hashes[record], lines.length);
      records[line][counts[line]++] = record;
    }
    for (int i = 0; i < lines.length; i++) {
      if (counts[i] > 0) {
        lines[i].addAll(packed, records[i], counts[i], takes, weight, taken);
      }
    }
  }

  /** Adds one record to its line, which must have room for it. */
  void addOne(LineHead line, Packed packed, int record, int takes, long weight, long taken) {
    records[0][0] = record;
    line.addAll(packed, records[0], 1, takes, weight, taken);
  }
}
