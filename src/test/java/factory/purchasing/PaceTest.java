package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = 1_000_000;

  private final Pace pace = new Pace(5_000);
  private long now = 77;
  private long bought;

  /** Buys lots of 50 as far as the pace lets them go. */
  private void buy() {
    while (pace.pause(now) == 0) {
      pace.bought(50, now);
      bought += 50;
    }
  }

  @Test
  void aTimerThatIsAlwaysLateDoesNotLowerTheAverage() {
    Random random = new Random(1);
    long begin = now;
    for (int i = 0; i < 2_000; i++) {
      buy();
      now += pace.pause(now) + random.nextInt(25) * MILLI;
    }
    assertThat((double) bought / (now - begin) * 1e9).isBetween(4_950.0, 5_050.0);
  }

  @Test
  void aStallIsMadeUpForInSmallSteps() {
    buy();
    now += 400 * MILLI; // a pause of the machine, while the pace alone was waited for
    long before = bought;
    buy();
    assertThat(bought - before).isEqualTo(200); // 40 ms worth
    for (int i = 0; i < 100; i++) {
      now += 10 * MILLI;
      buy();
    }
    assertThat(bought - before).isBetween(6_950L, 7_100L); // 1.4 s
  }

  @Test
  void whatTheSourceLostIsNotMadeUpFor() {
    buy();
    now += pace.pause(now);
    assertThat(pace.pause(now)).isZero(); // the pace lets it go, but the source has nothing
    now += 60_000 * MILLI;
    long before = bought;
    pace.bought(50, now);
    bought += 50;
    for (int i = 0; i < 100; i++) {
      buy();
      now += 10 * MILLI;
    }
    assertThat(bought - before).isBetween(5_000L, 5_200L);
  }

  @Test
  void lotsAreAHundredthOfTheRate() {
    assertThat(Buyer.lotSize(5_000, true)).isEqualTo(50);
    assertThat(Buyer.lotSize(0.5, true)).isEqualTo(1);
    assertThat(Buyer.lotSize(1e6, true)).isEqualTo(1024);
    assertThat(Buyer.lotSize(1e9, true)).isEqualTo(1024);
  }

  @Test
  void lotsAreLargeWhereNoRateIsKeptAndNothingIsGoneThatIsReadAhead() {
    assertThat(Buyer.lotSize(Double.POSITIVE_INFINITY, true)).isEqualTo(8192);
    assertThat(Buyer.lotSize(Double.POSITIVE_INFINITY, false)).isEqualTo(1024);
  }
}
