package factory.transportation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table as a line of PostgreSQL's {@code COPY} in text format: values are parted by
 * tabs, null is {@code \N}, and a backslash escapes tabs, line ends and itself.
 *
 * <p>The format for all tables on their way: PostgreSQL takes it as it is, for DuckDB it is parted
 * again.
 */
final class RowText {
  private static final String NULL = "\\N";

  private RowText() {}

  /** The line with its end. What no database takes, NUL and lone surrogates, becomes U+FFFD. */
  static byte[] line(List<@Nullable String> values) {
    StringBuilder line = new StringBuilder(256);
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        line.append('\t');
      }
      String value = values.get(i);
      if (value == null) {
        line.append(NULL);
      } else {
        escape(value, line);
      }
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The values of the lines that {@link #line} made, one behind the other. */
  static List<List<@Nullable String>> rows(byte[] lines) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    List<@Nullable String> values = new ArrayList<>();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    boolean isNull = false;
    for (int i = 0; i < lines.length; i++) {
      byte b = lines[i];
      if (b == '\t' || b == '\n') {
        values.add(isNull ? null : value.toString(StandardCharsets.UTF_8));
        value.reset();
        isNull = false;
        if (b == '\n') {
          rows.add(values);
          values = new ArrayList<>(values.size());
        }
      } else if (b == '\\') {
        i++;
        isNull = lines[i] == 'N';
        value.write(unescaped(lines[i]));
      } else {
        value.write(b);
      }
    }
    return rows;
  }

  private static void escape(String value, StringBuilder line) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(isUnfit(value, i, c) ? '\ufffd' : c);
      }
    }
  }

  private static boolean isUnfit(String value, int i, char c) {
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return c == 0
        || (Character.isLowSurrogate(c)
            && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1))));
  }

  private static int unescaped(byte b) {
    return switch (b) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> b;
    };
  }
}
