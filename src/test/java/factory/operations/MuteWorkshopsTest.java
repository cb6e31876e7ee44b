package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import factory.operations.Bottleneck.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A workshop that stands still cannot say that its line is full, and holds the others up. */
class MuteWorkshopsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long SOME = 500;

  private final Alarms alarms = new Alarms();
  private final Books books = new Books(3);
  private final Watch watch =
      new Watch(
          new OpsSettings(SECOND, OpsSettings.Console.OFF, SECOND, Duration.ofSeconds(60)),
          3,
          () -> 0);
  private Duration now = Duration.ZERO;
  private long bought;

  /** So many seconds pass, in which these workshops report and so much is bought. */
  private void pass(int seconds, long each, long held, List<Integer> reporting) {
    for (int i = 0; i < seconds; i++) {
      now = now.plus(SECOND);
      bought += each;
      books.purchased(Altered.of(Stocks.bought(bought), "held", held), now);
      for (int workshop : reporting) {
        books.stockTaken(
            Stocks.workshop(workshop, SOME, 0, now.toSeconds() * Stocks.CAPACITY), now);
      }
      watch.look(books, alarms, now);
    }
  }

  private List<String> silent() {
    return alarms.standing().stream()
        .map(Alarm::key)
        .filter(key -> key.startsWith("silent"))
        .toList();
  }

  @Test
  void isTheBottleneckBeforeItsSilenceIsAnAlarm() {
    pass(20, 1_000, 70, List.of(0, 1, 2));
    assertThat(watch.bottleneck().stage()).isEqualTo(Stage.SOURCE);
    pass(3, 0, 1_234, List.of(0, 2));
    assertThat(silent()).isEmpty();
    Bottleneck found = watch.bottleneck();
    assertThat(found.stage()).isEqualTo(Stage.BLUEPRINT);
    assertThat(found.actor()).isEqualTo("workshop 1");
    assertThat(found.text())
        .isEqualTo(
            "it has not reported for 3 s and takes nothing up, while 1,234 records wait at the"
                + " Buyer; a thread dump (jstack) shows where it is");
    pass(2, 1_000, 70, List.of(0, 1, 2));
    assertThat(watch.bottleneck().stage()).as("it goes on").isEqualTo(Stage.SOURCE);
  }

  @Test
  void isForgottenAtOnceWhenItGoesOn() {
    pass(20, 1_000, 70, List.of(0, 1, 2));
    pass(75, 0, 1_234, List.of(0, 2));
    assertThat(alarms.standing()).extracting(Alarm::key).contains("bottleneck/blueprint");
    pass(1, 1_000, 70, List.of(0, 1, 2));
    assertThat(watch.bottleneck().stage()).isEqualTo(Stage.SOURCE);
    assertThat(alarms.standing()).extracting(Alarm::key).doesNotContain("bottleneck/blueprint");
  }

  @Test
  void aReportOfTheBuyerThatIsMissingIsNoStandstill() {
    pass(20, 1_000, 70, List.of(0, 1, 2));
    pass(3, 1_000, 70, List.of(0, 2));
    now = now.plus(SECOND);
    watch.look(books, alarms, now);
    assertThat(watch.bottleneck().stage()).isEqualTo(Stage.SOURCE);
  }

  @Test
  void severalAreNamedTogether() {
    pass(20, 1_000, 70, List.of(0, 1, 2));
    pass(4, 0, 1, List.of(2));
    assertThat(watch.bottleneck().actor()).isEqualTo("workshops 0, 1");
    assertThat(watch.bottleneck().text()).startsWith("they have not reported for 4 s");
  }

  @Test
  void isNoneForLongWhileTheBuyerBuysAndNeverWhileItHasNothing() {
    pass(20, 1_000, 70, List.of(0, 1, 2));
    pass(4, 1_000, 1_234, List.of(0, 2));
    assertThat(watch.bottleneck().stage()).as("late").isEqualTo(Stage.SOURCE);
    pass(1, 1_000, 1_234, List.of(0, 2));
    assertThat(watch.bottleneck().actor()).as("for long").isEqualTo("workshop 1");
    pass(9, 0, 0, List.of(0, 2));
    assertThat(watch.bottleneck().stage()).as("the source is empty").isEqualTo(Stage.SOURCE);
  }

  @Test
  void isNamedAlsoAfterABacklogThatFilledAllLines() {
    for (int i = 0; i < 20; i++) {
      now = now.plus(SECOND);
      bought += 1_000;
      books.purchased(Altered.of(Stocks.bought(bought), "held", 70L), now);
      for (int workshop = 0; workshop < 3; workshop++) {
        long full = Stocks.CAPACITY;
        books.stockTaken(
            Stocks.workshop(workshop, full, 0, now.toSeconds() * Stocks.CAPACITY), now);
      }
      watch.look(books, alarms, now);
    }
    assertThat(watch.bottleneck().actor()).isEqualTo("workshops");
    books.stockTaken(Stocks.workshop(1, SOME, 0, now.toSeconds() * Stocks.CAPACITY), now);
    pass(4, 0, 1_234, List.of(0, 2));
    assertThat(watch.bottleneck().actor()).isEqualTo("workshop 1");
  }
}
