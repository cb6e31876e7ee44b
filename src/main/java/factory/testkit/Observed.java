package factory.testkit;

import factory.operations.Account;
import factory.operations.AccountPrinter;
import factory.operations.Alarm;
import factory.operations.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What a test sees of the factory of its {@link Scenario}, and expects of it. */
abstract sealed class Observed permits Scenario {
  final Shipped shipped = new Shipped();

  /** The factory, which is started if it was not. */
  abstract RunningFactory factory();

  private Scenario scenario() {
    return (Scenario) this;
  }

  // ---- what is there then ----

  /** All products shipped so far, in order. */
  public List<ShippedProduct> products() {
    return shipped.products(factory());
  }

  /**
   * The one product of this pid.
   *
   * @throws AssertionError if none was shipped, or several
   */
  public ShippedProduct product(String pid) {
    return shipped.product(factory(), pid);
  }

  /** All scrap shipped so far, in order. */
  public List<ScrapLine> scrap() {
    return shipped.scrap(factory()).stream().map(ScrapLine::read).toList();
  }

  /**
   * The bundles of parked pids shipped so far, in order, ready to be replayed: {@code
   * assertThatThrownBy(bundle::replay)}.
   */
  public List<ParkedBundle> parked() {
    return factory().replay().bundles(shipped.scrap(factory()));
  }

  /** The custody account, counted now. */
  public Account account() {
    return factory().account();
  }

  /** How many records have no fate yet. */
  public long open() {
    return account().open();
  }

  /**
   * The alarms that stand or have stood, the newest first, as Ops saw them when it looked last,
   * which it does every {@code factory.operations.every}.
   */
  public List<Alarm> alarms() {
    RunningFactory factory = factory();
    factory.settle();
    Snapshot seen = factory.lastSeen();
    if (seen == null) {
      return List.of();
    }
    List<Alarm> all = new ArrayList<>(seen.alarms());
    all.addAll(seen.history());
    return List.copyOf(all);
  }

  /**
   * Whether the factory has closed, by {@link Scenario#endOfInput}, {@link Scenario#stop} or a
   * fault.
   */
  public boolean isClosed() {
    RunningFactory factory = factory();
    factory.settle();
    return factory.isClosed();
  }

  /** How many times the clock has woken somebody: what a pause costs. */
  long steps() {
    return factory().steps();
  }

  // ---- what is expected ----

  /**
   * This many products were shipped so far.
   *
   * @throws AssertionError if not; it names those that were
   */
  public Scenario expectProducts(int count) {
    List<ShippedProduct> all = products();
    if (all.size() != count) {
      throw Shipped.failure(count + " products", all.size() + " were shipped", all);
    }
    return scenario();
  }

  /**
   * No scrap was shipped so far.
   *
   * @throws AssertionError if some was; it names each record and the reason
   */
  public Scenario expectNothingScrapped() {
    List<ScrapLine> lines = scrap();
    if (!lines.isEmpty()) {
      throw Shipped.failure(
          "nothing scrapped", lines.size() + " lines of scrap were shipped", lines);
    }
    return scenario();
  }

  /**
   * Every record that was bought is shipped, scrapped or open.
   *
   * @throws AssertionError if not; it shows the account
   */
  public Scenario expectCustodyBalances() {
    return check("the custody account to balance", Account::balances);
  }

  /**
   * Every record that was bought is shipped or scrapped.
   *
   * @throws AssertionError if not; the account says where the others are
   */
  public Scenario expectNothingOpen() {
    return check("nothing open", account -> account.open() == 0);
  }

  private Scenario check(String expected, Function<Account, Boolean> rule) {
    Account account = account();
    if (!rule.apply(account)) {
      throw new AssertionError(
          "expected "
              + expected
              + ", but:\n"
              + AccountPrinter.print("the scenario", account, isClosed() ? "yes" : "not yet"));
    }
    return scenario();
  }

  /**
   * Exactly these pids were parked so far; they are in the scrap.
   *
   * @throws AssertionError if not; it names those that were, and why
   */
  public Scenario expectParked(String... pids) {
    List<ParkedBundle> bundles = parked();
    List<String> found = bundles.stream().map(ParkedBundle::pid).sorted().toList();
    if (!found.equals(Arrays.stream(pids).sorted().toList())) {
      throw Shipped.failure(
          "parked pids " + List.of(pids), bundles.size() + " were parked", bundles);
    }
    return scenario();
  }

  /**
   * No alarm stands or has stood, as far as Ops has looked.
   *
   * @throws AssertionError if one has
   */
  public Scenario expectNoAlarms() {
    List<Alarm> alarms = alarms();
    if (!alarms.isEmpty()) {
      throw Shipped.failure(
          "no alarms",
          alarms.size() + " were raised",
          alarms.stream().map(alarm -> alarm.actor() + ": " + alarm.text()).toList());
    }
    return scenario();
  }
}
