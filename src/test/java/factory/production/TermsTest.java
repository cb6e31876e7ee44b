package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How long receive-timeouts are. */
class TermsTest {
  private static final long MILLI = 1_000_000;

  private static Terms terms(Duration tolerance) {
    return new Terms(
        new ContractSettings(Duration.ofSeconds(2), tolerance, null, 1000, Long.MAX_VALUE));
  }

  @Test
  void areNeverShorterThanAskedForAndLongerByHalfOfTheToleranceAtMost() {
    Terms terms = terms(Duration.ofMillis(8));
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long nanos = random.nextLong(MILLI, 5000 * MILLI);
      long timeout = terms.timeout(nanos, random.nextLong()).toNanos();
      assertThat(timeout).isBetween(nanos, nanos + 4 * MILLI - 1);
    }
  }

  @Test
  void ofManyWorkersEndTogether() {
    Terms terms = terms(Duration.ofMillis(200));
    Set<Long> ends = new TreeSet<>();
    for (long now = 0; now < 1000; now++) {
      ends.add(now * MILLI + terms.timeout(2000 * MILLI, now * MILLI).toNanos());
    }
    assertThat(ends).hasSize(11); // each 100 ms of a second
  }

  @Test
  void endWithin100MillisecondsThoughTheToleranceIsLarge() {
    Terms terms = terms(Duration.ofHours(1));
    assertThat(terms.timeout(2000 * MILLI, MILLI)).isLessThan(Duration.ofMillis(2100));
  }

  @Test
  void areAtLeastAMillisecondAndNoLongerThanTheSchedulerTakes() {
    Terms terms = terms(Duration.ofMillis(1));
    assertThat(terms.timeout(-5, 0)).isEqualTo(Duration.ofMillis(1));
    assertThat(terms.timeout(Long.MAX_VALUE, 77)).isLessThan(Duration.ofDays(101));
  }
}
