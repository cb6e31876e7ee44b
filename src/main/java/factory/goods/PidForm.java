package factory.goods;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a source's pids are written: for a person who has only the text, of which several pids may be
 * made where a part has the separator in it.
 *
 * @param fields that a pid is made of, at least one
 * @param separator stands between their values
 */
public record PidForm(List<String> fields, String separator) {
  /** Of the ways to divide a text into parts, no more are tried. */
  public static final int MOST = 64;

  /** With a copy of the list. */
  public PidForm {
    fields = List.copyOf(fields);
  }

  /**
   * A pid and the values that it is made of.
   *
   * @param parts in the order of {@link #fields}
   */
  public record Reading(Pid pid, List<String> parts) {}

  /**
   * The pids that may be written so.
   *
   * @param each of them, at most {@link #MOST}
   * @param all whether there are no more
   */
  public record Readings(List<Reading> each, boolean all) {
    /** With a copy of the list. */
    public Readings {
      each = List.copyOf(each);
    }
  }

  /** Pids that are one text each. */
  public static PidForm ofOne(String field) {
    return new PidForm(List.of(field), " ");
  }

  /** The pids that are written so; no part is empty, but for a text that is all of the pid. */
  public Readings read(String text) {
    if (fields.size() == 1) {
      return new Readings(List.of(new Reading(Pid.of(text), List.of(text))), true);
    }
    List<Reading> readings = new ArrayList<>();
    divide(text, 0, new ArrayList<>(), readings);
    boolean all = readings.size() <= MOST;
    return new Readings(all ? readings : readings.subList(0, MOST), all);
  }

  /**
   * The pid that is made of these values.
   *
   * @param text as it is written; null if it is written otherwise, or has not so many parts
   */
  public @Nullable Reading read(String text, List<String> parts) {
    return parts.size() == fields.size()
            && parts.stream().noneMatch(String::isEmpty)
            && String.join(separator, parts).equals(text)
        ? reading(parts)
        : null;
  }

  private Reading reading(List<String> parts) {
    return new Reading(Pid.ofTuple(parts, separator), List.copyOf(parts));
  }

  private void divide(String text, int from, List<String> parts, List<Reading> readings) {
    if (parts.size() == fields.size() - 1) {
      if (from < text.length()) {
        List<String> all = new ArrayList<>(parts);
        all.add(text.substring(from));
        readings.add(reading(all));
      }
      return;
    }
    int end = end(text, from);
    while (end >= 0 && end < text.length() && readings.size() <= MOST) { // one more tells of more
      parts.add(text.substring(from, end));
      divide(text, end + separator.length(), parts, readings);
      parts.remove(parts.size() - 1);
      end = end(text, end);
    }
  }

  /** Where a part that begins at or before {@code after}, and has more than that, may end. */
  private int end(String text, int after) {
    return separator.isEmpty() ? after + 1 : text.indexOf(separator, after + 1);
  }
}
