package factory.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.Ceo;
import factory.ConfigStack;
import factory.FactorySettings;
import factory.Outcome;
import factory.Plan;
import factory.Plant;
import factory.blueprint.Blueprint;
import factory.blueprint.BlueprintException;
import factory.goods.FactoryClock;
import factory.operations.Account;
import factory.operations.Console;
import factory.operations.Snapshot;
import factory.purchasing.SourceSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * The factory of one test: the real CEO with all its departments in an actor system of its own,
 * between a {@link TestSupplier} and a {@link TestDestination}.
 */
final class RunningFactory {
  /** How far time is moved at once while a factory closes. */
  private static final Duration STEP = Duration.ofMillis(50);

  /** The longest an end may take, on the factory's clock, beyond its own deadline. */
  private static final Duration LONGEST_END = Duration.ofHours(1);

  private final FactorySettings settings;
  private final Blueprint<?> blueprint;
  private final Duration patience;
  private final ActorTestKit kit;

  /** Null in real time. */
  private final @Nullable ScenarioScheduler time;

  private final TestSupplier supplier;
  private final TestDestination destination;
  private final TestBuyer buyer;
  private final ActorRef<Ceo.Command> ceo;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile @Nullable Snapshot lastSeen;

  /**
   * Starts a factory, which is open once it has come to rest.
   *
   * @param chosen in place of the blueprint of the settings; null for that one
   * @param realTime whether it runs on the machine's clock and threads
   * @param patience how long it may stand still in real time before that is a failure
   */
  RunningFactory(
      ConfigStack stack, @Nullable Blueprint<?> chosen, boolean realTime, Duration patience) {
    this.settings = stack.settings();
    this.patience = patience;
    this.blueprint = chosen == null ? blueprint(stack, settings) : chosen;
    this.kit = ActorTestKit.create("factory", system(stack.config(), settings, realTime));
    this.time = realTime ? null : ScenarioScheduler.in(kit.system());
    OneThread thread = time == null ? new OneThread() : time.thread();
    this.supplier = new TestSupplier(thread, !(settings.source() instanceof SourceSettings.Stdin));
    this.buyer = new TestBuyer(settings, supplier);
    this.destination = new TestDestination(settings.destination().unit());
    Plan plan =
        Plant.plan(
            settings,
            supplier,
            blueprint,
            destination,
            time == null ? FactoryClock.system() : time.nanos()::get,
            new Seen());
    this.ceo = kit.spawn(Ceo.create(plan, outcome), "ceo");
    kit.spawn(
        Behaviors.<Void>setup(
            context -> {
              context.watch(ceo);
              return Behaviors.receive(Void.class)
                  .onSignal(Terminated.class, gone -> ceoIsGone())
                  .build();
            }),
        "ceo-watch");
  }

  private Behavior<Void> ceoIsGone() {
    outcome.completeExceptionally(new IllegalStateException("the CEO failed; see the log"));
    return Behaviors.stopped();
  }

  private static Blueprint<?> blueprint(ConfigStack stack, FactorySettings settings) {
    try {
      return Plant.blueprint(settings);
    } catch (BlueprintException e) {
      throw stack.located(e);
    }
  }

  private static Config system(Config config, FactorySettings settings, boolean realTime) {
    Config system =
        realTime
            ? Plant.threads(config, settings)
            : ScenarioScheduler.config(
                    IntStream.range(0, settings.workshops())
                        .mapToObj(Ceo::threadDispatcher)
                        .toList())
                .withFallback(config);
    return ConfigFactory.parseString(
            "pekko.jvm-exit-on-fatal-error = off\n" + "pekko.coordinated-shutdown.exit-jvm = off")
        .withFallback(system);
  }

  FactorySettings settings() {
    return settings;
  }

  ActorTestKit kit() {
    return kit;
  }

  // ---- buying ----

  /** Has something bought, and lets it arrive. */
  void buy(Consumer<TestBuyer> wanted) {
    if (outcome.isDone()) {
      throw new IllegalStateException("the factory is closed: " + result().describe());
    }
    wanted.accept(buyer);
    arrive();
  }

  /** A moment in the unit of event times. */
  long eventTime(Instant time) {
    return buyer.eventTime(time);
  }

  /** Lets materials get from the Buyer to their workers, which takes the line's linger time. */
  private void arrive() {
    settle();
    pass(settings.line().linger());
  }

  // ---- time ----

  void settle() {
    if (time != null) {
      time.thread().settle(() -> false, patience);
    }
  }

  /** Lets time pass; in between everybody comes to rest, and at the end. */
  void pass(Duration duration) {
    if (time != null) {
      ScenarioScheduler scheduler = time;
      long end = scheduler.nanos().get() + duration.toNanos();
      scheduler.disturb(buyer.untilAllIsBought());
      scheduler.thread().settle(() -> scheduler.leap(end), patience);
      return;
    }
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while time passed", e);
    }
  }

  /** How many times somebody was woken by the clock. */
  long steps() {
    return time == null ? 0 : time.steps();
  }

  // ---- the end ----

  Outcome endOfInput() {
    if (!outcome.isDone()) {
      buyer.end();
    }
    return end();
  }

  Outcome stop() {
    if (!outcome.isDone()) {
      ceo.tell(Ceo.Stop.INSTANCE);
    }
    return end();
  }

  private Outcome end() {
    settle();
    if (time != null) {
      Duration left = settings.shutdown().deadline().plus(LONGEST_END);
      for (; !outcome.isDone() && left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
        pass(STEP);
      }
      if (!outcome.isDone()) {
        throw new AssertionError("the factory does not end; " + account());
      }
    }
    return result();
  }

  /** How the factory ended; waits for the end. */
  private Outcome result() {
    return get(outcome, "the end of the factory");
  }

  boolean isClosed() {
    return outcome.isDone();
  }

  /** Takes it down, whether it has ended or not. */
  void shutDown() {
    try {
      supplier.end();
      kit.shutdownTestKit();
    } finally {
      if (time != null) {
        time.thread().stop();
      }
    }
  }

  // ---- what there is to see ----

  Account account() {
    settle();
    if (outcome.isDone()) {
      return result().account();
    }
    CompletableFuture<Account> answer =
        AskPattern.<Ceo.Command, Account>ask(
                ceo, Ceo.GetAccount::new, patience, kit.system().scheduler())
            .toCompletableFuture();
    return get(answer, "the account");
  }

  List<String> products(int from) {
    return destination.products(from);
  }

  List<String> scrap(int from) {
    return destination.scrap(from);
  }

  @Nullable Snapshot lastSeen() {
    return lastSeen;
  }

  /** Bundles of this run, with what was bought as their shelf. */
  Replay replay() {
    return new Replay(settings, blueprint, buyer::find);
  }

  private <T> T get(CompletableFuture<T> future, String what) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(what + " cannot be had: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError(
          what + " has not come within " + patience.toSeconds() + " s of real time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    }
  }

  /** Keeps the newest snapshot, which Ops shows every other time. */
  private final class Seen implements Console {
    @Override
    public void show(Snapshot snapshot) {
      lastSeen = snapshot;
    }

    @Override
    public void close(Runnable done) {
      done.run();
    }
  }
}
