package factory.purchasing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Matches a user's pattern with a bound on the work, since some patterns need exponentially many
 * steps on some texts.
 *
 * <p>A step is one look at a character. Not thread-safe.
 */
final class GuardedPattern {
  private static final long STEPS = 1_000_000;
  private static final long STEPS_PER_CHARACTER = 100;

  private final Pattern pattern;
  private final Text text = new Text();
  private final Matcher matcher;

  GuardedPattern(Pattern pattern) {
    this.pattern = pattern;
    this.matcher = pattern.matcher(text);
  }

  /** Matches all of the characters; null if they do not match. */
  @Nullable Matcher matches(char[] chars, int length) throws Malformed {
    return run(chars, length, true);
  }

  /** Finds the first place in {@code value} that matches; null if there is none. */
  @Nullable Matcher find(String value) throws Malformed {
    return run(value.toCharArray(), value.length(), false);
  }

  private @Nullable Matcher run(char[] chars, int length, boolean whole) throws Malformed {
    text.chars = chars;
    text.length = length;
    text.steps = STEPS + STEPS_PER_CHARACTER * length;
    matcher.reset();
    try {
      return (whole ? matcher.matches() : matcher.find()) ? matcher : null;
    } catch (TooManySteps | StackOverflowError e) {
      throw new Malformed(
          "the pattern "
              + Malformed.quoted(pattern.pattern())
              + " takes too many steps on this text");
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
