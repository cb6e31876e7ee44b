package factory;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as people write them for a benchmark. */
final class BenchNumbers {
  private BenchNumbers() {}

  /** A number as 20M or 100k. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      String digits = text.replace("_", "");
      int unit =
          digits.endsWith("M") || digits.endsWith("m")
              ? 1_000_000
              : digits.endsWith("k") || digits.endsWith("K") ? 1_000 : 1;
      try {
        String number = unit == 1 ? digits : digits.substring(0, digits.length() - 1);
        int count = Math.multiplyExact(Integer.parseInt(number), unit);
        if (count >= 1) {
          return count;
        }
      } catch (NumberFormatException | ArithmeticException e) {
        // said below
      }
      throw new TypeConversionException(
          "must be a number from 1 to 2147483647, as 20000000, 20M or 100k, was '" + text + "'");
    }
  }

  /** Bytes as 2g, 200m or 1000. */
  static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      String digits = text.toLowerCase(Locale.ROOT);
      int unit = Math.max(0, "kmg".indexOf(digits.charAt(Math.max(0, digits.length() - 1))) + 1);
      try {
        String number = unit == 0 ? digits : digits.substring(0, digits.length() - 1);
        long size = Math.multiplyExact(Long.parseLong(number), 1L << (10 * unit));
        if (size >= 1) {
          return size;
        }
      } catch (NumberFormatException | ArithmeticException e) {
        // said below
      }
      throw new TypeConversionException(
          "must be a number of bytes, as 2g, 200m or 100000, was '" + text + "'");
    }
  }
}
