package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import factory.operations.Bottleneck.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who slows the others down, from where credit is held. */
final class BottleneckTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final PurchaseStock BUYS = Stocks.bought(1_000);
  private static final TransportStock IDLE = transport(0, false, 0);

  private final Alarms alarms = new Alarms();
  private final BottleneckWatch watch = new BottleneckWatch(Duration.ofSeconds(30));
  private Duration now = Duration.ZERO;

  private static TransportStock transport(long toPack, boolean full, long onTheWay) {
    return new TransportStock(
        1_000,
        1_000,
        0,
        full ? 50_000 : 10,
        50_000,
        0,
        Map.of(),
        0,
        0,
        Map.of(),
        0,
        Map.of(),
        "files in out",
        toPack,
        full,
        onTheWay,
        0);
  }

  private static WorkshopStock line(int number, long inFlight, long waiting, boolean crowded) {
    return Altered.of(
        WorkshopStock.nothing(number, false),
        "onLine",
        inFlight / 2,
        "lineCapacity",
        100,
        "delivered",
        inFlight - inFlight / 2,
        "waiting",
        waiting,
        "crowded",
        crowded);
  }

  private Bottleneck find(TransportStock transport, WorkshopStock... workshops) {
    return watch.find(new Account(BUYS, List.of(workshops), transport));
  }

  private static WorkshopStock line(int number, long inFlight, long assembled) {
    return Altered.of(line(number, inFlight, 0, false), "assembled", assembled);
  }

  @Test
  void aWarehouseThatIsFullWhileTheDriverIsAwayIsTheDestination() {
    Bottleneck found =
        find(transport(1_000, true, 12), line(0, 100, 40, false), line(1, 100, 2, false));
    assertThat(found.stage()).isEqualTo(Stage.DESTINATION);
    assertThat(found.actor()).isEqualTo("driver");
    assertThat(found.text())
        .startsWith(
            "shipment 12 is on its way to files in out while the warehouse is full with 50,000,"
                + " and 42 more wait for a permit");
  }

  @Test
  void aWarehouseWithPlacesLeftIsFullByBytes() {
    TransportStock large = Altered.of(transport(1_000, true, 12), "warehouseCapacity", 60_000L);
    assertThat(find(large, line(0, 100, 40, false)).text())
        .contains("the warehouse is full with 50,000 by their bytes");
  }

  @Test
  void cargoThatWaitsToBePackedWhileThereIsRoomIsTheStevedores() {
    assertThat(find(transport(500, false, 0), line(0, 100, 0, false)).stage())
        .isEqualTo(Stage.STEVEDORES);
    assertThat(find(transport(250, false, 3), line(0, 100, 1, false)).stage())
        .as("permits lie about in workshops")
        .isEqualTo(Stage.STEVEDORES);
    assertThat(find(transport(499, false, 0), line(0, 100, 0, false)).stage())
        .isEqualTo(Stage.BLUEPRINT);
  }

  @Test
  void linesThatAreFullWithNothingBehindThemAreTheBlueprint() {
    Bottleneck all = find(IDLE, line(0, 80, 0, false), line(1, 100, 0, false));
    assertThat(all.stage()).isEqualTo(Stage.BLUEPRINT);
    assertThat(all.actor()).isEqualTo("workshops");
    assertThat(all.text()).startsWith("workers have 90 materials to assemble, 90 more wait on 2");
    Bottleneck one = find(IDLE, line(0, 80, 0, false), line(1, 50, 0, false));
    assertThat(one.actor()).isEqualTo("workshop 0");
    assertThat(one.text())
        .startsWith("its workers have 40 materials to assemble, 40 more wait on 1");
    Bottleneck two =
        find(IDLE, line(0, 80, 0, false), line(1, 50, 0, false), line(2, 80, 0, false));
    assertThat(two.actor()).isEqualTo("workshops 0 and 2");
    assertThat(two.text()).startsWith("their workers have 80 materials to assemble");
  }

  private void looksAt(int times, WorkshopStock... workshops) {
    for (int i = 0; i < times; i++) {
      now = now.plus(SECOND);
      watch.look(new Account(BUYS, List.of(workshops), IDLE), alarms, now);
    }
  }

  @Test
  void ofTwoWorkshopsThatAreAlikeBothAreNamedThoughNowTheOneIsFullAndNowTheOther() {
    for (int i = 0; i < 8; i++) {
      looksAt(3, line(0, 100, 0, false), line(1, 50, 0, false), line(2, 50, 0, false));
      looksAt(2, line(0, 50, 0, false), line(1, 100, 0, false), line(2, 50, 0, false));
    }
    assertThat(watch.now().actor()).isEqualTo("workshops 0 and 1");
    assertThat(watch.now().text()).startsWith("their workers have 75 materials to assemble");
    assertThat(alarms.standing()).extracting(Alarm::actor).containsExactly("workshops 0 and 1");
    assertThat(alarms.standing().get(0).text())
        .startsWith("others have been held up for 39 s, by workshop 0 for 39 s, by workshop 1 for")
        .contains("by workshop 1 for 31 s: their workers have");
  }

  @Test
  void ofTwoWorkshopsOneAfterTheOtherEachHasItsOwnTime() {
    looksAt(30, line(0, 100, 0, false), line(1, 50, 0, false));
    looksAt(2, line(0, 50, 0, false), line(1, 100, 0, false));
    assertThat(watch.now().actor()).isEqualTo("workshop 0");
    assertThat(watch.now().text())
        .as("as it was found")
        .startsWith("its workers have 50 materials");
    looksAt(13, line(0, 50, 0, false), line(1, 100, 0, false));
    assertThat(watch.now().actor()).isEqualTo("workshop 1");
    assertThat(alarms.standing().get(0).text())
        .startsWith("others have been held up for 44 s, by this one for 11 s: its workers have");
  }

  @Test
  void workshopsThatHaveNoRoomAreAllNamed() {
    Bottleneck found =
        find(IDLE, line(0, 90, 0, true), line(1, 100, 0, true), line(2, 80, 0, false));
    assertThat(found.stage()).isEqualTo(Stage.ROOM);
    assertThat(found.actor()).isEqualTo("workshops 0 and 1");
    assertThat(found.text()).startsWith("their 0 workers with 0 B are as many as there may be");
  }

  @Test
  void oneFullLineAmongEmptyOnesIsThatLineWhereItIsSentMore() {
    Bottleneck found = find(IDLE, line(0, 5, 385), line(1, 100, 500));
    assertThat(found.stage()).isEqualTo(Stage.LINE);
    assertThat(found.actor()).isEqualTo("line 1");
    assertThat(found.text()).contains("its workshop is sent 60 % of all materials");
    assertThat(find(IDLE, line(0, 0, 0), line(1, 100, 0)).text()).contains("sent 100 % of all");
  }

  @Test
  void oneFullLineAmongEmptyOnesIsASlowBlueprintWhereAllAreSentAlike() {
    Bottleneck found = find(IDLE, line(0, 5, 400), line(1, 100, 500));
    assertThat(found.stage()).isEqualTo(Stage.BLUEPRINT);
    assertThat(found.actor()).isEqualTo("workshop 1");
  }

  @Test
  void whatIsSentCountsSinceTheLinesWereFilledAnewAndNotOfOldTimes() {
    find(IDLE, line(0, 100, 0), line(1, 100, 90_000));
    find(IDLE, line(0, 100, 100), line(1, 100, 90_100));
    assertThat(find(IDLE, line(0, 5, 295), line(1, 100, 90_200)).stage())
        .isEqualTo(Stage.BLUEPRINT);
    find(IDLE, line(0, 100, 1_000), line(1, 100, 90_300));
    assertThat(find(IDLE, line(0, 100, 1_100), line(1, 5, 90_395)).actor()).isEqualTo("line 0");
  }

  @Test
  void aFullLineBeforeAWorkshopWithoutRoomIsForWantOfRoom() {
    Bottleneck found = find(IDLE, line(0, 100, 0, true));
    assertThat(found.stage()).isEqualTo(Stage.ROOM);
    assertThat(found.actor()).isEqualTo("workshop 0");
  }

  @Test
  void whereNoLineIsFullAllWaitForTheSourceUnlessItHasEnded() {
    Bottleneck found = find(IDLE, line(0, 10, 0, false));
    assertThat(found.stage()).isEqualTo(Stage.SOURCE);
    assertThat(found.text()).startsWith("the workshops have room for 90 more materials");
    assertThat(
            watch
                .find(new Account(Stocks.bounded(5, 1, true), List.of(line(0, 10, 0, false)), IDLE))
                .stage())
        .isEqualTo(Stage.NONE);
    assertThat(find(IDLE, Stocks.closed(0, 10)).stage()).isEqualTo(Stage.NONE);
  }

  private void looks(int times, TransportStock transport) {
    for (int i = 0; i < times; i++) {
      now = now.plus(SECOND);
      watch.look(new Account(BUYS, List.of(line(0, 100, 9, false)), transport), alarms, now);
    }
  }

  @Test
  void itIsWhatMostOfTheLastLooksSayAndOneFlickerChangesNothing() {
    looks(6, transport(900, false, 0));
    looks(1, IDLE);
    assertThat(watch.now().stage()).isEqualTo(Stage.STEVEDORES);
    assertThat(watch.now().busy()).isBetween(0.8, 0.9);
    looks(10, IDLE);
    assertThat(watch.now().stage()).isEqualTo(Stage.BLUEPRINT);
    assertThat(watch.now().busy()).isEqualTo(1);
  }

  @Test
  void anAlarmNamesTheStageThatHasHeldTheOthersUpForLongAndIsClearedOnce() {
    looks(31, transport(0, true, 4));
    assertThat(alarms.standing()).isEmpty();
    looks(1, transport(0, true, 4));
    assertThat(alarms.standing()).extracting(Alarm::key).containsExactly("bottleneck/destination");
    Alarm alarm = alarms.standing().get(0);
    assertThat(alarm.actor()).isEqualTo("driver");
    assertThat(alarm.text())
        .startsWith("others have been held up for 31 s: shipment 4 is on its way");
    looks(60, transport(900, false, 0));
    assertThat(alarms.standing()).extracting(Alarm::key).containsExactly("bottleneck/stevedores");
    assertThat(alarms.history()).extracting(Alarm::key).containsExactly("bottleneck/destination");
  }

  @Test
  void onceNothingIsBoughtAndAllIsShippedNobodyIsWaitedFor() {
    Account busy = new Account(BUYS, List.of(line(0, 0, 0, false)), IDLE);
    Account under =
        new Account(
            Stocks.bounded(1_000, 1, true),
            List.of(Stocks.closed(0, 1_000)),
            Altered.of(transport(1_000, true, 12), "warehouseMaterials", 500));
    for (int i = 0; i < BottleneckWatch.LOOKS; i++) {
      watch.look(busy, alarms, now);
    }
    assertThat(watch.now().stage()).isEqualTo(Stage.SOURCE);
    for (int i = 0; i < BottleneckWatch.LOOKS; i++) {
      now = now.plus(Duration.ofSeconds(10));
      watch.look(under, alarms, now);
    }
    assertThat(watch.now().stage()).as("not all is shipped").isEqualTo(Stage.DESTINATION);
    assertThat(alarms.standing()).extracting(Alarm::key).containsExactly("bottleneck/destination");
    watch.look(PlantPictures.ended().account(), alarms, now);
    assertThat(watch.now()).isEqualTo(Bottleneck.NONE);
    assertThat(alarms.standing()).isEmpty();
  }
}
