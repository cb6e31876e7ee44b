package factory.bench;

import factory.goods.Packed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The input of one run: parallel arrays in the order of time.
 *
 * <ul>
 *   <li>W1: keyed throughput. Pids uniform or Zipf (exponent 1) over so many keys, no pause ends a
 *       product; all close at the end of input.
 *   <li>W2: churn. 20 sessions begin in each millisecond, 5 to 15 materials each, 50 to 150 ms
 *       apart; a pid never returns; a pause of more than 1 s ends a product.
 *   <li>W3: the user sessions of NEXMark's query 11: bids as its generator draws them by default
 *       (of 50 events 46 are bids; 3 of 4 by the hot bidder, the others by one of the 1,000 latest
 *       people or of 10 not yet seen), one event each 1e6/rate us; a pause of more than 10 s ends a
 *       product.
 * </ul>
 */
public final class Workload {
  /** The workloads. */
  public enum Kind {
    /** Keyed throughput. */
    W1,
    /** Churn of short sessions. */
    W2,
    /** NEXMark's query 11. */
    W3
  }

  /** Heap of a material of W1, in bytes: pid, kind and value. */
  private static final int KEYED_BYTES = 8 + 1 + 8;

  /** Heap of a time that stands beside it. */
  private static final int TIME_BYTES = 4;

  /** Heap of a session's number, for each of its materials, while W2 is made. */
  private static final int OWNER_BYTES = 4;

  /** Heap of a pid that is a text, in bytes: a character each. */
  private static final int TEXT_BYTES = 16;

  private static final int TEXT_BLOCK = 1 << 16;

  /** The constant of Euler and Mascheroni. */
  private static final double EULER_MASCHERONI = 0.5772156649015329;

  private static final long FAR_MILLIS = 1L << 45;

  private final Kind kind;
  private final long gapMillis;
  private final long[] pids;
  private final byte[] kinds;
  private final long[] values;

  /** Null in W1, where 200 materials come in a millisecond. */
  private final int @Nullable [] times;

  /**
   * All pids as texts, their sixteen hexadecimal digits in ASCII, one behind the other, {@link
   * #TEXT_BLOCK} of them in each array; null if they are numbers.
   */
  private final byte @Nullable [][] texts;

  private Workload(
      Kind kind,
      long gapMillis,
      long[] pids,
      byte[] kinds,
      long[] values,
      int @Nullable [] times,
      byte @Nullable [][] texts) {
    this.kind = kind;
    this.gapMillis = gapMillis;
    this.pids = pids;
    this.kinds = kinds;
    this.values = values;
    this.times = times;
    this.texts = texts;
  }

  /**
   * Makes the input.
   *
   * @param events how many materials, at least 1; in W2 about so many
   * @param keys of W1, at least 1
   * @param zipf whether W1's keys are drawn by Zipf's law
   * @param rate events a second of W3
   */
  public static Workload of(Kind kind, int events, int keys, boolean zipf, long seed, int rate) {
    return switch (kind) {
      case W1 -> keyed(events, keys, zipf, seed);
      case W2 -> sessions(events, seed);
      case W3 -> bids(events, seed, rate);
    };
  }

  /**
   * How many pids W1 has, of {@code keys}, to be expected; all of them are live at its end.
   *
   * @param zipf whether keys are drawn by Zipf's law; those of neighbouring ranks are then taken
   *     together, which costs some hundredths where there are few
   */
  public static long pids(int events, int keys, boolean zipf) {
    if (!zipf) {
      return Math.round(keys * drawn((double) events / keys));
    }
    double harmonic = Math.log(keys) + EULER_MASCHERONI + 0.5 / keys;
    double pids = 0;
    for (long from = 1, to; from <= keys; from = to) {
      to = Math.min(keys + 1L, from + 1 + from / 100);
      double middle = (from + to - 1) / 2.0;
      pids += (to - from) * drawn(events / (middle * harmonic));
    }
    return Math.round(pids);
  }

  /** Heap that a material of the input takes, in bytes, or did while the input was made. */
  public static int bytes(Kind kind, boolean texts) {
    int beside = Math.max(texts ? TEXT_BYTES : 0, kind == Kind.W2 ? OWNER_BYTES : 0);
    return KEYED_BYTES + (kind == Kind.W1 ? 0 : TIME_BYTES) + beside;
  }

  /** The time of the last of so many bids of W3, in milliseconds; it must be an {@code int}. */
  public static long lastBid(int events, int rate) {
    return bidMillis(bid(events - 1), rate);
  }

  /** Which of all events the bid is: of 50 events 46 are, from the fifth on. */
  private static long bid(int i) {
    return (long) (i / 46) * 50 + 4 + i % 46;
  }

  private static long bidMillis(long event, int rate) {
    return (long) (event * (1e6 / rate)) / 1000L;
  }

  /** How likely it is that something is drawn that is to be expected so many times. */
  private static double drawn(double times) {
    return -Math.expm1(-times);
  }

  /** Which one. */
  public Kind kind() {
    return kind;
  }

  /** Materials. */
  public int size() {
    return pids.length;
  }

  /** A product ends where the next material is more than this later; milliseconds. */
  public long gapMillis() {
    return gapMillis;
  }

  /** Whether pids are texts of 16 characters instead of numbers. */
  public boolean hasTexts() {
    return texts != null;
  }

  /** Notes a pid. */
  void putPid(int i, Packed into, int record) {
    if (texts == null) {
      into.put(record, pids[i]);
    } else {
      int from = i % TEXT_BLOCK * TEXT_BYTES;
      into.put(record, texts[i / TEXT_BLOCK], from, from + TEXT_BYTES);
    }
  }

  long pid(int i) {
    return pids[i];
  }

  /** The same, with the pids as texts, as they lie in a file before anybody reads it. */
  public Workload withTexts() {
    byte[][] blocks = new byte[(size() - 1) / TEXT_BLOCK + 1][];
    all(blocks.length, block -> blocks[block] = texts(block * TEXT_BLOCK));
    return new Workload(kind, gapMillis, pids, kinds, values, times, blocks);
  }

  private byte[] texts(int first) {
    int count = Math.min(TEXT_BLOCK, size() - first);
    ByteBuffer all = ByteBuffer.allocate(count * TEXT_BYTES);
    for (int i = first; i < first + count; i++) {
      all.put(HexFormat.of().toHexDigits(pids[i]).getBytes(StandardCharsets.US_ASCII));
    }
    return all.array();
  }

  /** From 0 to 15. */
  byte kind(int i) {
    return kinds[i];
  }

  long value(int i) {
    return values[i];
  }

  /** Event time in milliseconds. */
  long time(int i) {
    return times == null ? i / 200 : times[i];
  }

  private static Workload keyed(int events, int keys, boolean zipf, long seed) {
    AliasTable table = zipf ? new AliasTable(keys) : null;
    long[] pids = new long[events];
    byte[] kinds = new byte[events];
    long[] values = new long[events];
    all(
        events,
        i -> {
          int key = (int) Draws.bounded(Draws.draw(seed, i, 0), keys);
          if (table != null) {
            key = table.choose(key, Draws.unit(Draws.draw(seed, i, 1)));
          }
          pids[i] = Draws.mix(key + 1 + (seed << 32));
          long bits = Draws.draw(seed, i, 2);
          kinds[i] = (byte) (bits & 15);
          values[i] = bits >>> 24;
        });
    return new Workload(Kind.W1, FAR_MILLIS, pids, kinds, values, null, null);
  }

  private static Workload sessions(int events, long seed) {
    int sessions = Math.max(1, events / 10);
    int span = sessions / 20 + 15 * 150 + 2;
    int[] at = new int[span + 1];
    int count = 0;
    for (int session = 0; session < sessions; session++) {
      int length = length(seed, session);
      int time = session / 20;
      for (int j = 0; j < length; j++) {
        at[time + 1]++;
        time += pause(seed, session, j);
      }
      count += length;
    }
    for (int i = 0; i < span; i++) {
      at[i + 1] += at[i];
    }
    int[] owners = new int[count];
    int[] times = new int[count];
    for (int session = 0; session < sessions; session++) {
      int length = length(seed, session);
      int time = session / 20;
      for (int j = 0; j < length; j++) {
        int place = at[time]++;
        owners[place] = session;
        times[place] = time;
        time += pause(seed, session, j);
      }
    }
    long[] pids = new long[count];
    byte[] kinds = new byte[count];
    long[] values = new long[count];
    all(
        count,
        i -> {
          pids[i] = Draws.mix(owners[i] + 1 + (seed << 32));
          long bits = Draws.draw(seed ^ 0x5deece66dL, i, 2);
          kinds[i] = (byte) (bits & 15);
          values[i] = bits >>> 24;
        });
    return new Workload(Kind.W2, 1_000, pids, kinds, values, times, null);
  }

  private static int length(long seed, int session) {
    return 5 + (int) Draws.bounded(Draws.draw(seed, session, 0), 11);
  }

  private static int pause(long seed, int session, int j) {
    return 50 + (int) Draws.bounded(Draws.draw(seed, session, 1 + j), 101);
  }

  private static Workload bids(int events, long seed, int rate) {
    long[] pids = new long[events];
    byte[] kinds = new byte[events];
    long[] values = new long[events];
    int[] times = new int[events];
    all(
        events,
        i -> {
          long event = bid(i);
          pids[i] = bidder(seed, i, event / 50) + 1000;
          values[i] = Math.round(Math.pow(10.0, Draws.unit(Draws.draw(seed, i, 2)) * 6.0) * 100.0);
          kinds[i] = (byte) (Draws.draw(seed, i, 3) & 15);
          times[i] = (int) bidMillis(event, rate);
        });
    return new Workload(Kind.W3, 10_000, pids, kinds, values, times, null);
  }

  private static long bidder(long seed, int i, long lastPerson) {
    if (Draws.bounded(Draws.draw(seed, i, 0), 4) > 0) {
      return lastPerson / 100 * 100 + 1;
    }
    long people = lastPerson + 1;
    long active = Math.min(people, 1000);
    return people - active + Draws.bounded(Draws.draw(seed, i, 1), active + 10);
  }

  private static void all(int count, IntConsumer make) {
    IntStream.range(0, count).parallel().forEach(make);
  }

  /** Walker's alias table (1977) for weights 1/(rank + 1): Zipf's law with exponent 1. */
  private static final class AliasTable {
    private final double[] probability;
    private final int[] alias;

    AliasTable(int keys) {
      probability = new double[keys];
      alias = new int[keys];
      int[] small = new int[keys];
      int[] large = new int[keys];
      double sum = 0;
      for (int i = 0; i < keys; i++) {
        sum += 1.0 / (i + 1);
      }
      int smalls = 0;
      int larges = 0;
      for (int i = 0; i < keys; i++) {
        probability[i] = keys / ((i + 1) * sum);
        if (probability[i] < 1) {
          small[smalls++] = i;
        } else {
          large[larges++] = i;
        }
      }
      while (smalls > 0 && larges > 0) {
        int poor = small[--smalls];
        int rich = large[larges - 1];
        alias[poor] = rich;
        probability[rich] -= 1 - probability[poor];
        if (probability[rich] < 1) {
          larges--;
          small[smalls++] = rich;
        }
      }
      while (larges > 0) {
        probability[large[--larges]] = 1;
      }
    }

    int choose(int key, double unit) {
      return unit >= probability[key] ? alias[key] : key;
    }
  }
}
