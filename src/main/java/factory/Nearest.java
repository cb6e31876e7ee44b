package factory;

import java.util.Collection;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the word that a user may have meant. */
final class Nearest {
  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

  private Nearest() {}

  /** How alike two words are: 0 not at all, 1 the same. */
  static double likeness(String a, String b) {
    return SIMILARITY.apply(a, b);
  }

  /** The most alike of the words, the first of several; empty if there are none. */
  static String of(String wrong, Collection<String> words) {
    String best = "";
    double most = -1;
    for (String word : words) {
      double likeness = likeness(wrong, word);
      if (likeness > most) {
        most = likeness;
        best = word;
      }
    }
    return best;
  }
}
