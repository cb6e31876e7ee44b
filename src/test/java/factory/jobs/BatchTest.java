package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchTest {
  @Test
  void howManyWereClaimedIsRightAlsoWhileItIsCalledBack() throws InterruptedException {
    int from = 5;
    List<Batch<Object>> batches =
        Stream.generate(() -> new Batch<>(new Object[10], from, 10)).limit(500_000).toList();
    batches.forEach(Batch::claim);
    Thread caller = new Thread(() -> batches.forEach(Batch::recall));
    caller.start();
    int wrong = 0;
    for (Batch<Object> batch : batches) {
      while (batch.left() > 0) {
        Thread.onSpinWait();
      }
      wrong += batch.claimed() == 1 ? 0 : 1;
    }
    caller.join();
    assertThat(wrong).isZero();
  }
}
