package factory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** When a process that only collects its garbage is given up. */
class CollectorDebtTest {
  private final CollectorDebt debt = new CollectorDebt();

  /** Seconds until it is given up, or -1 if it is not within an hour. */
  private int givenUpAfter(long collectingOfASecond) {
    for (int second = 1; second <= 3_600; second++) {
      if (debt.add(collectingOfASecond, 1_000)) {
        return second;
      }
    }
    return -1;
  }

  @Test
  void aProcessThatDoesNothingElseIsGivenUpAfterTwentySeconds() {
    assertThat(givenUpAfter(1_000)).isEqualTo(21);
  }

  @Test
  void oneThatHardlyDoesAnythingElseIsGivenUpSoonAfterwards() {
    assertThat(givenUpAfter(950)).isBetween(22, 30);
  }

  @Test
  void oneThatCollectsForFourFifthsOfTheTimeGoesOn() {
    assertThat(givenUpAfter(800)).isEqualTo(-1);
  }

  @Test
  void oneLongCollectionOfALargeHeapIsNoReason() {
    assertThat(debt.add(300_000, 300_000)).isFalse();
  }

  @Test
  void severalLongOnesWithNothingBetweenThemAre() {
    for (int i = 0; i < 4; i++) {
      assertThat(debt.add(60_000, 60_000)).isFalse();
    }
    assertThat(debt.add(60_000, 60_000)).isTrue();
  }

  @Test
  void whatRunsPaysTheDebtOff() {
    for (int i = 0; i < 20; i++) {
      assertThat(debt.add(1_000, 1_000)).isFalse();
    }
    assertThat(debt.add(0, 5_000)).isFalse();
    assertThat(givenUpAfter(1_000)).as("from nothing on").isEqualTo(21);
  }

  @Property
  void whoNeverCollectsForMoreThanFourFifthsOfTheTimeIsNeverGivenUp(
      @ForAll @Size(max = 1_000) List<@IntRange(max = 200) Integer> collecting) {
    CollectorDebt mine = new CollectorDebt();
    assertThat(collecting).noneMatch(millis -> mine.add(millis, 250));
  }
}
