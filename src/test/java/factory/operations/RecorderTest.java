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

  private final Books books = new Books(1);

  /** The departments report, and Ops shows that at once. */
  private void show(Duration later, boolean ended, long assembled) {
    report(later, ended, assembled);
    show(Duration.ZERO);
  }

  private void report(Duration later, boolean ended, long assembled) {
    running = running.plus(later);
    books.purchased(Stocks.bounded(assembled, 1, ended), running);
    books.stockTaken(
        ended ? Stocks.closed(0, assembled) : Stocks.workshop(0, 0, 0, assembled), running);
  }

  private void show(Duration later) {
    running = running.plus(later);
    recorder.show(
        Altered.of(Stocks.snapshot(books.account()), "running", running, "pace", books.pace()));
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
      assertThat(history.newest().materials()).as("2,000 in 1.5 s").isBetween(1_333.0, 1_334.0);
      assertThat(history.newest().assembled()).isBetween(1_333.0, 1_334.0);
    }
  }

  @Test
  void noRateOfTheEndIsHigherThanItWasThoughTheReportBeforeIsOlderThanTheSample() {
    report(Duration.ofMillis(500), false, 400);
    report(SECOND, false, 1_200);
    show(Duration.ofMillis(900)); // what was bought meanwhile is not known yet
    report(SECOND, true, 2_720);
    show(Duration.ofMillis(20));
    recorder.close(() -> {});
    assertThat(running).hasMillis(3_420);
    assertThat(minutes.newest().materials()).as("at 800 a second").isEqualTo(800);
    assertThat(minutes.newest().assembled()).isEqualTo(800);
  }

  @Test
  void aReportAMomentAfterAnotherOneIsNoSpikeAtTheEnd() {
    show(SECOND, false, 1_000);
    show(SECOND, false, 2_000);
    report(Duration.ofMillis(100), true, 2_500);
    show(Duration.ofMillis(900));
    recorder.close(() -> {});
    assertThat(minutes.newest().materials()).as("1,500 in 1.1 s").isBetween(1_363.0, 1_364.0);
  }

  @Test
  void whatHadComeToItsEndBeforeTheLastSampleHasNoRateInIt() {
    show(SECOND, false, 1_000);
    show(SECOND, true, 2_000);
    show(SECOND);
    recorder.close(() -> {});
    assertThat(minutes.samples())
        .extracting(Sample::materials)
        .containsExactly(5_001.2, 1_000.0, 0.0);
    assertThat(minutes.newest().assembled()).isZero();
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
