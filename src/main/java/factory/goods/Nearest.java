package factory.goods;

import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the word that a user may have meant. */
public final class Nearest {
  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();
  private static final int MOST_SLIPS = 2;
  private static final LevenshteinDistance EDITS = new LevenshteinDistance(MOST_SLIPS);

  /** Words that are less alike are not offered as what was meant, unless one is a slip of it. */
  private static final double ALIKE = 0.84;

  /** So many words are listed where none is like. */
  private static final int MOST = 12;

  private Nearest() {}

  /** How alike two words are: 0 not at all, 1 the same. */
  public static double likeness(String a, String b) {
    return SIMILARITY.apply(a, b);
  }

  /**
   * Whether one is the other but for a slip of the pen: two letters changed, left out or put in at
   * most, and no more than half of them. (Words with the same beginning are alike, and no slip.)
   */
  public static boolean isSlip(String a, String b) {
    int slips = EDITS.apply(a, b);
    return slips >= 0 && 2 * slips <= Math.min(a.length(), b.length());
  }

  /** Whether a word is so like another one that it may have been meant. */
  public static boolean isNear(String wrong, String word) {
    return likeness(wrong, word) >= ALIKE || isSlip(wrong, word);
  }

  /** The most alike of the words, the first of several; empty if there are none. */
  public static String of(String wrong, Collection<String> words) {
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

  /** {@code " (nearest: client)"}, or nothing where no word is like it. */
  public static String hint(String wrong, Collection<String> words) {
    String nearest = near(wrong, words);
    return nearest.isEmpty() ? "" : " (nearest: " + nearest + ")";
  }

  /** The word that may have been meant; empty where no word is like it. */
  public static String near(String wrong, Collection<String> words) {
    return of(wrong, words.stream().filter(word -> isNear(wrong, word)).toList());
  }

  /**
   * {@code " (nearest: client)"}, or where no word is like it {@code " (there are: bytes, time)"},
   * the first of many; nothing where there are none.
   */
  public static String hintOrAll(String wrong, Collection<String> words) {
    String hint = hint(wrong, words);
    return hint.isEmpty() ? all(words) : hint;
  }

  /** {@code " (there are: bytes, time)"}, the first of many; nothing where there are none. */
  public static String all(Collection<String> words) {
    if (words.isEmpty()) {
      return "";
    }
    String more = words.size() > MOST ? ", ..." : "";
    return words.stream()
        .limit(MOST)
        .collect(Collectors.joining(", ", " (there are: ", more + ")"));
  }
}
