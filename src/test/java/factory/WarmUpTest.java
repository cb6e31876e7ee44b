package factory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a benchmark is warmed up. */
class WarmUpTest {
  @Test
  void aQuarterOfTheEventsIsWarmedUpWithInFiveRuns() {
    assertThat(WarmUp.of(20_000_000, 5_000)).isEqualTo(new WarmUp(5, 1_000_000));
    assertThat(WarmUp.of(20_000_000, 0)).isEqualTo(new WarmUp(5, 1_000_000));
  }

  @Test
  void eachRunHasTenEventsForEachPidWhereThatIsPossible() {
    assertThat(WarmUp.of(20_000_000, 200_000)).isEqualTo(new WarmUp(2, 2_500_000));
    assertThat(WarmUp.of(20_000_000, 1_000_000)).isEqualTo(new WarmUp(1, 5_000_000));
    assertThat(WarmUp.of(20_000_000, Integer.MAX_VALUE)).isEqualTo(new WarmUp(1, 5_000_000));
  }

  @Test
  void itIsAMillionAtLeastButNoMoreThanIsMeasured() {
    assertThat(WarmUp.of(2_000_000, 0)).isEqualTo(new WarmUp(2, 500_000));
    assertThat(WarmUp.of(300_000, 0)).isEqualTo(new WarmUp(1, 300_000));
    assertThat(WarmUp.of(1, 0)).isEqualTo(new WarmUp(1, 1));
  }
}
