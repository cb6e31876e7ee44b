package factory.goods;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which pids are written as a text: for a person who has only that. */
public final class WrittenPid {
  /** Of the ways to divide a text into parts, no more are tried. */
  private static final int MOST = 64;

  private WrittenPid() {}

  /**
   * The pids that are written so, the likeliest first: of parts if there are several; else the text
   * itself.
   *
   * @param parts how many a pid has, at least 1
   * @param separator stands between them
   */
  public static List<Pid> of(String text, int parts, String separator) {
    Set<Pid> pids = new LinkedHashSet<>();
    if (parts == 1) {
      pids.add(Pid.of(text));
    } else {
      divide(text, 0, parts, separator, new ArrayList<>(), pids);
    }
    return List.copyOf(pids);
  }

  private static void divide(
      String text, int from, int left, String separator, List<String> parts, Set<Pid> pids) {
    if (pids.size() >= MOST) {
      return;
    }
    if (left == 1) {
      List<String> all = new ArrayList<>(parts);
      all.add(text.substring(from));
      pids.add(Pid.ofTuple(all, separator));
      return;
    }
    int last = separator.isEmpty() ? text.length() : text.length() - separator.length();
    for (int end = separator.isEmpty() ? from + 1 : text.indexOf(separator, from);
        end >= 0 && end <= last && pids.size() < MOST;
        end = separator.isEmpty() ? end + 1 : text.indexOf(separator, end + 1)) {
      parts.add(text.substring(from, end));
      divide(text, end + separator.length(), left - 1, separator, parts, pids);
      parts.remove(parts.size() - 1);
    }
  }
}
