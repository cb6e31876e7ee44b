package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as it is put together: the built-in {@code application.conf}, over it {@code
 * ./application.conf} or else {@code ./conf/application.conf}, the files of {@code --config} in
 * their order, {@code -Dfactory.x=y}, and {@code --set} in its order. The later wins. All is
 * resolved once, at the end, so that a substitution sees what wins.
 *
 * @param config the whole, with Pekko's own defaults; what the actor system is started with
 * @param layers what was read over the built-in one, the weakest first, as a user would name it
 * @param refused what does not stand where it does something; {@link #settings} tells it
 * @param remarks what does nothing where it stands, and may be meant so; whole sentences
 */
public record ConfigStack(
    Config config, List<String> layers, List<WrongInput> refused, List<String> remarks) {
  private static final String FACTORY = "factory.";
  private static final String PEKKO = "pekko.";
  private static final Pattern PATH =
      Pattern.compile("(?:factory\\.)?([\\w-]+(?:\\.[\\w-]+|\\[\\d+])+)[^:]*: ");

  private static final Pattern SEVERAL = Pattern.compile("\n(?=blueprint\\.|factory\\.source\\.)");

  /** One step of a path: a key, or the number of an item. */
  private static final Pattern STEP = Pattern.compile("[\\w-]+|\\[(\\d+)]");

  /** The shipped defaults alone, not resolved, without Pekko's; read once. */
  static Config builtIn() {
    return BuiltIn.CONFIG;
  }

  /** Each setting of the command line asks for it. */
  private static final class BuiltIn {
    static final Config CONFIG = read();

    // Only the one beside this class: a program that embeds the factory may have its own
    // application.conf on the class path.
    private static Config read() {
      URL self = Objects.requireNonNull(ConfigStack.class.getResource("ConfigStack.class"));
      try {
        URL beside =
            new URL(
                self.toString().replaceFirst("factory/ConfigStack\\.class$", "application.conf"));
        return ConfigFactory.parseURL(
            beside,
            ConfigParseOptions.defaults()
                .setAllowMissing(false)
                .setOriginDescription(Origins.BUILT_IN));
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Reads all layers.
   *
   * @param directory where the factory is started
   * @param files of {@code --config}
   * @param settings of {@code --set}, each {@code key=value}
   * @param properties of the system, of which those under {@code factory.} and {@code pekko.} count
   * @throws WrongInput if a file cannot be read or has an error in its syntax
   */
  public static ConfigStack read(
      Path directory, List<Path> files, List<String> settings, Properties properties) {
    return ofGiven(directory, files, settings.stream().map(Given::bySet).toList(), properties);
  }

  /** The same with settings of which some have an option of their own. */
  static ConfigStack ofGiven(
      Path directory, List<Path> files, List<Given> settings, Properties properties) {
    List<String> layers = new ArrayList<>();
    List<Path> locals =
        Stream.of("application.conf", "conf/application.conf")
            .map(directory::resolve)
            .filter(Files::isRegularFile)
            .limit(1)
            .toList();
    List<Path> paths = Stream.concat(locals.stream(), files.stream()).toList();
    List<Config> read = ConfigFile.all(paths, files);
    Stream<String> values = properties.stringPropertyNames().stream().map(properties::getProperty);
    Stream<String> texts = settings.stream().map(Given::setting);
    TopKeys top = new TopKeys(read, Stream.concat(texts, values).toList());
    Config stack = named(files.isEmpty() ? locals : files).withFallback(builtIn());
    for (int i = 0; i < read.size(); i++) {
      stack = top.meant(read.get(i), paths.get(i).toString()).withFallback(stack);
      layers.add(paths.get(i).toString());
    }
    List<WrongInput> refused = new ArrayList<>(top.mistakes());
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (key.startsWith(FACTORY) || key.startsWith(PEKKO)) {
        Supplier<Config> property = () -> OneSetting.property(key, properties.getProperty(key));
        stack = over(stack, property, refused);
        layers.add("-D" + key);
      }
    }
    return resolved(stack, layers, settings, refused, top.remarks());
  }

  /**
   * The built-in configuration with another one and settings over it and no file at all, as tests
   * and programs that embed the factory have it.
   *
   * @param config need not be resolved
   * @param settings each {@code key=value}, as those of {@code --set}
   * @throws WrongInput if a substitution fails
   */
  public static ConfigStack of(Config config, List<String> settings) {
    List<String> layers = new ArrayList<>(List.of(config.origin().description()));
    Config stack = config.withFallback(builtIn());
    List<Given> given = settings.stream().map(Given::bySet).toList();
    return resolved(stack, layers, given, new ArrayList<>(), List.of());
  }

  private static ConfigStack resolved(
      Config files,
      List<String> layers,
      List<Given> settings,
      List<WrongInput> refused,
      List<String> remarks) {
    Config stack = files;
    for (Given setting : settings) {
      stack = over(stack, () -> OneSetting.option(setting), refused);
      layers.add(setting.words());
    }
    try {
      Config whole = stack.withFallback(ConfigFactory.defaultReferenceUnresolved()).resolve();
      return new ConfigStack(whole, List.copyOf(layers), List.copyOf(refused), remarks);
    } catch (ConfigException e) {
      refused.add(ParserWords.refusal(e));
      throw Mistakes.told(refused, layers);
    }
  }

  /** What is no setting is refused later, together with all else. */
  private static Config over(Config stack, Supplier<Config> setting, List<WrongInput> refused) {
    try {
      return setting.get().withFallback(stack);
    } catch (WrongInput e) {
      refused.add(e);
      return stack;
    }
  }

  /** The settings of the factory, all of them checked. */
  public FactorySettings settings() {
    return FactorySettings.parse(
        config, FactorySettings.Machine.here(), before(), (settings, doubts) -> List.of());
  }

  /**
   * The same; if something is wrong in them, what is wrong with the source and the blueprint that
   * they mean is told too.
   */
  FactorySettings checked() {
    return FactorySettings.parse(
        config,
        FactorySettings.Machine.here(),
        before(),
        (settings, doubts) -> new Preparation(this, settings, doubts).mistakes());
  }

  private Mistakes.Before before() {
    return new Mistakes.Before(layers, refused);
  }

  /** What the user wrote and has no effect, in sentences. */
  List<String> withoutEffect() {
    return Stream.concat(remarks.stream(), Idle.sentence(config).stream()).toList();
  }

  /**
   * Whether a setting has its built-in value because nobody has set it.
   *
   * @param path of a key that exists, from the root
   */
  public boolean isBuiltIn(String path) {
    return Origins.builtIn(config.getValue(path));
  }

  /**
   * A refusal of a setting that is only found when its meaning is known.
   *
   * @param path from the root, as {@code factory.blueprint.complete-when} or {@code
   *     factory.blueprint.pclass[1].when}
   * @param rule what it breaks, as {@code must be …}
   */
  public WrongInput wrong(String path, String rule) {
    return path.contains("[")
        ? located(new WrongInput(path + ": " + rule))
        : new ConfigReader(config.root(), "").wrong(path, rule);
  }

  /**
   * A refusal by a department whose message begins with the path of a setting, as {@code
   * source.pid: …}: the path is completed, and the file and line of that setting are put before it
   * where a user has set it. Any other message is kept as it is. Each line that begins with the
   * path of a setting of the blueprint or the source is a refusal of its own.
   */
  public WrongInput located(RuntimeException refusal) {
    return WrongInput.all(
        SEVERAL
            .splitAsStream(String.valueOf(refusal.getMessage()))
            .map(message -> located(message, refusal))
            .toList());
  }

  private WrongInput located(String message, RuntimeException refusal) {
    Matcher path = PATH.matcher(message);
    @Nullable ConfigValue value = path.lookingAt() ? nearest(path.group(1)) : null;
    if (value == null) {
      return new WrongInput(message, refusal);
    }
    String where = Origins.builtIn(value) ? "" : Origins.of(value.origin()) + ": ";
    String prefix = message.startsWith(FACTORY) ? "" : FACTORY;
    return new WrongInput(where + prefix + message, refusal);
  }

  /**
   * The setting at a path below {@code factory}, or the innermost one around it; null if the path
   * leads into no section of the factory.
   */
  private @Nullable ConfigValue nearest(String path) {
    @Nullable ConfigValue value = null;
    @Nullable ConfigValue next = config.root().get("factory");
    int depth = 0;
    Matcher step = STEP.matcher(path);
    while (next != null && step.find()) {
      next = step(next, step);
      value = next == null ? value : next;
      depth += next == null ? 0 : 1;
    }
    return depth < 2 ? null : value;
  }

  private static @Nullable ConfigValue step(ConfigValue from, Matcher step) {
    String number = step.group(1);
    if (number == null) {
      return from instanceof ConfigObject table ? table.get(step.group()) : null;
    }
    return from instanceof ConfigList list && Integer.parseInt(number) < list.size()
        ? list.get(Integer.parseInt(number))
        : null;
  }

  /** Unless it says another name, a factory is called as the first of the files it is made of. */
  private static Config named(List<Path> files) {
    String name = files.isEmpty() ? "" : String.valueOf(files.get(0).getFileName());
    String stem = name.replaceFirst("(?<=.)\\.[^.]*$", "");
    return stem.isBlank()
        ? ConfigFactory.empty()
        : ConfigFactory.parseMap(Map.of("factory.name", stem), "the name of " + files.get(0));
  }
}
