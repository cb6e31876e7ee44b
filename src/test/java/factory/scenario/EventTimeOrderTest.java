package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import factory.goods.Closed;
import factory.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventTimeOrderTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");

  @RegisterExtension
  final Scenario factory =
      Scenario.of(
          ConfigFactory.parseString(
              """
              factory {
                contract { clock = event, term = 30 d, max-term = 60 d, grace = 1 h }
                blueprint {
                  kind = merge
                  fields { sent = { from = event, op = count, when = "event = 'sent'" } }
                  others = drop
                  complete-when = "sent > 0"
                }
                source {
                  kind = stdin, format = jsonl, pid = [order]
                  event-time { field = at, unit = s }
                }
              }
              """));

  private void event(String order, String event, Instant at) {
    factory.buyAt(at, order, Map.of("event", event));
  }

  @Test
  void shipsACompleteOrderAsSoonAsNothingEarlierCanCome() {
    event("17", "ordered", MONDAY);
    event("17", "sent", MONDAY.plus(Duration.ofDays(2)));
    factory.passes(Duration.ofDays(1));
    factory.expectProducts(0);

    factory.reaches(MONDAY.plus(Duration.ofDays(2)).plus(Duration.ofMinutes(61)));
    factory.passes(Duration.ofSeconds(3));

    assertThat(factory.product("17").closed()).isEqualTo(Closed.COMPLETE);
    factory.expectNothingOpen();
  }

  @Test
  void endsAnOrderThatGoesOnForTooLong() {
    for (int day = 0; day <= 70; day += 10) {
      event("18", "asked again", MONDAY.plus(Duration.ofDays(day)));
    }
    factory.endOfInput();

    assertThat(factory.products())
        .extracting(order -> order.closed().text() + " " + order.materials())
        .containsExactly("limit 7", "end-of-input 1");
  }
}
