package factory.transportation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes instants as {@link Instant#toString} does, at a small part of its cost: two stand in each
 * product, most of them on the day of the one before. Not thread-safe.
 */
final class InstantText {
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final int SECONDS_A_DAY = 86_400;

  /** Where the point or the end is behind the seconds. */
  private static final int WHOLE = 19;

  private final byte[] text = "0000-00-00T00:00:00.000000000Z".getBytes(StandardCharsets.US_ASCII);
  private long day = Long.MIN_VALUE;
  private int length;

  /** Whether its year has four digits and no sign; only those are written here. */
  static boolean writes(long epochSecond) {
    return epochSecond >= FIRST && epochSecond <= LAST;
  }

  /**
   * Writes an instant that {@link #writes} is true of, with 0, 3, 6 or 9 digits behind the point.
   *
   * @param nanos of the second, 0 to 999,999,999
   */
  void write(long epochSecond, int nanos) {
    date(Math.floorDiv(epochSecond, SECONDS_A_DAY));
    int second = Math.floorMod(epochSecond, SECONDS_A_DAY);
    digits(11, 2, second / 3_600);
    digits(14, 2, second / 60 % 60);
    digits(17, 2, second % 60);
    length = WHOLE;
    if (nanos != 0) {
      boolean millis = nanos % 1_000_000 == 0;
      boolean micros = nanos % 1_000 == 0;
      int count = millis ? 3 : micros ? 6 : 9;
      text[WHOLE] = '.';
      digits(WHOLE + 1, count, millis ? nanos / 1_000_000 : micros ? nanos / 1_000 : nanos);
      length += 1 + count;
    }
    text[length++] = 'Z';
  }

  /** The characters, which the next instant overwrites; those up to {@link #length} count. */
  byte[] bytes() {
    return text;
  }

  int length() {
    return length;
  }

  @Override
  public String toString() {
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }

  private void date(long epochDay) {
    if (epochDay != day) {
      LocalDate date = LocalDate.ofEpochDay(epochDay);
      digits(0, 4, date.getYear());
      digits(5, 2, date.getMonthValue());
      digits(8, 2, date.getDayOfMonth());
      day = epochDay;
    }
  }

  private void digits(int from, int count, int number) {
    int rest = number;
    for (int at = from + count - 1; at >= from; at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
