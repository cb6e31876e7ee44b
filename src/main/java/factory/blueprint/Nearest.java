package factory.blueprint;

import java.util.Collection;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** The known word that a misspelt one was probably meant to be. */
final class Nearest {
  private Nearest() {}

  /**
   * The nearest of {@code known}, or null if none is near: more than half of the word would have to
   * be changed.
   */
  static @Nullable String of(String word, Collection<String> known) {
    String nearest = null;
    int least = Math.max(2, word.length() / 2) + 1;
    for (String candidate : known) {
      int distance = LevenshteinDistance.getDefaultInstance().apply(word, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** {@code "; did you mean 'x'?"}, or nothing. */
  static String hint(String word, Collection<String> known) {
    String nearest = of(word, known);
    return nearest == null ? "" : "; did you mean '" + nearest + "'?";
  }
}
