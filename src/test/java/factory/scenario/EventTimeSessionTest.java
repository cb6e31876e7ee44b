package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Closed;
import factory.goods.Scrap;
import factory.testkit.Scenario;
import factory.testkit.ScrapLine;
import factory.testkit.ShippedProduct;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventTimeSessionTest {
  @RegisterExtension
  final Scenario factory = Scenario.of("src/test/resources/scenario/visits.conf");

  private static String click(String visitor, String time, String page) {
    return "{\"visitor\":\"%s\",\"time\":\"2026-03-02T%sZ\",\"page\":\"%s\"}"
        .formatted(visitor, time, page);
  }

  private void driverComes() {
    factory.passes(Duration.ofSeconds(3));
  }

  @Test
  void makesTheSessionsThatTheTimesOfTheClicksSay() {
    factory.buy(click("ann", "10:00:00", "/"), click("ann", "10:30:00", "/cart"));
    factory.buy(click("ann", "11:00:01", "/help"));
    driverComes();
    factory.expectProducts(0);

    factory.reaches(Instant.parse("2026-03-02T11:01:00.002Z"));
    driverComes();

    ShippedProduct visit = factory.product("ann");
    assertThat(visit.closed()).isEqualTo(Closed.CONTRACT);
    assertThat(visit.field("pages")).isEqualTo(List.of("/", "/cart"));
    assertThat(visit.last()).isEqualTo("2026-03-02T10:30:00Z");
    assertThat(factory.open()).isEqualTo(1);
  }

  @Test
  void aClickThatComesInTimeJoinsTwoSessions() {
    factory.buy(click("ann", "10:00:00", "/"), click("ann", "10:30:30", "/pay"));
    factory.buy(click("ann", "10:29:40", "/cart"));
    factory.endOfInput();

    assertThat(factory.product("ann").field("pages")).isEqualTo(List.of("/", "/cart", "/pay"));
  }

  @Test
  void scrapsAClickThatIsLaterThanItsGrace() {
    factory.buy(click("bob", "10:02:00", "/"), click("ann", "10:01:00", "/"));
    factory.buy(click("ann", "10:00:59.999", "/late"));
    driverComes();

    assertThat(factory.scrap())
        .singleElement()
        .returns(Scrap.Reason.LATE, ScrapLine::reason)
        .returns("ann", ScrapLine::pid)
        .returns(
            "event time 2026-03-02T10:00:59.999Z is behind its partition's watermark 2026-03-02T10:01:00Z",
            ScrapLine::detail);
    factory.expectCustodyBalances();
  }
}
