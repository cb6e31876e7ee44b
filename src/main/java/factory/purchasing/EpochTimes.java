package factory.purchasing;

import java.math.BigDecimal;

/** Reads times that are written as numbers, of seconds or parts of one since 1970. */
final class EpochTimes {
  private static final int LONGEST_NUMBER = 60;
  private static final int LARGEST_POWER = 30;

  private final TimeRules rules;
  private final long perSecond;
  private final long epochPerSecond;

  /**
   * A reader.
   *
   * @param epochPerSecond how many of what is read make a second, a power of ten
   */
  EpochTimes(TimeRules rules, long epochPerSecond) {
    this.rules = rules;
    this.perSecond = rules.perSecond();
    this.epochPerSecond = epochPerSecond;
  }

  /** A number that is one in the record. */
  long read(long number) throws Malformed {
    if (perSecond >= epochPerSecond) {
      try {
        return Math.multiplyExact(number, perSecond / epochPerSecond);
      } catch (ArithmeticException e) {
        throw rules.outOfRange(number);
      }
    }
    long divisor = epochPerSecond / perSecond;
    if (number % divisor != 0) {
      throw rules.tooPrecise(number);
    }
    return number / divisor;
  }

  /** A number of any size; {@code shown} is what the record says. */
  long read(BigDecimal number, Object shown) throws Malformed {
    // The digits before the point decide whether it is worth an exact look at all.
    if (number.precision() - (long) number.scale() > LARGEST_POWER) {
      throw rules.outOfRange(shown);
    }
    if (number.scale() > LONGEST_NUMBER) {
      throw rules.tooPrecise(shown);
    }
    BigDecimal inUnit = number.scaleByPowerOfTen(zeros(perSecond) - zeros(epochPerSecond));
    try {
      return inUnit.longValueExact();
    } catch (ArithmeticException e) {
      throw isInteger(inUnit) ? rules.outOfRange(shown) : rules.tooPrecise(shown);
    }
  }

  private static int zeros(long powerOfTen) {
    int zeros = 0;
    for (long rest = powerOfTen; rest > 1; rest /= 10) {
      zeros++;
    }
    return zeros;
  }

  private static boolean isInteger(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  /** A number that the record has as text. */
  long read(String text) throws Malformed {
    if (text.isEmpty()) {
      throw rules.missing();
    }
    if (isLong(text)) {
      return read(Long.parseLong(text));
    }
    if (text.length() > LONGEST_NUMBER) {
      throw rules.mismatch(text);
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw rules.mismatch(text);
    }
    return read(number, text);
  }

  /**
   * Digits that surely fit, which are 18, or 19 if the first is not a 9; what is left out is read
   * with more care.
   */
  private static boolean isLong(String text) {
    int length = text.length();
    if (length > 19 || (length == 19 && text.charAt(0) > '8')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
