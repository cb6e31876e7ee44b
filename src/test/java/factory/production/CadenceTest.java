package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How large a director's rounds are. */
class CadenceTest {
  private static final long MS = 1_000_000;
  private static final int CAPACITY = 65_536;

  private final Cadence cadence = new Cadence(CAPACITY, 0);
  private long now;

  /** A round whose workers take {@code busy} milliseconds, and nothing comes for some more. */
  private void round(int size, long busy, long idle) {
    cadence.started(size, now);
    cadence.look(size, now);
    now += busy * MS;
    cadence.look(0, now);
    now += idle * MS;
  }

  @Test
  void anIdleWorkshopTakesUpOneRecordAtOnce() {
    assertThat(cadence.mayStart(1, now)).isTrue();
    round(10, 1, 100);
    assertThat(cadence.mayStart(1, now)).isTrue();
  }

  @Test
  void theNextRoundWaitsForTheWorkersOfTheLast() {
    cadence.started(40_000, now);
    cadence.look(10_001, now);
    assertThat(cadence.mayStart(1, now)).isFalse();
    cadence.look(10_000, now);
    assertThat(cadence.mayStart(2_048, now)).isTrue();
  }

  @Test
  void halfALineStartsARoundWhateverTheWorkersDo() {
    cadence.started(40_000, now);
    cadence.look(40_000, now);
    assertThat(cadence.mayStart(CAPACITY / 2 - 1, now)).isFalse();
    assertThat(cadence.mayStart(CAPACITY / 2, now)).isTrue();
  }

  @Test
  void busyWorkersMakeTheNextRoundLarger() {
    for (int i = 0; i < 4; i++) {
      round(2_000, 10, 0);
    }
    assertThat(cadence.mayStart(8_000, now)).as("the target has grown beyond that").isFalse();
    assertThat(cadence.mayStart(CAPACITY / 2, now)).isTrue();
  }

  @Test
  void workersThatAreBusyForMoreThanHalfOfTheTimeMakeTheNextRoundLarger() {
    for (int i = 0; i < 4; i++) {
      round(2_000, 11, 9);
    }
    long workersEase = now - 9 * MS;
    assertThat(cadence.mayStart(8_000, workersEase)).isFalse();
  }

  @Test
  void aRoundThatWasWaitedForAsLongAsAllowedSaysNothingOfTheLoad() {
    round(2_000, 10, 0);
    for (int i = 0; i < 10; i++) {
      round(2_000, 10, 11); // the timer is late by one
    }
    long workersEase = now - 11 * MS;
    assertThat(cadence.mayStart(2_047, workersEase))
        .as("what busy workers had asked for")
        .isFalse();
    assertThat(cadence.mayStart(2_048, workersEase)).as("and no more").isTrue();
  }

  @Test
  void workersThatAreBusyForAThirdOfTheTimeMakeTheNextRoundSmaller() {
    for (int i = 0; i < 4; i++) {
      round(2_000, 10, 0);
    }
    for (int i = 0; i < 5; i++) {
      round(2_000, 10, 20);
    }
    assertThat(cadence.mayStart(2_047, now - 20 * MS)).isTrue();
  }

  @Test
  void aLargerRoundIsNotWaitedForLongerThanTheLastOneTook() {
    for (int i = 0; i < 4; i++) {
      round(2_000, 10, 0);
    }
    assertThat(cadence.pause(now)).isEqualTo(10 * MS);
    assertThat(cadence.mayStart(1, now + 10 * MS)).isTrue();
  }

  @Test
  void idleWorkersMakeTheNextRoundSmallerAgain() {
    for (int i = 0; i < 6; i++) {
      round(2_000, 10, 0);
    }
    for (int i = 0; i < 7; i++) {
      round(2_000, 2, 10);
    }
    assertThat(cadence.mayStart(1, now)).isTrue();
  }

  @Test
  void slowWorkersHoldARoundUpForAWhileOnly() {
    cadence.started(40_000, now);
    cadence.look(40_000, now);
    assertThat(cadence.pause(now)).isEqualTo(20 * MS);
    assertThat(cadence.mayStart(1, now + 20 * MS)).isTrue();
    for (int i = 0; i < 20; i++) { // and never longer than half a second
      cadence.started(40_000, now);
      now += 3_000 * MS;
    }
    cadence.started(40_000, now);
    assertThat(cadence.pause(now)).isEqualTo(500 * MS);
  }

  @Test
  void aLineOfOneRecordWorks() {
    Cadence one = new Cadence(1, 0);
    assertThat(one.mayStart(1, 0)).isTrue();
    one.started(1, 0);
    one.look(1, 0);
    assertThat(one.mayStart(1, 0)).isTrue();
  }
}
