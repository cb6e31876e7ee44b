package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DwellTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Dwell dwell = new Dwell(nanos::get);

  @Test
  void whatCameFirstLeavesFirst() {
    dwell.loaded(3);
    pass(100);
    dwell.loaded(5);
    pass(100);
    assertThat(left(4)).containsExactly("200 ms: 3", "100 ms: 1");
    pass(100);
    assertThat(left(4)).containsExactly("200 ms: 4");
  }

  @Test
  void whatComesWithinAStepCountsAsOne() {
    dwell.loaded(1);
    pass(Dwell.STEP.toMillis() - 1);
    dwell.loaded(1);
    pass(1);
    dwell.loaded(1);
    assertThat(left(3)).containsExactly("20 ms: 2", "0 ms: 1");
  }

  @Test
  void moreThanHasComeIsNotMadeUp() {
    dwell.loaded(1);
    assertThat(left(9)).containsExactly("0 ms: 1");
    assertThat(left(9)).isEmpty();
  }

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private List<String> left(long count) {
    List<String> told = new ArrayList<>();
    dwell.left(count, (time, n) -> told.add(time.toMillis() + " ms: " + n));
    return told;
  }
}
