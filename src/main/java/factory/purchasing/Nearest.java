package factory.purchasing;

import java.util.Collection;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that a user may have meant. */
final class Nearest {
  private Nearest() {}

  /** {@code "; nearest 'client'"}, or nothing where no name is near. */
  static String hint(String wrong, Collection<String> names) {
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(2, wrong.length() / 3));
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int d = distance.apply(wrong, name);
      if (d >= 0 && d < least) {
        least = d;
        best = name;
      }
    }
    return least == Integer.MAX_VALUE ? "" : "; nearest '" + best + "'";
  }
}
