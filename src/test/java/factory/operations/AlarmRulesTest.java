package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import factory.goods.FactoryClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule raises its alarm once and clears it once, by a clock that is moved by hand. */
final class AlarmRulesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Alarms alarms = new Alarms();
  private Duration now = Duration.ZERO;

  private List<String> keys() {
    return alarms.standing().stream().map(Alarm::key).toList();
  }

  private String text(String key) {
    return alarms.standing().stream()
        .filter(alarm -> alarm.key().equals(key))
        .map(Alarm::text)
        .findFirst()
        .orElse("");
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  // ---- silence ----

  private void reports(Silence silence, Duration interval, int times) {
    for (int i = 0; i < times; i++) {
      pass(interval);
      silence.look(now, alarms, now);
    }
  }

  @Test
  void oneLongIntervalDoesNotMakeALaterSilenceUsual() {
    Silence silence = new Silence("0", "workshop 0");
    reports(silence, SECOND, 20);
    Duration last = now;
    pass(Duration.ofMinutes(5));
    silence.look(last, alarms, now);
    assertThat(keys()).containsExactly("silent/0");
    reports(silence, SECOND, 1);
    assertThat(keys()).isEmpty();
    last = now;
    pass(Duration.ofSeconds(11));
    silence.look(last, alarms, now);
    assertThat(text("silent/0")).startsWith("has not reported for 11 s");
  }

  @Test
  void whoReportsSeldomIsNotSilentBetweenTwoReports() {
    Silence silence = new Silence("0", "workshop 0");
    reports(silence, Duration.ofSeconds(20), 5);
    Duration last = now;
    pass(Duration.ofSeconds(199));
    silence.look(last, alarms, now);
    assertThat(keys()).isEmpty();
    pass(Duration.ofSeconds(2));
    silence.look(last, alarms, now);
    assertThat(keys()).containsExactly("silent/0");
    silence.look(null, alarms, now);
    assertThat(keys()).as("it has closed").isEmpty();
  }

  @Test
  void whoHasReportedOnceIsGivenAMinuteSinceNobodyKnowsHowOftenHeDoes() {
    Silence silence = new Silence("0", "workshop 0");
    Duration first = now;
    silence.look(first, alarms, now);
    pass(Duration.ofSeconds(60));
    silence.look(first, alarms, now);
    assertThat(keys()).isEmpty();
    pass(SECOND);
    silence.look(first, alarms, now);
    assertThat(keys()).containsExactly("silent/0");
  }

  @Test
  void whereThereAreOnlyJobsNobodyFallsSilent() {
    OpsSettings settings =
        new OpsSettings(SECOND, OpsSettings.Console.OFF, SECOND, Duration.ofSeconds(60));
    Watch watch = new Watch(settings, 0, new Clocks());
    Books books = new Books(0);
    for (int i = 0; i < 30; i++) {
      pass(SECOND);
      watch.look(books, alarms, now);
    }
    assertThat(keys()).isEmpty();
  }

  // ---- no product ----

  /**
   * The driver is on his way with 500 materials; {@code onLine} more are in products to be packed.
   */
  private static TransportStock underWay(long onLine, long packed, boolean full) {
    return new TransportStock(
        0,
        100,
        onLine,
        7,
        50,
        500,
        Map.of("tcp", 7L),
        0,
        0,
        Map.of(),
        0,
        Map.of(),
        "files in out",
        0,
        full,
        1,
        packed);
  }

  @Test
  void whileOneShipmentTakesLongProductsAreMadeAndWhatIsPackedWaitsForTheDriverAlone() {
    OpsSettings settings =
        new OpsSettings(SECOND, OpsSettings.Console.OFF, SECOND, Duration.ofSeconds(60));
    Watch watch = new Watch(settings, 0, new Clocks());
    Books books = new Books(0);
    for (int i = 0; i < 100; i++) {
      books.transported(underWay(10, 100 + i / 10, false), now);
      look(watch, books, 1);
    }
    assertThat(keys()).as("a product each ten seconds").doesNotContain(Watch.NO_PRODUCT);
    books.transported(underWay(10, 110, true), now);
    look(watch, books, 100);
    assertThat(keys()).as("there is no room for one").doesNotContain(Watch.NO_PRODUCT);
    books.transported(underWay(10, 110, false), now);
    look(watch, books, 60);
    assertThat(keys()).doesNotContain(Watch.NO_PRODUCT);
    look(watch, books, 1);
    assertThat(text(Watch.NO_PRODUCT))
        .startsWith("no product for 1 min 1 s while 10 materials are open")
        .endsWith("is contract.term meant to be so long, or does a blueprint stand still?");
    books.transported(underWay(0, 110, false), now);
    look(watch, books, 100);
    assertThat(keys()).as("all is packed").doesNotContain(Watch.NO_PRODUCT);
  }

  @Test
  void whereSomebodyIsSlowingTheOthersTheAlarmThatThereIsNoProductSaysWho() {
    OpsSettings settings =
        new OpsSettings(SECOND, OpsSettings.Console.OFF, SECOND, Duration.ofSeconds(60));
    Watch watch = new Watch(settings, 0, new Clocks());
    Books books = new Books(0);
    books.transported(Altered.of(underWay(10, 110, false), "toPack", 100L), now);
    look(watch, books, 62);
    assertThat(watch.bottleneck().actor()).isEqualTo("stevedores");
    assertThat(text(Watch.NO_PRODUCT))
        .startsWith("no product for ")
        .endsWith("see who is slowing us (stevedores); or is contract.term meant to be so long?");
  }

  private void look(Watch watch, Books books, int seconds) {
    for (int i = 0; i < seconds; i++) {
      pass(SECOND);
      watch.look(books, alarms, now);
    }
  }

  // ---- the driver ----

  private static TransportStock onTheWay(long shipment) {
    return new TransportStock(
        0,
        100,
        0,
        7,
        50,
        0,
        Map.of(),
        0,
        0,
        Map.of(),
        0,
        Map.of(),
        "files in out",
        0,
        false,
        shipment,
        0);
  }

  @Test
  void aDriverIsNotLateForTheTimeThatTheDestinationHasExplained() {
    DriverWatch driver = new DriverWatch(Duration.ofSeconds(30));
    driver.look(onTheWay(3), alarms, now);
    alarms.raise("destination", "driver", "is gone", now);
    pass(Duration.ofMinutes(10));
    driver.look(onTheWay(3), alarms, now);
    alarms.clear("destination", now);
    pass(SECOND);
    driver.look(onTheWay(3), alarms, now);
    assertThat(keys()).isEmpty();
    pass(Duration.ofSeconds(31));
    driver.look(onTheWay(3), alarms, now);
    assertThat(keys()).containsExactly("driver-late");
  }

  @Test
  void aDriverWhoIsLongOnHisWayWithOneShipmentIsLate() {
    DriverWatch driver = new DriverWatch(Duration.ofSeconds(30));
    driver.look(onTheWay(3), alarms, now);
    pass(Duration.ofSeconds(30));
    driver.look(onTheWay(3), alarms, now);
    assertThat(keys()).isEmpty();
    pass(SECOND);
    driver.look(onTheWay(3), alarms, now);
    assertThat(text("driver-late"))
        .startsWith("has been on his way with shipment 3 for 31 s, 7 wait in the warehouse;")
        .contains("files in out");
    driver.look(onTheWay(4), alarms, now);
    assertThat(keys()).isEmpty();
    assertThat(alarms.history()).extracting(Alarm::key).containsExactly("driver-late");
  }

  @Test
  void aDestinationThatSaysWhatIsWrongIsOneAlarm() {
    DriverWatch driver = new DriverWatch(Duration.ofSeconds(30));
    driver.look(onTheWay(3), alarms, now);
    alarms.raise("destination", "driver", "the disk is full", now);
    pass(Duration.ofMinutes(2));
    driver.look(onTheWay(3), alarms, now);
    assertThat(keys()).containsExactly("destination");
    DriverWatch never = new DriverWatch(Duration.ZERO);
    alarms.clear("destination", now);
    never.look(onTheWay(3), alarms, now);
    pass(Duration.ofHours(2));
    never.look(onTheWay(3), alarms, now);
    assertThat(keys()).isEmpty();
  }

  // ---- memory ----

  private static WorkshopStock bytes(long bytes) {
    return Altered.of(
        WorkshopStock.nothing(1, false), "roster", 9, "openBytes", bytes, "bytesCapacity", 1_000);
  }

  @Test
  void aWorkshopNearItsMemoryIsToldBeforeItHurtsAndNotTwice() {
    MemoryWatch memory = new MemoryWatch(0.9);
    memory.look(bytes(899), alarms, now);
    assertThat(keys()).isEmpty();
    memory.look(bytes(900), alarms, now);
    memory.look(bytes(850), alarms, now);
    assertThat(keys()).containsExactly("memory-near/1");
    assertThat(text("memory-near/1"))
        .startsWith("open assemblies take 850 B of the 1,000 B that are its share (85 %); at all")
        .contains("Raise factory.memory.open-assemblies");
    pass(Duration.ofMinutes(1));
    memory.look(bytes(850), alarms, now);
    assertThat(keys()).as("it is near for as long as it is not clearly below").hasSize(1);
    pass(MemoryWatch.CALM);
    memory.look(bytes(799), alarms, now);
    assertThat(keys()).isEmpty();
    memory.look(bytes(1_100), alarms, now);
    alarms.raise("memory/1", "director-1", "too much", now);
    memory.look(bytes(1_100), alarms, now);
    assertThat(keys()).as("the director does something about it").containsExactly("memory/1");
  }

  @Test
  void memoryThatComesAndGoesIsOneAlarmThatStands() {
    MemoryWatch memory = new MemoryWatch(0.9);
    for (int i = 0; i < 20; i++) {
      memory.look(bytes(i % 4 == 0 ? 950 : 400), alarms, now);
      assertThat(keys()).containsExactly("memory-near/1");
      pass(SECOND);
    }
    assertThat(text("memory-near/1")).as("how it is now").startsWith("open assemblies take 400 B");
    pass(MemoryWatch.CALM);
    memory.look(bytes(400), alarms, now);
    assertThat(keys()).isEmpty();
    assertThat(alarms.history()).hasSize(1);
  }

  // ---- lines ----

  @Test
  void aLineThatWasFullSaysHowItIsNowAndForHowLongTheAlarmStands() {
    OpsSettings settings =
        new OpsSettings(SECOND, OpsSettings.Console.OFF, SECOND, Duration.ofSeconds(60));
    Watch watch = new Watch(settings, 1, new Clocks());
    Books books = new Books(1);
    takeStock(watch, books, Stocks.CAPACITY, 4);
    assertThat(text("line-full/0")).startsWith("full with 65,536 materials for 3 s");
    takeStock(watch, books, 40_000, 60);
    assertThat(text("line-full/0"))
        .startsWith("not half empty again with 40,000 materials for 1 min 3 s");
    takeStock(watch, books, Stocks.CAPACITY, 1);
    assertThat(text("line-full/0")).startsWith("full with 65,536 materials for 1 min 4 s");
    takeStock(watch, books, 32_768, 1);
    assertThat(keys()).doesNotContain("line-full/0");
    takeStock(watch, books, Stocks.CAPACITY, 2);
    assertThat(keys()).as("a new one").doesNotContain("line-full/0");
  }

  @Test
  void aLineIsFullOfWhatIsAssembledAndCannotLeaveAsWell() {
    OpsSettings settings =
        new OpsSettings(SECOND, OpsSettings.Console.OFF, SECOND, Duration.ofSeconds(60));
    Watch watch = new Watch(settings, 1, new Clocks());
    Books books = new Books(1);
    for (int i = 0; i < 4; i++) {
      pass(SECOND);
      WorkshopStock stock = Stocks.workshop(0, 1_000, 0, now.toSeconds());
      books.stockTaken(Altered.of(stock, "withheld", Stocks.CAPACITY - 1_000), now);
      watch.look(books, alarms, now);
    }
    assertThat(text("line-full/0"))
        .startsWith(
            "full with 1,000 materials and 64,536 that are assembled and cannot leave for 3 s");
  }

  private void takeStock(Watch watch, Books books, long onLine, int seconds) {
    for (int i = 0; i < seconds; i++) {
      pass(SECOND);
      books.stockTaken(Stocks.workshop(0, onLine, 0, now.toSeconds()), now);
      watch.look(books, alarms, now);
    }
  }

  // ---- clocks ----

  private static final class Clocks implements FactoryClock {
    private long nanos = 5;
    private long millis = 1_700_000_000_000L;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public long wallMillis() {
      return millis;
    }

    void pass(Duration time, Duration jump) {
      nanos += time.toNanos();
      millis += time.plus(jump).toMillis();
    }
  }

  @Test
  void aClockThatIsSetIsToldWithDirectionAndFigureAndForgotten() {
    Clocks clocks = new Clocks();
    ClockWatch watch = new ClockWatch(clocks, Duration.ofSeconds(5), Duration.ofSeconds(30));
    clocks.pass(SECOND, Duration.ofMillis(4_900));
    watch.look(SECOND, alarms, now);
    assertThat(keys()).isEmpty();
    clocks.pass(SECOND, Duration.ofHours(-1));
    watch.look(SECOND, alarms, now);
    assertThat(text("clock-jump")).startsWith("the clock was set back by 1 h");
    clocks.pass(SECOND, Duration.ZERO);
    pass(ClockWatch.SHOWN);
    watch.look(SECOND, alarms, now);
    alarms.expire(now);
    assertThat(keys()).isEmpty();
    assertThat(alarms.history()).hasSize(1);
  }

  @Test
  void aProcessThatStoodStillIsTold() {
    Clocks clocks = new Clocks();
    ClockWatch watch = new ClockWatch(clocks, Duration.ofSeconds(5), Duration.ofSeconds(30));
    clocks.pass(Duration.ofSeconds(5), Duration.ZERO);
    assertThat(watch.look(SECOND, alarms, now)).isFalse();
    clocks.pass(Duration.ofSeconds(30), Duration.ZERO);
    assertThat(watch.look(SECOND, alarms, now)).as("nobody else was silent").isTrue();
    assertThat(keys()).isEmpty();
    clocks.pass(Duration.ofSeconds(40), Duration.ZERO);
    watch.look(SECOND, alarms, now);
    assertThat(text("stood-still")).startsWith("nothing was looked at for 40 s");
    pass(ClockWatch.SHOWN);
    alarms.expire(now);
    assertThat(keys()).isEmpty();
  }

  // ---- parked ----

  private static WorkshopStock parked(long count) {
    return Altered.of(
        WorkshopStock.nothing(1, false), "parked", count, "lastParked", "p7: no\u001b");
  }

  @Test
  void parkedPidsAreOneAlarmByOneWriterThatNamesTheLast() {
    Findings findings = new Findings(2, 3);
    findings.add(new Finding(Finding.Kind.PARKED, 1, "p1", 2, 3, SECOND), alarms, now);
    findings.parked(parked(2), alarms, now);
    assertThat(keys()).as("fewer than the threshold").isEmpty();
    assertThat(findings.counts()).containsEntry(Finding.Kind.PARKED, 1L);
    findings.parked(parked(3), alarms, now);
    assertThat(text("parked/1"))
        .startsWith("3 pids parked, the last one p7: no?;")
        .contains("ask why PID");
    pass(Findings.SHOWN.minus(SECOND));
    alarms.expire(now);
    assertThat(keys()).hasSize(1);
    pass(SECOND);
    alarms.expire(now);
    assertThat(keys()).isEmpty();
  }

  @Test
  void aPidInAnAlarmIsWholeSoThatOneCanAskForIt() {
    Findings findings = new Findings(2, 3);
    String pid = "1234567890".repeat(15);
    findings.add(hot(pid, 0.263), alarms, now);
    assertThat(text("hot/1"))
        .startsWith(
            "pid "
                + pid
                + " takes 26 % of what the workshop gets, 5 materials in one hire of its worker;");
  }

  @Test
  void ofHotPidsTheHottestIsNamedAndNotOneThatWasHotBefore() {
    Findings findings = new Findings(2, 3);
    findings.add(hot("first", 0.6), alarms, now);
    pass(SECOND);
    findings.add(hot("second", 0.3), alarms, now);
    assertThat(text("hot/1")).as("both are hot").startsWith("pid first takes 60 %");
    pass(Findings.HOT_NAMED.minus(SECOND));
    findings.add(hot("second", 0.4), alarms, now);
    assertThat(text("hot/1")).as("the first is so no more").startsWith("pid second takes 40 %");
    findings.add(hot("third", 0.5), alarms, now);
    assertThat(text("hot/1")).startsWith("pid third takes 50 %");
    assertThat(alarms.history()).as("it stood all the time").isEmpty();
  }

  private static Finding hot(String pid, double share) {
    return new Finding(Finding.Kind.HOT, 1, pid, 5, 0, SECOND, share, true);
  }

  @Test
  void theWorstIsNamedAsLongAsItIsFoundAndThenAnother() {
    Findings findings = new Findings(2, 3);
    findings.add(oversized("worst", 9, false), alarms, now);
    pass(Findings.SHOWN.minus(SECOND));
    findings.add(oversized("worst", 8, true), alarms, now);
    findings.add(oversized("other", 2, false), alarms, now);
    assertThat(text("oversized/1")).as("as it is by now").startsWith("pid worst has 8.0 MiB");
    for (int i = 0; i < 2; i++) { // the worst is gone
      pass(Findings.SHOWN.minus(SECOND));
      findings.add(oversized("other", 2, true), alarms, now);
      alarms.expire(now);
    }
    assertThat(text("oversized/1")).startsWith("pid other has 2.0 MiB");
    assertThat(alarms.history()).as("it stood all the time").isEmpty();
    assertThat(findings.counts()).containsEntry(Finding.Kind.OVERSIZED, 2L);
  }

  private static Finding oversized(String pid, long mebibytes, boolean again) {
    return new Finding(Finding.Kind.OVERSIZED, 1, pid, 5, mebibytes << 20, SECOND, 0, again);
  }
}
