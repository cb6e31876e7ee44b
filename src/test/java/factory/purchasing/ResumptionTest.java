package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.goods.Partition;
import factory.goods.Positions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumptionTest {
  @Test
  void skipsExactlyWhatEarlierRunsHaveDone() {
    Ledger ledger = new Ledger(List.of(new Partition("a", "crc:1"), new Partition("b", "crc:2")));
    Positions done = new Positions();
    done.add(0, 0);
    done.add(0, 1);
    done.add(0, 5);
    done.add(1, 3);
    ledger.add(done);
    Resumption resumption = new Resumption(ledger, Long.MAX_VALUE);
    for (int partition = 0; partition < 2; partition++) {
      for (long offset = 0; offset < 8; offset++) {
        assertThat(resumption.isDone(partition, offset))
            .isEqualTo(ledger.isDone(partition, offset));
      }
    }
    assertThat(resumption.isDone(0, 5)).isTrue();
    assertThat(resumption.isDone(1, 0)).isFalse();
  }

  @Test
  void aFirstRunHasNothingToSkipAndOneAfterItHas() {
    Ledger ledger = new Ledger(List.of(new Partition("a", "crc:1"), new Partition("b", "crc:2")));
    assertThat(new Resumption(ledger, Long.MAX_VALUE).isEmpty()).isTrue();
    Positions first = new Positions();
    first.add(1, 0);
    ledger.add(first);
    assertThat(new Resumption(ledger, Long.MAX_VALUE).isEmpty()).isFalse();
  }
}
