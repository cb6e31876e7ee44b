package factory.purchasing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what is wrong with a record that is no JSON, and at which character. The parser's own words
 * are for programmers: they advise to enable its features.
 */
final class JsonTrouble {
  private static final Pattern NO_NUMBER = Pattern.compile("NaN|[-+]?(?:Infinity|INF)");
  private static final Pattern TOKEN = Pattern.compile("token '([^']+)'");
  private static final Pattern WORD = Pattern.compile("[\\w.+-]+");
  private static final int AROUND = 60;

  private JsonTrouble() {}

  /**
   * What to tell of the record that stands in {@code bytes} from {@code from} up to {@code to}, all
   * of it valid UTF-8.
   */
  static Malformed of(JsonProcessingException trouble, byte[] bytes, int from, int to) {
    if (trouble instanceof StreamConstraintsException) {
      return new Malformed("a limit of JSON is exceeded" + limit(trouble.getOriginalMessage()));
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    int at = characters(bytes, from, to, trouble.getLocation().getByteOffset());
    Matcher token = TOKEN.matcher(trouble.getOriginalMessage());
    if (token.find()) { // where it ends the location says, and not the same in all cases
      int start = text.lastIndexOf(token.group(1), at);
      boolean number = NO_NUMBER.matcher(token.group(1)).matches();
      return at(
          text,
          Math.max(0, start),
          number
              ? "JSON has no number '" + token.group(1) + "'"
              : "'" + token.group(1) + "' cannot stand there");
    }
    if (trouble instanceof JsonEOFException || at >= text.length()) {
      return new Malformed("no valid JSON: the record ends before it is complete");
    }
    char found = text.charAt(at);
    if (found < ' ') {
      return at(
          text, at, "a control character, 0x%02x, stands there as it is".formatted((int) found));
    }
    String shown = Character.toString(text.codePointAt(at));
    if (at > 0 && text.charAt(at - 1) == '\\') {
      return at(text, at - 1, "'\\" + shown + "' is no escape");
    }
    if (found == '\'') {
      return at(text, at, "a single quote cannot stand there; texts and names have double ones");
    }
    Matcher word = WORD.matcher(text.substring(at, Math.min(text.length(), at + AROUND)));
    return at(text, at, "'" + (word.lookingAt() ? word.group() : shown) + "' cannot stand there");
  }

  /** How many characters the first {@code offset} bytes of a record are. */
  private static int characters(byte[] bytes, int from, int to, long offset) {
    int length = (int) Math.max(0, Math.min(offset, (long) to - from));
    return new String(bytes, from, length, StandardCharsets.UTF_8).length();
  }

  private static Malformed at(String text, int at, String what) {
    return new Malformed(
        "no valid JSON at character " + (text.codePointCount(0, at) + 1) + ": " + what);
  }

  /** Which one it is the parser only says in its message. */
  private static String limit(String message) {
    if (message.contains("nesting")) {
      return ": more than " + JsonRecords.MAX_DEPTH + " objects and arrays within each other";
    } else if (message.startsWith("Number")) {
      return ": a number of more than " + JsonRecords.MAX_NUMBER + " characters";
    } else if (message.startsWith("Name")) {
      return ": a name of more than " + JsonRecords.MAX_NAME + " characters";
    }
    return "";
  }
}
