package factory.purchasing;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Which of two rotated files of a log is the older one, by their names alone: for files that were
 * changed at the same moment, as far as the file system tells.
 *
 * <p>A number counts how often a file was rotated since, so the highest is the oldest; what is a
 * date, or begins with one, goes on from the oldest to the newest, {@code app.log-20260102-9}
 * before {@code app.log-20260102-10}. Where a log has both, those with a date come first.
 */
final class RotationOrder implements Comparator<Path> {
  /** A date has at least its year; nobody keeps so many files that their number is as long. */
  private static final Pattern COUNTED = Pattern.compile("[0-9]{1,3}");

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** No name has more digits. */
  private static final int MOST_DIGITS = 255;

  private final String name;
  private final String stem;
  private final String ending;

  /** {@code name} is the log's. */
  RotationOrder(String name) {
    int dot = name.lastIndexOf('.');
    this.name = name;
    this.stem = dot <= 0 ? name : name.substring(0, dot);
    this.ending = dot <= 0 ? "" : name.substring(dot);
  }

  /** Negative if the first one is older. */
  @Override
  public int compare(Path first, Path second) {
    String one = added(String.valueOf(first.getFileName()));
    String other = added(String.valueOf(second.getFileName()));
    boolean isCounted = COUNTED.matcher(one).matches();
    if (isCounted != COUNTED.matcher(other).matches()) {
      return isCounted ? 1 : -1;
    }
    int order = byValue(one).compareTo(byValue(other));
    return order == 0 ? first.toString().compareTo(second.toString()) : isCounted ? -order : order;
  }

  /** What a rotation has put into a name, without the sign before it. */
  private String added(String rotated) {
    return rotated.startsWith(name)
        ? rotated.substring(name.length() + 1)
        : rotated.substring(stem.length() + 1, rotated.length() - ending.length());
  }

  /** A text that is in the order of the numbers in it. */
  private static String byValue(String added) {
    return DIGITS
        .matcher(added)
        .replaceAll(
            digits ->
                "0".repeat(Math.max(0, MOST_DIGITS - digits.group().length())) + digits.group());
  }
}
