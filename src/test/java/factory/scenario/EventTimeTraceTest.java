package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import factory.testkit.Scenario;
import factory.testkit.ShippedProduct;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventTimeTraceTest {
  @RegisterExtension
  final Scenario factory =
      Scenario.of(
          ConfigFactory.parseString(
              """
              factory {
                source {
                  kind = files, paths = ["spans.csv"], format = csv, pid = [trace]
                  event-time { field = start, format = epoch-ns, unit = ns }
                }
                contract { clock = event, term = 1 s, grace = 5 s, late = amend, amend-within = 1 m }
                blueprint {
                  kind = merge
                  fields { services = { from = service, op = list } }
                  others = drop
                  distinct-by = [span]
                }
              }
              """));

  private static String span(String trace, String name, double second, String service) {
    return trace + "," + name + "," + Math.round(second * 1e9) + "," + service;
  }

  @Test
  void putsTheSpansOfATraceInTheOrderOfTheirTimes() {
    factory.buy("trace,span,start,service");
    factory.buy(span("t1", "c", 2.2, "cart"), span("t1", "a", 1, "frontend"));
    factory.buy(span("t1", "b", 1.5, "checkout"), span("t1", "a", 1, "frontend"));
    factory.endOfInput();

    assertThat(factory.product("t1").field("services"))
        .isEqualTo(List.of("frontend", "checkout", "cart"));
    assertThat(factory.scrap()).as("the span that came twice").hasSize(1);
  }

  @Test
  void amendsATraceWhenASpanComesTooLate() {
    factory.buy("trace,span,start,service", span("t1", "a", 1, "frontend"));
    factory.buy(span("t2", "x", 20, "frontend"));
    factory.buy(span("t1", "b", 1.5, "checkout"));
    factory.endOfInput();

    assertThat(factory.products())
        .filteredOn(trace -> trace.pid().equals("t1"))
        .extracting(ShippedProduct::id, ShippedProduct::revision, t -> t.field("services"))
        .containsExactly(
            tuple("records:0", 0L, List.of("frontend")),
            tuple("records:0", 1L, List.of("checkout")));
    factory.expectNothingOpen().expectCustodyBalances();
  }
}
