package factory.purchasing;

import factory.goods.Fields;
import factory.goods.GuardedPattern;
import factory.goods.Schema;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that match a pattern as a whole; each named group is a field, null where it took no
 * part.
 */
final class TextRecords implements RecordParser {
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  private final String[] groups;
  private final Schema schema;
  private final GuardedPattern pattern;
  private final String mismatch;
  private final Utf8 text = new Utf8();

  TextRecords(Pattern pattern) {
    List<String> names = groups(pattern);
    this.groups = names.toArray(new String[0]);
    this.schema = new Schema(names);
    this.pattern = new GuardedPattern(pattern);
    this.mismatch = "the line does not match the pattern " + Malformed.quoted(pattern.pattern());
  }

  /** The fields of all records; null where the format is another one. */
  static @Nullable Set<String> fields(RecordFormat format) {
    Pattern pattern = format.pattern();
    return format.syntax() == Syntax.TEXT && pattern != null
        ? new LinkedHashSet<>(groups(pattern))
        : null;
  }

  /** The named groups in the order in which they are written. */
  static List<String> groups(Pattern pattern) {
    List<String> names = new ArrayList<>();
    Matcher written = GROUP.matcher(pattern.pattern());
    // With an empty alternative it matches anything, and only after a match does Java 17 say which
    // names there are.
    Matcher compiled = Pattern.compile("|" + pattern.pattern(), pattern.flags()).matcher("");
    if (!compiled.lookingAt()) {
      throw new IllegalStateException("the empty alternative does not match");
    }
    while (written.find()) {
      String name = written.group(1);
      if (!names.contains(name) && has(compiled, name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** What looks like a group may stand in quotes. */
  private static boolean has(Matcher matched, String name) {
    try {
      matched.start(name);
      return true;
    } catch (IllegalArgumentException noSuchGroup) {
      return false;
    }
  }

  private @Nullable Matcher match(int length) throws Malformed {
    try {
      return pattern.matches(text.chars(), length);
    } catch (GuardedPattern.Refused e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Fields parse(byte[] bytes, int from, int to, long line) throws Malformed {
    int length = text.decode(bytes, from, to);
    Matcher match = match(length);
    if (match == null) {
      throw new Malformed(mismatch);
    }
    @Nullable Object[] values = new @Nullable Object[groups.length];
    for (int i = 0; i < groups.length; i++) {
      values[i] = match.group(groups[i]);
    }
    return Fields.of(schema, values, line);
  }
}
