package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong nanos = new AtomicLong(5);
  private final RateLimit limit = new RateLimit(10, nanos::get);

  @Test
  void asManyPassAtOnceAsInASecond() {
    assertThat(passing(25)).isEqualTo(10);
  }

  @Test
  void theOthersPassAsTimeGoesBy() {
    passing(25);
    nanos.addAndGet(500_000_000);
    assertThat(passing(25)).isEqualTo(5);
  }

  @Test
  void aLongPauseIsNotSavedUp() {
    nanos.addAndGet(3_600_000_000_000L);
    assertThat(passing(25)).isEqualTo(10);
  }

  private long passing(int tries) {
    return IntStream.range(0, tries).filter(i -> limit.pass()).count();
  }
}
