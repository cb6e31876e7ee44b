package factory.goods;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Short texts as two longs: at most 16 characters of ISO 8859-1, none of them NUL, eight of them in
 * each half, the first one in the lowest byte, and zeros behind the end.
 */
final class Letters {
  /** Characters of a half. */
  static final int HALF = Long.BYTES;

  /** Characters of both. */
  static final int MOST = 2 * HALF;

  private static final int LARGEST = 0xff;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Letters() {}

  /** Whether a text is short. */
  static boolean areShort(String text) {
    int length = text.length();
    if (length > MOST) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) == 0 || text.charAt(i) > LARGEST) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether these are the halves of a text without NUL that is no number; false also for what
   * begins with a minus and therefore needs a closer look. Eight characters are looked at at once
   * (Warren, Hacker's Delight, 6-1; Lemire, Quickly identifying a sequence of digits in a string of
   * characters, 2018).
   *
   * @param length of the text, at most 16
   */
  static boolean areOfNoNumber(long first, long second, int length) {
    long all = first | digitsFrom(length);
    long rest = second | digitsFrom(length - HALF);
    return !(hasNul(all) || hasNul(rest) || (areDigits(all) && areDigits(rest)))
        && (byte) first != '-';
  }

  /** Digits in the place of what is missing of a half. */
  private static long digitsFrom(int length) {
    return length >= HALF ? 0 : 0x3030303030303030L << (Math.max(0, length) * Byte.SIZE);
  }

  private static boolean hasNul(long half) {
    return ((half - 0x0101010101010101L) & ~half & 0x8080808080808080L) != 0;
  }

  private static boolean areDigits(long half) {
    long highs = half & 0xf0f0f0f0f0f0f0f0L;
    // what is above 9 carries into its upper four bits
    long above = (half + 0x0606060606060606L) & 0xf0f0f0f0f0f0f0f0L;
    return (highs | above >>> 4) == 0x3333333333333333L;
  }

  /** A half; nothing if it ends before it begins. */
  static long half(String text, int from, int to) {
    long half = 0;
    for (int i = from; i < to; i++) {
      half |= (long) text.charAt(i) << ((i - from) * Byte.SIZE);
    }
    return half;
  }

  /** A half; nothing if it ends before it begins. */
  static long half(byte[] latin1, int from, int to) {
    if (to - from == HALF) {
      return (long) LONGS.get(latin1, from);
    }
    long half = 0;
    for (int i = from; i < to; i++) {
      half |= (latin1[i] & 0xffL) << ((i - from) * Byte.SIZE);
    }
    return half;
  }

  /** The text of two halves. */
  static String text(long first, long second) {
    byte[] letters = new byte[MOST];
    int length = put(first, letters, 0);
    length = put(second, letters, length);
    return new String(letters, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static int put(long half, byte[] letters, int at) {
    int end = at;
    for (long rest = half; rest != 0; rest >>>= Byte.SIZE) {
      letters[end++] = (byte) rest;
    }
    return end;
  }
}
