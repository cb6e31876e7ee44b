package factory.goods;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A product id: the materials that share it become one product.
 *
 * <p>Text, or a tuple of texts. A text that is written as Java writes a {@code long} ({@code 0},
 * {@code 4711}, {@code -1}) is kept as that number, which takes less room and is compared by its
 * hash alone. Tuples are equal when their parts are, however they are written: {@code ("a b", "c")}
 * and {@code ("a", "b c")} are two pids even with a blank as separator. The hash is computed once,
 * when the pid is made, and is the same on every run and machine (XXH3 of the text, by hash4j; for
 * numbers the finaliser of SplitMix64, Steele et al. 2014), so that a pid always belongs to the
 * same workshop.
 */
public final class Pid {
  private static final int MOST_DIGITS = 19;

  private final long hash;

  /** A String, a Tuple, or null for a number, which is then recovered from the hash. */
  private final @Nullable Object key;

  private Pid(long hash, @Nullable Object key) {
    this.hash = hash;
    this.key = key;
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
    return new Pid(Hashing.xxh3_64().hashCharsToLong(text), text);
  }

  /** The pid written as this number. */
  public static Pid of(long number) {
    return new Pid(mix(number), null);
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
    return new Pid(hash, new Tuple(text, ends));
  }

  /** Whether it is a number: two of those are equal if their hashes are. */
  public boolean isNumber() {
    return key == null;
  }

  /** The number, of one that is a number. */
  public long number() {
    if (key != null) {
      throw new IllegalStateException(text() + " is no number");
    }
    return unmix(hash);
  }

  /** The pid that is a number and has this hash. */
  static Pid ofHash(long hash) {
    return new Pid(hash, null);
  }

  /** The hash of the pid that is this number. */
  public static long hash(long number) {
    return mix(number);
  }

  /** A stable 64-bit hash, well mixed in all its bits. */
  public long hash() {
    return hash;
  }

  /** The pid as it is written in products, scrap and logs. */
  public String text() {
    if (key == null) {
      return Long.toString(unmix(hash));
    }
    return key instanceof Tuple tuple ? tuple.text : (String) key;
  }

  /** The workshop, of {@code workshops}, that this pid belongs to. */
  public int workshop(int workshops) {
    return workshop(hash, workshops);
  }

  /** The workshop, of {@code workshops}, that pids with this hash belong to. */
  public static int workshop(long hash, int workshops) {
    return (int) (((hash >>> 32) * workshops) >>> 32);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Pid pid && hash == pid.hash && Objects.equals(key, pid.key));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public String toString() {
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

  private record Tuple(String text, int[] ends) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Tuple tuple
          && text.equals(tuple.text)
          && Arrays.equals(ends, tuple.ends);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }
}
