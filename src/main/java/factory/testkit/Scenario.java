package factory.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.ConfigStack;
import factory.Outcome;
import factory.blueprint.Blueprint;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests a configuration, or a blueprint, in the real factory: buy these materials, let that time
 * pass, expect those products. A JUnit 5 extension over Pekko's {@link ActorTestKit}.
 *
 * <pre>{@code
 * @RegisterExtension
 * final Scenario factory = Scenario.of("conf/orders.conf").set("factory.contract.term", "30 m");
 *
 * @Test
 * void shipsAnOrderThatRestsForHalfAnHour() {
 *   factory.buy("{\"order\":17,\"event\":\"ordered\"}", "{\"order\":17,\"event\":\"paid\"}");
 *   factory.passes(Duration.ofMinutes(31));
 *   assertThat(factory.product("17").materials()).isEqualTo(2);
 *   factory.expectNothingScrapped().expectCustodyBalances();
 * }
 * }</pre>
 *
 * <p>Each test has a factory of its own, which starts at the first use in the test and is shut down
 * after it. All departments are at work; only the source is what the test buys, the destination is
 * memory, and time moves when the test says so. Every method returns when nobody has anything left
 * to do. {@code factory.destination} is not used. Unless they are set, {@code factory.workshops} is
 * 1, so that a test is the same on every machine, and the Inspector looks once a second, or once a
 * minute where nothing happens.
 *
 * <p>For one test thread. Without JUnit, as in a loop or a property, it is {@link AutoCloseable}.
 */
public final class Scenario extends Observed
    implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  private final Setup setup;
  private @Nullable RunningFactory running;

  private Scenario(Function<List<String>, ConfigStack> stack, @Nullable Blueprint<?> blueprint) {
    setup = new Setup(stack, blueprint);
  }

  // ---- what is tested ----

  /**
   * A factory of this configuration, read as {@code run --config} reads it. Its files need not be
   * there.
   *
   * @param configFile relative to the directory that the tests run in
   */
  public static Scenario of(String configFile) {
    return of(Path.of(configFile));
  }

  /** See {@link #of(String)}. */
  public static Scenario of(Path configFile) {
    return new Scenario(
        set -> ConfigStack.read(Path.of(""), List.of(configFile), set, new Properties()), null);
  }

  /** A factory of this configuration over the built-in one; no file is read. */
  public static Scenario of(Config config) {
    return new Scenario(set -> ConfigStack.of(config, set), null);
  }

  /** A factory of the built-in configuration with this blueprint; no file is read. */
  public static Scenario withBlueprint(Blueprint<?> blueprint) {
    return new Scenario(set -> ConfigStack.of(ConfigFactory.empty(), set), blueprint);
  }

  /** Puts this blueprint in place of the configured one. Before the first use in a test. */
  public Scenario blueprint(Blueprint<?> blueprint) {
    checkNotStarted();
    setup.blueprint(blueprint);
    return this;
  }

  /**
   * Sets one more setting, over the configuration. Before the first use in a test; what a test sets
   * is forgotten after it.
   */
  public Scenario set(String key, Object value) {
    checkNotStarted();
    setup.set(key, value);
    return this;
  }

  /**
   * Has the factory run on the machine's clock and threads, for tests of pace. Nothing is waited
   * for then: look until it is there, and give it a deadline.
   */
  public Scenario inRealTime() {
    checkNotStarted();
    setup.inRealTime();
    return this;
  }

  /**
   * How long, in real time, the factory may do nothing and not be idle before a test fails; 60 s
   * unless told.
   */
  public Scenario patience(Duration longest) {
    checkNotStarted();
    setup.patience(longest);
    return this;
  }

  // ---- what happens ----

  /**
   * Buys records in the format of {@code factory.source}: JSON Lines, CSV, or text. Each may be
   * several lines; for CSV the very first is the header. They are with their workers when this
   * returns, {@code line.linger} later on the factory's clock, unless {@code source.rate} or a full
   * line holds them back.
   *
   * @throws IllegalStateException if the source is a generator, or the factory is closed
   */
  public Scenario buy(String... records) {
    factory().buy(buyer -> buyer.buy(String.join("\n", records)));
    return this;
  }

  /** Buys materials; their partition and offset are given anew. See {@link #buy(String...)}. */
  public Scenario buy(Material... materials) {
    return buy(List.of(materials));
  }

  /** See {@link #buy(Material...)}. */
  public Scenario buy(List<Material> materials) {
    factory().buy(buyer -> buyer.buy(materials));
    return this;
  }

  /**
   * Buys one material without an event time.
   *
   * @param fields numbers of any kind, text, booleans, null, lists and maps of those
   */
  public Scenario buy(String pid, Map<String, ? extends @Nullable Object> fields) {
    return buy(material(pid, fields));
  }

  /**
   * Buys one material that happened at this time.
   *
   * @param fields numbers of any kind, text, booleans, null, lists and maps of those
   */
  public Scenario buyAt(Instant time, String pid, Map<String, ? extends @Nullable Object> fields) {
    Material material = material(pid, fields);
    return buy(new Material(material.pid(), factory().eventTime(time), 0, 0, material.fields()));
  }

  /**
   * A material without an event time, to be bought or to be given to a blueprint in a plain loop.
   *
   * @param fields numbers of any kind, text, booleans, null, lists and maps of those
   */
  public static Material material(String pid, Map<String, ? extends @Nullable Object> fields) {
    return new Material(Pid.of(pid), Material.NO_TIME, 0, 0, Fields.of(PlainValues.of(fields)));
  }

  /**
   * Lets time pass on the factory's clock. A contract ends at the latest {@code contract.tolerance}
   * after its term, and the driver comes every {@code transportation.driver.every}: give both their
   * time before you expect a product.
   *
   * <p>While nothing else happens, those who look every other time (Monitor, Inspector, driver,
   * Ops) look once a minute only, so that a day takes about a second of real time. What time alone
   * brings about, as an alarm that nothing was shipped, is seen up to a minute late then.
   */
  public Scenario passes(Duration time) {
    factory().pass(time);
    return this;
  }

  /**
   * Event time comes as far as this without a record that says so: as if one of another pid had
   * come. With {@code factory.contract.clock = event}, contracts that are over {@code
   * contract.grace} before that end; {@link #passes} has no part in it but for the driver.
   *
   * @throws IllegalStateException if contracts run on the factory's clock
   */
  public Scenario reaches(Instant time) {
    factory().buy(buyer -> buyer.reach(time));
    return this;
  }

  /**
   * The source is at its end: all contracts end, everything is shipped, and the factory closes.
   * Again is harmless.
   */
  public Outcome endOfInput() {
    return factory().endOfInput();
  }

  /**
   * The factory is told to stop, as by Ctrl-C. Whether open workers are shipped or kept says {@code
   * factory.shutdown.open-workers}. Again is harmless.
   */
  public Outcome stop() {
    return factory().stop();
  }

  /** The test kit that the factory runs in, for probes and actors of your own. */
  public ActorTestKit kit() {
    return factory().kit();
  }

  // ---- its life ----

  @Override
  public void beforeEach(ExtensionContext context) {
    setup.remember();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
    setup.forget();
  }

  /** Takes the factory down, if it was started; the next use starts another one. */
  @Override
  public void close() {
    RunningFactory factory = running;
    running = null;
    shipped.clear();
    if (factory != null) {
      factory.shutDown();
    }
  }

  @Override
  RunningFactory factory() {
    RunningFactory factory = running;
    if (factory == null) {
      factory = setup.start();
      running = factory;
      factory.settle();
    }
    return factory;
  }

  private void checkNotStarted() {
    if (running != null) {
      throw new IllegalStateException("the factory of this test has started; say this before it");
    }
  }
}
