package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void keepsTheLastMinutesOnly() {
    History history = new History(Duration.ofSeconds(5), SECOND);
    fill(history, 12, 1_000);
    assertThat(history.samples()).extracting(Sample::roster).containsExactly(7L, 8L, 9L, 10L, 11L);
    assertThat(history.newest().roster()).isEqualTo(11);
  }

  @Test
  void takesNoMoreThanOneSampleEachTimeButForgivesATimerATenth() {
    History history = new History(Duration.ofMinutes(1), SECOND);
    fill(history, 30, 100);
    assertThat(history.samples()).hasSize(4);
    assertThat(history.isDue(history.newest().at().plusMillis(890))).isFalse();
    assertThat(history.isDue(history.newest().at().plusMillis(910))).isTrue();
  }

  @Test
  void aClockThatWasSetBackDoesNotStopIt() {
    History history = new History(Duration.ofMinutes(1), SECOND);
    fill(history, 1, 1_000);
    assertThat(history.isDue(START.minusSeconds(3_600))).isTrue();
  }

  @Test
  void aWholeRunIsKeptFromItsBeginningHoweverLongItIs() {
    History run = History.ofWholeRun(SECOND);
    fill(run, 5_000, 1_000);
    assertThat(run.samples()).hasSizeBetween(500, 1_000);
    assertThat(run.samples().get(0).roster()).isZero();
    assertThat(run.newest().roster()).isGreaterThan(4_980);
    assertThat(run.every()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void theLastMinuteForgetsWhatIsOlder() {
    LastMinute times = new LastMinute();
    times.add(Duration.ofSeconds(9), 10, Duration.ZERO);
    for (int i = 0; i < 100; i++) {
      times.add(Duration.ofMillis(10 * i), 1, Duration.ofSeconds(30));
    }
    Percentiles both = times.percentiles(Duration.ofSeconds(31));
    assertThat(both.count()).isEqualTo(110);
    assertThat(both.max()).isBetween(8.9, 9.1);
    Percentiles late = times.percentiles(Duration.ofSeconds(65));
    assertThat(late.count()).isEqualTo(100);
    assertThat(late.p50()).isBetween(0.48, 0.52);
    assertThat(times.percentiles(Duration.ofSeconds(500))).isEqualTo(Percentiles.NONE);
    assertThat(times.ever()).as("of all of the run").isEqualTo(both);
  }

  private static void fill(History history, int looks, long millis) {
    for (int i = 0; i < looks; i++) {
      Instant at = START.plusMillis(i * millis);
      if (history.isDue(at)) {
        history.add(sample(at, i));
      }
    }
  }

  private static Sample sample(Instant at, long roster) {
    return new Sample(
        at, 0, 0, 0, 0, roster, 0, 0, 0, List.of(), 0, 0, 0, Percentiles.NONE, Percentiles.NONE);
  }
}
