package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import factory.operations.Bottleneck.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A line with room for hours of a trickle says that its workshop is slow long before it is full.
 */
class BacklogsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Alarms alarms = new Alarms();
  private final BottleneckWatch watch = new BottleneckWatch(Duration.ofSeconds(8));
  private Duration now = Duration.ZERO;
  private long bought;
  private long perSecond = 800;
  private long first;
  private long second;

  /** Each second as many are bought for either workshop, which assembles so many. */
  private void pass(int seconds, int byFirst, int bySecond) {
    for (int i = 0; i < seconds; i++) {
      now = now.plus(SECOND);
      bought += perSecond;
      first += byFirst;
      second += bySecond;
      List<WorkshopStock> workshops =
          List.of(
              Stocks.workshop(0, bought - first, 0, first),
              Stocks.workshop(1, bought - second, 0, second));
      watch.look(
          new Account(Stocks.bought(2 * bought), workshops, TransportStock.NONE), alarms, now);
    }
  }

  @Test
  void aWorkshopWithMoreSecondsOfWorkThanAFewIsSlowThoughItsLineIsNearlyEmpty() {
    pass(20, 800, 800);
    assertThat(watch.now().stage()).isEqualTo(Stage.SOURCE);
    pass(20, 800, 50);
    assertThat(watch.now().stage()).isEqualTo(Stage.BLUEPRINT);
    assertThat(watch.now().actor()).isEqualTo("workshop 1");
    assertThat(alarms.standing()).extracting(Alarm::key).containsExactly("bottleneck/blueprint");
  }

  @Test
  void soAreAllWhereAllStandStill() {
    pass(20, 800, 800);
    pass(15, 0, 0);
    assertThat(watch.now().actor()).isEqualTo("workshops");
  }

  @Test
  void itIsOverWhenTheBacklogIs() {
    pass(20, 800, 800);
    pass(20, 800, 50);
    pass(15, 800, 1_800);
    assertThat(watch.now().stage()).isEqualTo(Stage.SOURCE);
    assertThat(alarms.standing()).isEmpty();
  }

  @Test
  void aLargeBacklogOfAFastWorkshopIsNone() {
    bought = 40_000;
    perSecond = 20_000;
    pass(20, 20_000, 20_000);
    assertThat(watch.now().stage()).isEqualTo(Stage.SOURCE);
  }

  @Test
  void ofTheFirstSecondsNothingIsSaid() {
    pass(5, 0, 0);
    assertThat(watch.now().stage()).isEqualTo(Stage.SOURCE);
  }
}
