package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import factory.goods.Closed;
import factory.testkit.Scenario;
import factory.testkit.ShippedProduct;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebSessionTest {
  @RegisterExtension
  final Scenario factory =
      Scenario.of("src/test/resources/scenario/sessions.conf").set("factory.contract.term", "30 m");

  @Test
  void makesASessionOfClicksThatAreAtMostHalfAnHourApart() {
    factory.buy("{\"visitor\":\"ann\",\"page\":\"/\",\"seconds\":12}");
    factory.passes(Duration.ofMinutes(29));
    factory.buy("{\"visitor\":\"ann\",\"page\":\"/cart\",\"seconds\":3.5}");
    factory.buy("{\"visitor\":\"bob\",\"page\":\"/\",\"seconds\":1}");
    factory.passes(Duration.ofMinutes(29));
    factory.expectProducts(0);

    factory.passes(Duration.ofMinutes(2));

    ShippedProduct ann = factory.product("ann");
    assertThat(ann.closed()).isEqualTo(Closed.CONTRACT);
    assertThat(ann.materials()).isEqualTo(2);
    assertThat(ann.field("pages")).isEqualTo(List.of("/", "/cart"));
    assertThat(ann.field("seconds")).isEqualTo(new BigDecimal("15.5"));
    assertThat(factory.product("bob").pclass()).isEqualTo("bounce");
    factory.expectNothingScrapped().expectNothingOpen().expectCustodyBalances();
  }

  @Test
  void beginsAnotherSessionAfterThePause() {
    factory.buy("{\"visitor\":\"ann\",\"page\":\"/\",\"seconds\":12}");
    factory.passes(Duration.ofMinutes(31));
    factory.buy("{\"visitor\":\"ann\",\"page\":\"/help\",\"seconds\":40}");
    factory.passes(Duration.ofMinutes(31));

    assertThat(factory.products())
        .extracting(ShippedProduct::pid, session -> session.field("pages").toString())
        .containsExactly(tuple("ann", "[/]"), tuple("ann", "[/help]"));
  }
}
