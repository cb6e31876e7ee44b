package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.custody.OffsetSet;
import factory.goods.Partition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much a restart reads again; record n is bought at time n. */
class ReplayDistanceTest {
  private static final long NOBODY = Long.MIN_VALUE;

  private final Ledger before =
      new Ledger(List.of(new Partition("a", "x"), new Partition("b", "y")));
  private final Ledger live = before.copy();

  @Test
  void allBehindTheFirstOpenRecordOfEachPartitionIsReadAgain() {
    ReplayDistance distance = new ReplayDistance(new Resumption(before, Long.MAX_VALUE));
    assertThat(distance.records(1000)).isEqualTo(1000);
    done(0, 0, 100);
    done(1, 0, 300);
    done(1, 301, 500);
    assertThat(distance.records(1000)).as("those above an open one do not count").isEqualTo(600);
    assertThat(distance.closeHiredBefore(1000, 1000)).isEqualTo(NOBODY);
  }

  @Test
  void withoutALedgerNothingIsSaid() {
    assertThat(new ReplayDistance(Buyer.Skips.NONE).records(1000)).isZero();
  }

  @Test
  void whoWasHiredBeforeTheAllowedDistanceIsToBeClosed() {
    ReplayDistance distance = new ReplayDistance(new Resumption(before, 1000));
    for (long read = 100; read <= 1000; read += 100) {
      assertThat(distance.closeHiredBefore(read, read)).isEqualTo(NOBODY);
    }
    assertThat(distance.closeHiredBefore(1100, 1100)).isEqualTo(100);
    assertThat(distance.closeHiredBefore(1150, 1150)).isEqualTo(100);
    assertThat(distance.closeHiredBefore(5000, 5000)).isEqualTo(1150);
    done(0, 0, 4500);
    assertThat(distance.closeHiredBefore(5100, 5100)).isEqualTo(NOBODY);
  }

  @Test
  void theDoneOfARunBeforeAreSkippedAndNoOthers() {
    done(1, 3, 5);
    Resumption resumption = new Resumption(live.copy(), Long.MAX_VALUE);
    assertThat(resumption.isDone(1, 2)).isFalse();
    assertThat(resumption.isDone(1, 3)).isTrue();
    assertThat(resumption.isDone(1, 5)).isFalse();
    assertThat(resumption.isDone(0, 0)).isFalse();
  }

  private void done(int partition, int from, int to) {
    OffsetSet offsets = new OffsetSet();
    for (int i = from; i < to; i++) {
      offsets.add(i);
    }
    live.add(partition, offsets);
    live.settle();
  }
}
