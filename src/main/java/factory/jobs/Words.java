package factory.jobs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How things of strangers are named in messages. */
final class Words {
  private static final int LONGEST = 200;

  private Words() {}

  /** In brackets, cut where it is long; a broken {@code toString} costs only the text. */
  static String item(@Nullable Object item) {
    String text;
    try {
      text = String.valueOf(item);
    } catch (RuntimeException e) {
      text = Objects.requireNonNull(item).getClass().getName() + ", whose toString fails";
    }
    return "[" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + "]";
  }
}
