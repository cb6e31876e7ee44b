package factory;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a setting comes from, as a user would look for it. */
final class Origins {
  /** What the shipped defaults are called in messages. */
  static final String BUILT_IN = "application.conf (built in)";

  private static final Pattern OPTION =
      Pattern.compile("(" + Given.OPTION + "|-D)(.*?)(: 1)?", Pattern.DOTALL);

  /** Of several files the first one wins. */
  private static final Pattern MERGED = Pattern.compile("merge of ([^,]+: \\d+)");

  private static final int SHOWN = 80;

  private Origins() {}

  /**
   * As {@code web.conf: 2}, {@code --set factory.x=y}, {@code --report FILE} or {@code
   * -Dfactory.x}.
   */
  static String of(ConfigOrigin origin) {
    String description = origin.description();
    Matcher merged = MERGED.matcher(description);
    Matcher option = OPTION.matcher(description);
    return merged.lookingAt()
        ? here(merged.group(1))
        : option.matches() ? option.group(1) + option.group(2) : here(description);
  }

  /** A file of the directory that the factory is started in is called by its name alone. */
  static String here(String description) {
    return description.replaceFirst("^\\.[/\\\\]", "");
  }

  /** Whether nobody but the factory has set it. */
  static boolean builtIn(ConfigValue value) {
    return value.origin().description().startsWith(BUILT_IN);
  }

  /** A value as a message shows it; long ones are cut. */
  static String shown(ConfigValue value) {
    String text =
        value.valueType() == ConfigValueType.STRING
            ? "'" + value.unwrapped() + "'"
            : value.render(ConfigRenderOptions.concise());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  /**
   * The order in which keys were written, which the tree itself does not keep: by file, by line,
   * and on one line by where the key stands in it.
   */
  static Comparator<Map.Entry<String, ConfigValue>> asWritten() {
    return Comparator.<Map.Entry<String, ConfigValue>, String>comparing(
            e -> file(e.getValue().origin()))
        .thenComparing(e -> e.getValue().origin().lineNumber())
        .thenComparing(e -> column(e.getKey(), e.getValue().origin()))
        .thenComparing(Map.Entry::getKey);
  }

  private static String file(ConfigOrigin origin) {
    String file = origin.filename();
    return file == null ? "" : file;
  }

  private static int column(String key, ConfigOrigin origin) {
    Matcher found =
        Pattern.compile("(?<![\\w.-])\"?" + Pattern.quote(key) + "\"?\\s*(\\.[^=:{]*)?[=:{+]")
            .matcher(line(origin));
    return found.find() ? found.start() : Integer.MAX_VALUE;
  }

  /** The line itself, or for an option all of it; empty where it cannot be had. */
  private static String line(ConfigOrigin origin) {
    String file = origin.filename();
    if (file == null) {
      return origin.description();
    }
    try (BufferedReader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      for (int line = 1; line < origin.lineNumber(); line++) {
        if (reader.readLine() == null) {
          return "";
        }
      }
      String line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return ""; // only the order of fields rests on it, never a value
    }
  }
}
