package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import factory.goods.Nearest;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings out of one table of the configuration; all settings share it.
 *
 * <p>Every refusal is a {@link WrongInput} of the form {@code web.conf: 2:
 * factory.contract.max-materials: must be at least 1, was 0}. Paths are given relative to the
 * table.
 */
final class ConfigReader extends ConfigTable {
  /** The longest time that Pekko's scheduler can wait is 248 days at its tick of 10 ms. */
  static final Duration LONGEST = Duration.ofDays(240);

  /** A bound above this is there for the machine's sake and tells a user nothing. */
  private static final long LARGE = 100_000;

  /** A table that stands at {@code prefix}, a path as HOCON writes it. */
  ConfigReader(ConfigObject table, String prefix) {
    super(table, prefix);
  }

  /** The table under {@code factory} of a whole configuration. */
  static ConfigReader factory(Config config) {
    return new ConfigReader(config.root(), "").table("factory");
  }

  /** The table at a path. */
  ConfigReader table(String path) {
    ConfigValue value = value(path);
    if (value instanceof ConfigObject inner) {
      return new ConfigReader(inner, full(path));
    }
    throw wrong(path, "must be a table { ... }");
  }

  /** Any text, empty too. */
  String text(String path) {
    ConfigValue value = value(path);
    if (value.valueType() == ConfigValueType.LIST || value.valueType() == ConfigValueType.OBJECT) {
      throw wrong(path, "must be text");
    }
    return String.valueOf(value.unwrapped());
  }

  /** Text, or null where it is empty. */
  @Nullable String textOrNull(String path) {
    String text = text(path);
    return text.isEmpty() ? null : text;
  }

  /** Text of at least one character that is no blank. */
  String someText(String path) {
    String text = text(path);
    if (text.isBlank()) {
      throw wrong(path, "must not be empty");
    }
    return text;
  }

  /** A whole number. */
  int whole(String path, int least, int most) {
    return (int) wholeLong(path, least, most);
  }

  /** A whole number. */
  long wholeLong(String path, long least, long most) {
    String range = most > LARGE ? "" : " from " + least + " to " + most;
    String rule = "must be a whole number" + range;
    BigDecimal number = number(path, rule);
    if (number.stripTrailingZeros().scale() > 0) {
      throw wrong(path, rule);
    }
    if (most <= LARGE && (number.longValue() < least || number.longValue() > most)) {
      throw wrong(path, rule);
    }
    within(path, number, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
    return number.longValueExact();
  }

  /** A number above zero, at most {@code most}. */
  double positive(String path, double most) {
    BigDecimal number = number(path, "must be a number");
    if (number.signum() <= 0) {
      throw wrong(path, "must be more than 0");
    }
    within(path, number, BigDecimal.ZERO, BigDecimal.valueOf(most));
    return number.doubleValue();
  }

  /**
   * Whether a word as {@code auto}, {@code none} or {@code unlimited} stands in place of a figure.
   */
  boolean says(String path, String word) {
    return value(path).unwrapped().equals(word);
  }

  /**
   * A figure that a word may stand for; {@code rule} is completed by the word where the value is
   * neither.
   */
  <T> T orWord(String path, String word, T meaning, Function<String, T> figure) {
    if (says(path, word)) {
      return meaning;
    }
    if (value(path).unwrapped() instanceof String text
        && !text.isEmpty()
        && Character.isLetter(text.charAt(0))) {
      return figureOr(path, word, figure);
    }
    return figure.apply(path);
  }

  /** What stands for a figure and is none: the rule of the figure is told, and the word. */
  private static <T> T figureOr(String path, String word, Function<String, T> figure) {
    try {
      return figure.apply(path);
    } catch (WrongInput e) {
      String message = String.valueOf(e.getMessage());
      int was = message.lastIndexOf(", was ");
      throw was < 0
          ? e
          : new WrongInput(
              message.substring(0, was) + ", or '" + word + "'" + message.substring(was), e.path());
    }
  }

  /**
   * A time from {@code least} to {@link #LONGEST}; a bare number is refused, except 0. HOCON's
   * units and {@code min}, which it lacks.
   */
  Duration time(String path, Duration least) {
    return time(path, least, LONGEST);
  }

  /** A time from {@code least} to {@code most}, which is longer where no timer waits for it. */
  Duration time(String path, Duration least, Duration most) {
    Duration time;
    try {
      time = Quantities.time(value(path), most);
    } catch (Quantities.None none) {
      throw wrong(path, none.rule());
    }
    if (time.compareTo(least) < 0) {
      throw wrong(path, "must be at least " + Words.time(least));
    }
    if (time.compareTo(most) > 0) {
      throw wrong(path, Quantities.atMost(most));
    }
    return time;
  }

  /** A size in bytes. */
  long size(String path, long least, long most) {
    long size;
    try {
      size = Quantities.bytes(value(path), most);
    } catch (Quantities.None none) {
      throw wrong(path, none.rule());
    }
    if (size < least) {
      throw wrong(path, "must be at least " + Words.bytes(least));
    }
    if (size > most) {
      throw wrong(path, Quantities.atMost(most));
    }
    return size;
  }

  /** One of the words that the constants of an enum make: {@code MAX_AGE} is {@code max-age}. */
  <E extends Enum<E>> E oneOf(String path, Class<E> type) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(ConfigReader::word).toList();
    String word = oneOf(path, words);
    return type.getEnumConstants()[words.indexOf(word)];
  }

  /** One of these words. */
  String oneOf(String path, List<String> words) {
    String word = text(path);
    if (words.contains(word)) {
      return word;
    }
    String nearest = word.isEmpty() || words.size() < 2 ? "" : Nearest.hint(word, words);
    throw wrong(path, "must be " + Words.or(words) + nearest);
  }

  /** One character between fields; {@code tab} and {@code \t} stand for the tabulator. */
  char delimiter(String path) {
    String text = text(path);
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1 || "\"\r\n".contains(text) || Character.isSurrogate(text.charAt(0))) {
      throw wrong(path, "must be one character, or tab, and neither a quote nor a line break");
    }
    return text.charAt(0);
  }

  /** A regular expression, or null where the text is empty. */
  @Nullable Pattern pattern(String path) {
    String text = text(path);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
      throw wrong(path, "must be a regular expression (" + e.getDescription() + where + ")");
    }
  }

  /** A time zone, or null where the text is empty. */
  @Nullable ZoneId zone(String path) {
    String text = text(path);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw wrong(path, "must be a time zone, as UTC, +02:00 or Europe/Berlin");
    }
  }

  /** A path of the file system, relative to the directory that the factory is started in. */
  Path path(String path) {
    return toPath(path, someText(path));
  }

  /** A list of paths of the file system. */
  List<Path> paths(String path) {
    return texts(path).stream().map(text -> toPath(path, text)).toList();
  }

  /** A list of tables; each reader is called {@code path[0]}, {@code path[1]} and so on. */
  List<ConfigReader> tables(String path) {
    return numbered(path).stream().flatMap(Optional::stream).toList();
  }

  /** The same, with nothing in the place of a table that was refused, so that none moves up. */
  List<Optional<ConfigReader>> numbered(String path) {
    List<Optional<ConfigReader>> tables = new ArrayList<>();
    if (!(value(path) instanceof ConfigList items)) {
      throw wrong(path, "must be a list of tables [ { ... } ]");
    }
    for (int i = 0; i < items.size(); i++) {
      if (Mistakes.isPassedOver(items.get(i))) {
        tables.add(Optional.empty());
        continue;
      }
      if (!(items.get(i) instanceof ConfigObject inner)) {
        throw wrongItem(path, i, "must be a table { ... }");
      }
      tables.add(Optional.of(new ConfigReader(inner, full(path) + "[" + i + "]")));
    }
    return tables;
  }

  /** The word of an enum's constant. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Path toPath(String path, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong(path, "must be a path (" + e.getReason() + ")");
    }
  }
}
