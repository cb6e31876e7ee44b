package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Event times as the text of the instant. */
class EventTimesTest {
  @Property
  void writesEveryTimeAsAnInstantIsWritten(
      @ForAll @LongRange(min = -70_000_000_000_000_000L, max = 300_000_000_000_000_000L)
          long micros,
      @ForAll @IntRange(min = 0, max = 3) int zeros) {
    long rounded = zeros == 0 ? micros : micros / 1_000_000 * 1_000_000 + zeros % 3 * 1_000;
    Instant instant = Instant.EPOCH.plus(rounded, ChronoUnit.MICROS);
    assertThat(iso(ChronoUnit.MICROS).text(rounded)).isEqualTo(instant.toString());
    long second = instant.getEpochSecond();
    assertThat(iso(ChronoUnit.SECONDS).text(second))
        .isEqualTo(Instant.ofEpochSecond(second).toString());
    assertThat(iso(ChronoUnit.MILLIS).text(rounded))
        .isEqualTo(Instant.ofEpochMilli(rounded).toString());
    assertThat(iso(ChronoUnit.NANOS).text(micros))
        .isEqualTo(Instant.EPOCH.plusNanos(micros).toString());
  }

  @Test
  void writesTheFirstAndTheLastInstantOfYearsOfFourDigits() {
    EventTimes seconds = iso(ChronoUnit.SECONDS);
    for (String edge : List.of("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
      long second = Instant.parse(edge).getEpochSecond();
      for (long near = second - 1; near <= second + 1; near++) {
        assertThat(seconds.text(near)).isEqualTo(Instant.ofEpochSecond(near).toString());
      }
    }
  }

  @Test
  void writesANumberWhereNoCalendarHasTheTime() {
    EventTimes seconds = iso(ChronoUnit.SECONDS);
    assertThat(seconds.text(1)).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(seconds.text(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(iso(ChronoUnit.NANOS).text(-1)).isEqualTo("1969-12-31T23:59:59.999999999Z");
  }

  private static EventTimes iso(ChronoUnit unit) {
    return new EventTimes(DestinationSettings.Times.ISO, unit);
  }
}
