package factory.goods;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product id: the materials that share it become one product.
 *
 * <p>Text, or a tuple of texts. A text that is written as Java writes a {@code long} ({@code 0},
 * {@code 4711}, {@code -1}) is kept as that number, which takes less room and is compared by its
 * hash alone; any other of at most 16 letters of Latin-1, none of them NUL, is short and kept in
 * two longs. Tuples are equal when their parts are, however they are written: {@code ("a b", "c")}
 * and {@code ("a", "b c")} are two pids even with a blank as separator. The hash is computed once,
 * when the pid is made, and is the same on every run and machine (XXH3 by hash4j, of a short text's
 * sixteen bytes and of any other's characters; for numbers the finaliser of SplitMix64, Steele et
 * al. 2014), so that a pid always belongs to the same workshop.
 */
public abstract sealed class Pid {
  private static final int MOST_DIGITS = 19;

  /** The second half of a number; a text whose first half is empty has none. */
  private static final long NUMBER = 1;

  private final long hash;

  private Pid(long hash) {
    this.hash = hash;
  }

  /** The pid written as this text. */
  public static Pid of(String text) {
    if (isNumber(text)) {
      try {
        return of(Long.parseLong(text));
      } catch (NumberFormatException tooLarge) {
        // of nineteen digits some are
      }
    }
    if (!Letters.areShort(text)) {
      return new LongText(Hashing.xxh3_64().hashCharsToLong(text), text);
    }
    int middle = Math.min(text.length(), Letters.HALF);
    long first = Letters.half(text, 0, middle);
    long second = Letters.half(text, middle, text.length());
    return new ShortText(hashOfHalves(first, second), first, second);
  }

  /** The pid written as this number. */
  public static Pid of(long number) {
    return new WholeNumber(mix(number));
  }

  /** Whether it looks as {@link Long#toString} would write it; it may still be too large. */
  private static boolean isNumber(String text) {
    int length = text.length();
    int first = length > 1 && text.charAt(0) == '-' ? 1 : 0;
    if (length == 0 || length - first > MOST_DIGITS) {
      return false;
    }
    for (int i = first; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.charAt(first) != '0' || length == 1;
  }

  /**
   * A pid of several parts.
   *
   * @param parts the values in the order of the configuration; one part gives the same pid as
   *     {@link #of(String)}
   * @param separator stands between the parts where the pid is written
   */
  public static Pid ofTuple(List<String> parts, String separator) {
    if (parts.size() == 1) {
      return of(parts.get(0));
    }
    String text = String.join(separator, parts);
    int[] ends = new int[parts.size() - 1];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += parts.get(i).length();
      ends[i] = end;
      end += separator.length();
    }
    long hash = Hashing.xxh3_64().hashCharsToLong(text) ^ mix(Arrays.hashCode(ends));
    return new Tuple(hash, text, ends);
  }

  /** Whether it is a number: two of those are equal if their hashes are. */
  public boolean isNumber() {
    return false;
  }

  /** The number, of one that is a number. */
  public long number() {
    throw new IllegalStateException(text() + " is no number");
  }

  /**
   * A half of a short text, see {@link Letters}; of a number what stands for it beside its hash.
   *
   * @param index 0 or 1
   * @throws IllegalArgumentException if it is neither
   */
  long half(int index) {
    throw new IllegalArgumentException(text() + " is no short text");
  }

  /** Whether it has these halves; of two with the same hash. */
  boolean hasHalves(long first, long second) {
    return false;
  }

  /** The pid that has this hash and these halves. */
  static Pid ofHalves(long hash, long first, long second) {
    return standForNumber(first, second)
        ? new WholeNumber(hash)
        : new ShortText(hash, first, second);
  }

  /** Whether these are a number's halves, which no text has: its hash says which. */
  private static boolean standForNumber(long first, long second) {
    return first == 0 && second == NUMBER;
  }

  /** The pid that is a number and has this hash. */
  static Pid ofHash(long hash) {
    return new WholeNumber(hash);
  }

  /** The hash of the pid that is this number. */
  public static long hash(long number) {
    return mix(number);
  }

  /** The hash of the short text with these halves. */
  static long hashOfHalves(long first, long second) {
    return Hashing.xxh3_64().hashLongLongToLong(first, second);
  }

  /** A stable 64-bit hash, well mixed in all its bits. */
  public long hash() {
    return hash;
  }

  /** The pid as it is written in products, scrap and logs. */
  public abstract String text();

  /** Whether another pid of the same class and hash is the same. */
  abstract boolean isSame(Pid other);

  /** The workshop, of {@code workshops}, that this pid belongs to. */
  public int workshop(int workshops) {
    return workshop(hash, workshops);
  }

  /** The workshop, of {@code workshops}, that pids with this hash belong to. */
  public static int workshop(long hash, int workshops) {
    return (int) (((hash >>> 32) * workshops) >>> 32);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Pid pid
            && hash == pid.hash
            && getClass() == pid.getClass()
            && isSame(pid));
  }

  @Override
  public final int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public final String toString() {
    return text();
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long unmix(long z) {
    z = (z ^ (z >>> 31) ^ (z >>> 62)) * 0x319642b2d24d8ec3L;
    z = (z ^ (z >>> 27) ^ (z >>> 54)) * 0x96de1b173f119089L;
    return z ^ (z >>> 30) ^ (z >>> 60);
  }

  /** A number, which is recovered from the hash. */
  private static final class WholeNumber extends Pid {
    WholeNumber(long hash) {
      super(hash);
    }

    @Override
    public boolean isNumber() {
      return true;
    }

    @Override
    public long number() {
      return unmix(hash());
    }

    @Override
    public String text() {
      return Long.toString(number());
    }

    @Override
    long half(int index) {
      return index == 0 ? 0 : NUMBER;
    }

    @Override
    boolean hasHalves(long first, long second) {
      return standForNumber(first, second);
    }

    @Override
    boolean isSame(Pid other) {
      return true;
    }
  }

  /** A text of few {@link Letters}: one object, where a String and its array were two more. */
  private static final class ShortText extends Pid {
    private final long first;
    private final long second;

    ShortText(long hash, long first, long second) {
      super(hash);
      this.first = first;
      this.second = second;
    }

    @Override
    public String text() {
      return Letters.text(first, second);
    }

    @Override
    long half(int index) {
      return index == 0 ? first : second;
    }

    @Override
    boolean hasHalves(long one, long other) {
      return first == one && second == other;
    }

    @Override
    boolean isSame(Pid other) {
      return other.hasHalves(first, second);
    }
  }

  /** Any other text. */
  private static sealed class LongText extends Pid {
    private final String text;

    LongText(long hash, String text) {
      super(hash);
      this.text = text;
    }

    @Override
    public final String text() {
      return text;
    }

    @Override
    boolean isSame(Pid other) {
      return text.equals(((LongText) other).text);
    }
  }

  /** Several parts, and where all but the last end. */
  private static final class Tuple extends LongText {
    private final int[] ends;

    Tuple(long hash, String text, int[] ends) {
      super(hash, text);
      this.ends = ends;
    }

    @Override
    boolean isSame(Pid other) {
      return super.isSame(other) && Arrays.equals(ends, ((Tuple) other).ends);
    }
  }
}
