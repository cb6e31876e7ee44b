package factory.jobs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How things of strangers are named in messages. */
final class Words {
  private static final int LONGEST = 200;

  private Words() {}

  /** A broken {@code toString} costs only the text, whatever it throws; null is a text, too. */
  static String text(@Nullable Object thing) {
    try {
      return Objects.requireNonNullElse(String.valueOf(thing), "null");
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      return Objects.requireNonNull(thing).getClass().getName() + ", whose toString fails";
    }
  }

  /** In brackets, cut where it is long. */
  static String item(@Nullable Object item) {
    String text = text(item);
    return "[" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + "]";
  }
}
