package factory.goods;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Matches a user's pattern with a bound on the work, since some patterns need exponentially many
 * steps on some texts, and others a stack as deep as the text is long.
 *
 * <p>A step is one look at a character. Not thread-safe.
 */
public final class GuardedPattern {
  private static final long STEPS = 1_000_000;
  private static final long STEPS_PER_CHARACTER = 100;

  private final Pattern pattern;
  private final Text text = new Text();
  private final Matcher matcher;

  /** For matching one text after the other. */
  public GuardedPattern(Pattern pattern) {
    this.pattern = pattern;
    this.matcher = pattern.matcher(text);
  }

  /**
   * Matches all of the first {@code length} characters; null if they do not match.
   *
   * @throws Refused if that takes too much
   */
  public @Nullable Matcher matches(char[] chars, int length) throws Refused {
    return run(chars, length, true);
  }

  /**
   * Finds the first place in {@code value} that matches; null if there is none.
   *
   * @throws Refused if that takes too much
   */
  public @Nullable Matcher find(String value) throws Refused {
    return run(value.toCharArray(), value.length(), false);
  }

  private @Nullable Matcher run(char[] chars, int length, boolean whole) throws Refused {
    text.chars = chars;
    text.length = length;
    text.steps = STEPS + STEPS_PER_CHARACTER * length;
    matcher.reset();
    try {
      return (whole ? matcher.matches() : matcher.find()) ? matcher : null;
    } catch (TooManySteps e) {
      throw new Refused("the pattern '" + shown() + "' takes too many steps on this text");
    } catch (StackOverflowError e) {
      throw new Refused(
          "this text of " + length + " characters is too long for the pattern '" + shown() + "'");
    }
  }

  private String shown() {
    String written = pattern.pattern();
    return written.length() <= Refused.SHOWN ? written : written.substring(0, Refused.SHOWN) + "…";
  }

  /** A text on which the pattern takes too much; the message names the pattern. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    private Refused(String message) {
      super(message, null, false, false);
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final TooManySteps INSTANCE = new TooManySteps();

    private TooManySteps() {
      super(null, null, false, false);
    }
  }

  private static final class Text implements CharSequence {
    private char[] chars = {};
    private int length;
    private long steps;

    @Override
    public char charAt(int index) {
      if (--steps < 0) {
        throw TooManySteps.INSTANCE;
      }
      return chars[index];
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
      return new String(chars, 0, length);
    }
  }
}
