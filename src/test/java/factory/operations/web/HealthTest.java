package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.Test;

/** When a factory is said to live, by a clock that is moved by hand. */
class HealthTest {
  private Instant now = Instant.parse("2026-03-02T09:00:00Z");

  private static int status(HttpResponse response) {
    return response.status().intValue();
  }

  private static String body(HttpResponse response) {
    return ((HttpEntity.Strict) response.entity()).getData().utf8String();
  }

  private Health health(Duration every) {
    return new Health("orders", every, () -> now);
  }

  @Test
  void itIsAliveWhileOpsShowsThePlantAndForHalfAMinuteAfter() {
    Health health = health(Duration.ofSeconds(1));
    assertThat(status(health.live())).isEqualTo(200);
    health.shown(now);
    now = now.plusSeconds(29);
    assertThat(status(health.live())).isEqualTo(200);
    now = now.plusSeconds(2);
    assertThat(status(health.live())).isEqualTo(503);
    health.shown(now);
    assertThat(status(health.live())).isEqualTo(200);
  }

  @Test
  void whereOpsLooksSeldomItIsGivenThreeOfItsIntervals() {
    Health health = health(Duration.ofMinutes(1));
    now = now.plusSeconds(179);
    assertThat(status(health.live())).isEqualTo(200);
    now = now.plusSeconds(2);
    assertThat(status(health.live())).isEqualTo(503);
    assertThat(body(health.live()))
        .isEqualTo("{\"factory\":\"orders\",\"status\":\"Ops has shown nothing for 180 s\"}");
  }

  @Test
  void itSaysWhichFactoryItIsFromTheBeginning() {
    Health health = health(Duration.ofSeconds(1));
    assertThat(body(health.live())).isEqualTo("{\"factory\":\"orders\",\"status\":\"live\"}");
    assertThat(body(health.ready(null)))
        .isEqualTo("{\"factory\":\"orders\",\"status\":\"the departments have not reported yet\"}");
  }
}
