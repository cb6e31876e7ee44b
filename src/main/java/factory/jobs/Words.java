package factory.jobs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How things of strangers are named in messages. */
final class Words {
  private static final int LONGEST = 200;

  private Words() {}

  /** A broken {@code toString} costs only the text. */
  static String text(@Nullable Object thing) {
    try {
      return String.valueOf(thing);
    } catch (RuntimeException e) {
      return Objects.requireNonNull(thing).getClass().getName() + ", whose toString fails";
    }
  }

  /** In brackets, cut where it is long. */
  static String item(@Nullable Object item) {
    String text = text(item);
    return "[" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + "]";
  }
}
