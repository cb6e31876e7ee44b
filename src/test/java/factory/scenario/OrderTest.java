package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import factory.goods.Closed;
import factory.goods.Scrap;
import factory.testkit.Scenario;
import factory.testkit.ScrapLine;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderTest {
  @RegisterExtension
  final Scenario factory =
      Scenario.of(
          ConfigFactory.parseString(
              """
              factory {
                source { kind = files, paths = ["orders.csv"], format = csv, pid = [order] }
                contract.term = 14 d
                blueprint {
                  kind = merge
                  fields {
                    total = { from = amount, op = sum, when = "event = 'ordered'" }
                    paid = { from = amount, op = sum, when = "event = 'paid'" }
                    sent = { from = event, op = count, when = "event = 'sent'" }
                  }
                  others = drop
                  complete-when = "paid >= total and sent > 0"
                  pclass = [ { when = "paid < total", is = unpaid }, { is = done } ]
                }
              }
              """));

  @Test
  void shipsAnOrderOnceItIsPaidAndSent() {
    factory.buy("order,event,amount", "17,ordered,20.00", "18,ordered,5.00", "17,paid,20.00");
    factory.passes(Duration.ofDays(1));
    factory.expectProducts(0);

    factory.buy("17,sent,");
    factory.passes(Duration.ofSeconds(3));

    assertThat(factory.product("17").closed()).isEqualTo(Closed.COMPLETE);
    assertThat(factory.product("17").field("paid")).isEqualTo(new BigDecimal("20.00"));
    assertThat(factory.open()).isEqualTo(1);

    factory.endOfInput();

    assertThat(factory.product("18").pclass()).isEqualTo("unpaid");
    factory.expectNothingScrapped().expectNothingOpen().expectCustodyBalances();
  }

  @Test
  void scrapsALineThatHasNoOrder() {
    factory.buy("order,event,amount", ",ordered,20.00", "17,ordered,20.00");
    factory.passes(Duration.ofSeconds(3));

    assertThat(factory.scrap())
        .singleElement()
        .returns(Scrap.Reason.MALFORMED, ScrapLine::reason)
        .returns(2L, ScrapLine::line)
        .returns("pid field 'order' is empty", ScrapLine::detail);
    factory.expectCustodyBalances();
  }
}
