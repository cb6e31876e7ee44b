package factory.testkit;

import factory.ConfigStack;
import factory.WrongInput;
import factory.blueprint.Blueprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a scenario is to test: a configuration, the settings over it, a blueprint, a clock. */
final class Setup {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What changes no product and costs most of the time of a long pause. */
  private static final List<String> LIGHTER =
      List.of(
          "factory.workshops=1",
          "factory.workshop.inspector.every=1 s",
          "factory.operations.alarms.stood-still=0 s"); // idle time is passed over in leaps

  private final Function<List<String>, ConfigStack> stack;
  private @Nullable Blueprint<?> blueprint;
  private Duration patience = PATIENCE;
  private boolean realTime;
  private List<String> settings = new ArrayList<>();
  private List<String> settingsOfAll = List.of();

  /**
   * A configuration without settings over it.
   *
   * @param stack what settings make of it, each {@code key=value}
   * @param blueprint in place of the configured one; null for that one
   */
  Setup(Function<List<String>, ConfigStack> stack, @Nullable Blueprint<?> blueprint) {
    this.stack = stack;
    this.blueprint = blueprint;
  }

  void blueprint(Blueprint<?> chosen) {
    blueprint = chosen;
  }

  void set(String key, Object value) {
    settings.add(key + "=" + value);
  }

  void inRealTime() {
    realTime = true;
  }

  void patience(Duration longest) {
    patience = longest;
  }

  /** What is set so far holds for all tests. */
  void remember() {
    settingsOfAll = List.copyOf(settings);
  }

  /** Forgets what one test has set. */
  void forget() {
    settings = new ArrayList<>(settingsOfAll);
  }

  /**
   * Starts a factory.
   *
   * @throws WrongInput if a setting is wrong
   */
  RunningFactory start() {
    return inWordsOfTheTest(() -> new RunningFactory(read(), blueprint, realTime, patience));
  }

  /** The configuration, with what a scenario needs over it. */
  private ConfigStack read() {
    List<String> all = new ArrayList<>(settings);
    all.add("factory.destination.kind=files");
    ConfigStack read = stack.apply(all);
    List<String> lighter = realTime ? List.of() : LIGHTER;
    lighter.stream()
        .filter(setting -> read.isBuiltIn(setting.substring(0, setting.indexOf('='))))
        .forEach(all::add);
    return stack.apply(all);
  }

  /** A refusal names a setting as the command line has it, which a test does not know. */
  private <T> T inWordsOfTheTest(Supplier<T> work) {
    try {
      return work.get();
    } catch (WrongInput refused) {
      throw refused.reworded(this::inWordsOfTheTest);
    }
  }

  private String inWordsOfTheTest(String refusal) {
    String message = refusal;
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      message =
          message.replace(
              "--set " + setting,
              "set(\"%s\", \"%s\")"
                  .formatted(setting.substring(0, equals), setting.substring(equals + 1)));
    }
    return message;
  }
}
