package factory.purchasing;

import factory.goods.Fields;
import factory.goods.GuardedPattern;
import factory.goods.Pid;
import factory.goods.Schema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Takes the pid from a record. Not thread-safe. */
final class PidReader {
  private final Part[] parts;
  private final String separator;

  PidReader(List<SourceSettings.PidField> fields, String separator) {
    this.parts = fields.stream().map(Part::new).toArray(Part[]::new);
    this.separator = separator;
  }

  /** The record's pid; each of its parts must be there and not empty. */
  Pid read(Fields fields) throws Malformed {
    if (parts.length == 1) {
      return Pid.of(parts[0].read(fields));
    }
    String[] texts = new String[parts.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = parts[i].read(fields);
    }
    return Pid.ofTuple(Arrays.asList(texts), separator);
  }

  private static final class Part {
    private final FieldFinder finder;
    private final @Nullable GuardedPattern pattern;
    private final String patternText;

    Part(SourceSettings.PidField field) {
      this.finder = new FieldFinder(field.field());
      this.pattern = field.pattern() == null ? null : new GuardedPattern(field.pattern());
      this.patternText = field.pattern() == null ? "" : field.pattern().pattern();
    }

    String read(Fields fields) throws Malformed {
      Object value = finder.find(fields);
      if (value == null) {
        throw new Malformed("no value for pid field '" + finder.path + "'");
      }
      String text = text(value);
      if (text.isEmpty()) {
        throw new Malformed("pid field '" + finder.path + "' is empty");
      }
      return pattern == null ? text : taken(pattern, text);
    }

    private String taken(GuardedPattern guarded, String text) throws Malformed {
      Matcher match = find(guarded, text);
      String group = match == null ? null : match.group(1);
      if (group == null || group.isEmpty()) {
        String why =
            match == null
                ? "%s does not match the pattern '%s'"
                    .formatted(Malformed.quoted(text), patternText)
                : "the pattern '%s' takes nothing of %s"
                    .formatted(patternText, Malformed.quoted(text));
        throw new Malformed("pid field '" + finder.path + "': " + why);
      }
      return group;
    }

    private @Nullable Matcher find(GuardedPattern guarded, String text) throws Malformed {
      try {
        return guarded.find(text);
      } catch (GuardedPattern.Refused e) {
        throw new Malformed("pid field '" + finder.path + "': " + e.getMessage());
      }
    }

    private String text(Object value) throws Malformed {
      if (value instanceof String text) {
        return text;
      }
      if (value instanceof BigDecimal number) {
        return number.toPlainString();
      }
      if (value instanceof Map || value instanceof List) {
        throw new Malformed(
            "pid field '"
                + finder.path
                + "' is "
                + (value instanceof Map ? "an object" : "an array")
                + ", not a value");
      }
      return value.toString();
    }
  }

  /** Finds one field in record after record, by its index while they have the same shape. */
  static final class FieldFinder {
    final String path;
    private @Nullable Schema schema;
    private int index;

    FieldFinder(String path) {
      this.path = path;
    }

    @Nullable Object find(Fields fields) {
      if (fields.schema() != schema) {
        schema = fields.schema();
        index = fields.schema().indexOf(path);
      }
      return index >= 0 ? fields.at(index) : fields.get(path);
    }
  }
}
