package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run's record has at its end, by a clock that is moved by hand. */
class RecorderTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final History minutes = new History(Duration.ofMinutes(15), SECOND);
  private final History run = History.ofWholeRun(SECOND.multipliedBy(10));
  private Duration running = Duration.ZERO;
  private final Recorder recorder =
      new Recorder(List.of(minutes, run), () -> Instant.EPOCH.plus(running));

  private void show(Duration later, boolean ended, long assembled) {
    running = running.plus(later);
    Account account =
        new Account(
            Stocks.bounded(assembled, 1, ended),
            List.of(ended ? Stocks.closed(0, assembled) : Stocks.workshop(0, 0, 0, assembled)),
            Stocks.shipped(assembled, assembled / 10));
    recorder.show(Altered.of(Stocks.snapshot(account), "running", running));
  }

  @Test
  void theEndIsWrittenDownHoweverSoonItComesAfterASampleAndWithTheRatesThatLedToIt() {
    show(SECOND, false, 1_000);
    show(Duration.ofMillis(500), true, 2_000);
    assertThat(minutes.samples()).as("it is not due").hasSize(1);
    recorder.close(() -> {});
    recorder.close(() -> {});
    for (History history : List.of(minutes, run)) {
      assertThat(history.samples()).hasSize(2);
      assertThat(history.newest().at()).isEqualTo(Instant.EPOCH.plusMillis(1_500));
      assertThat(history.newest().materials()).as("in a second").isEqualTo(1_000);
      assertThat(history.newest().assembled()).isEqualTo(1_000);
    }
  }

  @Test
  void aRunThatIsOverBeforeTheFirstLookHasItsEnd() {
    show(Duration.ofMillis(250), true, 1_000);
    recorder.close(() -> {});
    assertThat(run.samples()).singleElement().extracting(Sample::assembled).isEqualTo(4_000.0);
  }

  @Test
  void anEndThatWasDueIsNotWrittenTwice() {
    show(SECOND, false, 1_000);
    show(SECOND, true, 3_000);
    recorder.close(() -> {});
    assertThat(minutes.samples()).extracting(Sample::assembled).containsExactly(2_500.0, 2_000.0);
    assertThat(run.samples()).extracting(Sample::assembled).containsExactly(2_500.0, 2_000.0);
  }

  @Test
  void nothingIsWrittenOfWhatWasNeverShown() {
    recorder.close(() -> {});
    assertThat(run.samples()).isEmpty();
  }
}
