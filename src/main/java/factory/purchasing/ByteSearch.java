package factory.purchasing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds single bytes, eight at a time: what is sought becomes zero, and a zero byte borrows. */
final class ByteSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long LINE_FEEDS = 0x0a0a_0a0a_0a0a_0a0aL;
  private static final long QUOTES = 0x2222_2222_2222_2222L;
  private static final long RETURNS = 0x0d0d_0d0d_0d0d_0d0dL;

  private ByteSearch() {}

  /** Where the first line feed stands, or {@code to}. */
  static int lineFeed(byte[] b, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long other = (long) LONGS.get(b, i) ^ LINE_FEEDS;
      long zeros = (other - ONES) & ~other & HIGH;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    while (i < to && b[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Up to where there surely is neither a line end nor a quote. */
  static int plain(byte[] b, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long word = (long) LONGS.get(b, i);
      long quotes = word ^ QUOTES;
      long feeds = word ^ LINE_FEEDS;
      long returns = word ^ RETURNS;
      long zeros =
          (((quotes - ONES) & ~quotes) | ((feeds - ONES) & ~feeds) | ((returns - ONES) & ~returns))
              & HIGH;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    return i;
  }
}
