package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import factory.operations.Account;
import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import factory.purchasing.Buyer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Why a factory closes, and by when. */
class ClosureTest {
  private final AtomicLong now = new AtomicLong(17);
  private final Closure closure = new Closure(now::get);

  @Test
  void aFaultDuringADrainDoesNotPutTheDeadlineOff() {
    closure.begin(Outcome.Ending.STOPPED, null);
    closure.within(Duration.ofSeconds(4));
    assertThat(closure.finishing()).isEqualTo(Duration.ofMillis(3_500));
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(closure.begin(Outcome.Ending.FAULT, "director-1 failed")).isTrue();
    closure.within(Duration.ofSeconds(3));
    assertThat(closure.finishing()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aFaultBringsALongDeadlineForward() {
    closure.begin(Outcome.Ending.STOPPED, null);
    closure.within(Duration.ofSeconds(60));
    closure.begin(Outcome.Ending.FAULT, "director-1 failed");
    closure.within(Duration.ofSeconds(4));
    assertThat(closure.finishing()).isEqualTo(Duration.ofMillis(3_500));
  }

  @Test
  void aFaultIsNamedBeforeWhatWentWrongEarlier() {
    closure.begin(Outcome.Ending.SOURCE_FAILED, "the disk is gone");
    assertThat(closure.begin(Outcome.Ending.FAULT, "director-1 failed")).isTrue();
    Outcome outcome = closure.outcome(account(), true);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAULT);
    assertThat(outcome.describe())
        .isEqualTo(
            "a fault of the factory: director-1 failed; before that the source failed: the disk is gone");
  }

  @Test
  void theLastLineSaysHowNearALineCameToWhatItHad() {
    assertThat(Closing.mostInFlight(new Buyer.InFlight(1_067, 131_072), 246_906))
        .isEqualTo(
            "most in flight on one line: 1,067 of 131,072 places that it had (line.capacity is 246,906)");
  }

  @Test
  void whatIsOpenThoughAllWasReadIsAFaultAndNoSuccess() {
    PurchaseStock bought = new PurchaseStock(2, 0, 0, 1, true, true, 0);
    WorkshopStock held =
        Altered.of(WorkshopStock.none(0), "lineCapacity", 8, "held", 2, "roster", 1, "hired", 1);
    Account open = new Account(bought, List.of(held), TransportStock.NONE);
    Outcome outcome = closure.outcome(open, true);
    assertThat(open.open()).isEqualTo(2);
    assertThat(open.balances()).isTrue();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAULT);
    assertThat(outcome.describe())
        .isEqualTo(
            "the source was read to its end; what is open should be shipped: a fault of the factory, which should be reported");
    assertThat(Remarks.of(outcome, true, true))
        .isEqualTo("  what is open is read again by the next start\n");
    assertThat(closure.outcome(open, false).exitCode()).isEqualTo(ExitCode.OPEN);
    assertThat(closure.outcome(account(), true).exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theLastWordsSayWhyTheExitCodeIsNotZero() {
    Outcome ended = closure.outcome(account(), true);
    assertThat(ended.exitCode(false)).isEqualTo(ExitCode.OK);
    assertThat(ended.lastWords(false)).isEqualTo("the source was read to its end");
    assertThat(ended.exitCode(true)).isEqualTo(ExitCode.SOURCE);
    assertThat(ended.lastWords(true))
        .isEqualTo(
            "the source was read to its end; damaged files lack records, or have wrong ones, and nobody can say which (exit code 5)");
    closure.begin(Outcome.Ending.SOURCE_FAILED, "the disk is gone");
    assertThat(closure.outcome(account(), true).lastWords(false))
        .isEqualTo("the source failed: the disk is gone (exit code 5)");
  }

  @Test
  void whatGoesWrongAfterAFaultDoesNotTakeItsPlace() {
    closure.begin(Outcome.Ending.FAULT, "director-1 failed");
    assertThat(closure.begin(Outcome.Ending.SOURCE_FAILED, "the disk is gone")).isFalse();
    assertThat(closure.outcome(account(), true).trouble())
        .isEqualTo("director-1 failed; then the disk is gone");
  }

  @Test
  void whatIsWaitedForAtTheVeryEndEndsWithTheDeadline() {
    closure.begin(Outcome.Ending.STOPPED, null);
    closure.within(Duration.ofSeconds(4));
    now.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(closure.left(Duration.ofSeconds(2))).isEqualTo(Duration.ofMillis(300));
    now.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(closure.left(Duration.ofSeconds(2))).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void withoutADeadlineOpsHasItsOwnTime() {
    assertThat(closure.left(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
  }

  private static Account account() {
    return new Account(PurchaseStock.NONE, List.of(), TransportStock.NONE);
  }
}
