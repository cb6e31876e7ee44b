package factory.jobs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How things of strangers are named in messages. */
final class Words {
  private static final int LONGEST = 200;

  private Words() {}

  /**
   * A broken {@code toString} costs only the text, whatever it throws, also the error of one that
   * is larger than memory: a job whose end could not be told would hang. Null is a text, too.
   */
  static String text(@Nullable Object thing) {
    String text = textOrNull(thing);
    return text == null
        ? Objects.requireNonNull(thing).getClass().getName() + ", whose toString fails"
        : text;
  }

  /** Whether it has a text; Java itself asks for that of what is thrown, and fails with it. */
  static boolean hasText(Throwable thrown) {
    return textOrNull(thrown) != null;
  }

  private static @Nullable String textOrNull(@Nullable Object thing) {
    try {
      return Objects.requireNonNullElse(String.valueOf(thing), "null");
    } catch (Throwable e) {
      return null;
    }
  }

  /** In brackets, cut where it is long. */
  static String item(@Nullable Object item) {
    String text = text(item);
    return "[" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + "]";
  }
}
