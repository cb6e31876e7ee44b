package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All mistakes of a configuration at once: a setting that is refused is put back to what is built
 * in, and the configuration is read again, until nothing more is found.
 *
 * <p>A rule that is about two settings tells nothing where one of them was put back, or is missing
 * because its name is misspelt: that would be a consequence of a mistake that is told already. The
 * refusal knows both.
 */
final class Mistakes {
  /** More than these are only counted. */
  static final int MOST = 20;

  /** What stands in a list in the place of an item that was refused. */
  private static final String PASSED_OVER = "passed over";

  private static final Pattern ITEM = Pattern.compile("(.*?)\\[(\\d+)](.*)");

  private final List<WrongInput> found = new ArrayList<>();

  /** Of settings whose value is not the user's, though they have set them. */
  private final Doubts doubts = new Doubts();

  private Config config;

  private Mistakes(Config config) {
    this.config = config;
  }

  /**
   * Reads a configuration.
   *
   * @param before what was read, and what of it was refused before and is told with the rest
   * @param parser refuses what is wrong with a {@link WrongInput} that names the setting
   * @param deeper looks at what the settings mean
   * @throws WrongInput with all that is wrong, in the order of the files and options
   */
  static <T> T none(Config config, Before before, Function<Config, T> parser, Deeper<T> deeper) {
    Mistakes mistakes = new Mistakes(config);
    mistakes.found.addAll(before.refused);
    for (KnownKeys.Unknown unknown : KnownKeys.unknown(config)) {
      mistakes.found.add(unknown.refusal());
      mistakes.passOver(unknown);
    }
    T settings = mistakes.parse(parser);
    if (mistakes.found.isEmpty() && settings != null) {
      return settings;
    }
    if (settings != null) {
      mistakes.found.addAll(deeper.mistakes(settings, mistakes.doubts));
    }
    throw told(mistakes.found, before.layers);
  }

  /**
   * What is known before anything is parsed.
   *
   * @param layers files and options, the weakest first, as a user would name them
   * @param refused what was wrong in putting them together
   */
  record Before(List<String> layers, List<WrongInput> refused) {
    static final Before NOTHING = new Before(List.of(), List.of());
  }

  /** What is wrong in the meaning of settings that are right in themselves. */
  interface Deeper<T> {
    /** Looks for it; what only follows from the doubts is left out. */
    List<WrongInput> mistakes(T settings, Doubts doubts);
  }

  /**
   * Several refusals as one, of at most {@link #MOST} lines.
   *
   * @param layers in whose order they are told
   */
  static WrongInput told(List<WrongInput> mistakes, List<String> layers) {
    List<WrongInput> all =
        new ArrayList<>(mistakes.stream().flatMap(m -> m.parts().stream()).toList());
    all.sort(AsGiven.order(layers));
    if (all.size() > MOST) {
      int more = all.size() - MOST;
      all.subList(MOST, all.size()).clear();
      all.add(new WrongInput("and " + Words.count(more, "more mistake")));
    }
    return WrongInput.all(all);
  }

  /** Whether an item of a list was refused before. */
  static boolean isPassedOver(ConfigValue item) {
    return item.unwrapped() == null && item.origin().description().equals(PASSED_OVER);
  }

  private <T> @Nullable T parse(Function<Config, T> parser) {
    while (true) {
      try {
        return parser.apply(config);
      } catch (WrongInput refused) {
        if (!passOver(refused)) {
          return null;
        }
      }
    }
  }

  /** What was meant by a key that nobody knows is not set; a field of the blueprint is dropped. */
  private void passOver(KnownKeys.Unknown unknown) {
    unknown.meant().forEach(doubts::add);
    String field = unknown.field();
    if (field != null) {
      doubts.add(Doubts.pathOf(field));
      config = config.withoutPath(Doubts.pathOf(field));
    }
  }

  /** Whether there is something to be read behind it. */
  private boolean passOver(WrongInput refused) {
    Config before = config;
    for (WrongInput part : refused.parts()) {
      String path = part.path();
      if (!doubts.cause(part)) {
        found.add(part);
      }
      if (path == null || found.size() > 100) {
        return false;
      }
      doubts.add(path);
      config = putBack(config, path);
    }
    return !config.equals(before);
  }

  private static Config putBack(Config config, String path) {
    Matcher item = ITEM.matcher(path);
    if (item.matches()) {
      return withoutItem(config, item.group(1), Integer.parseInt(item.group(2)));
    }
    String field = Doubts.field(path);
    if (field != null) {
      return config.withoutPath(Doubts.pathOf(field));
    }
    Config builtIn = ConfigStack.builtIn();
    return builtIn.hasPath(path)
        ? config.withValue(path, builtIn.getValue(path))
        : config.withoutPath(path);
  }

  /** The others keep their numbers, by which messages name them. */
  private static Config withoutItem(Config config, String path, int number) {
    ConfigList list = config.getList(path);
    List<ConfigValue> items = new ArrayList<>(list);
    items.set(number, ConfigValueFactory.fromAnyRef(null, PASSED_OVER));
    return config.withValue(path, ConfigValueFactory.fromIterable(items).withOrigin(list.origin()));
  }
}
