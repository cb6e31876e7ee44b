package factory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.ExitCode;
import factory.Outcome;
import factory.WrongInput;
import factory.goods.Closed;
import factory.goods.Scrap;
import factory.operations.Alarm;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {
  private static final Config SUMS =
      ConfigFactory.parseString(
          """
          factory {
            source { kind = files, paths = ["none.jsonl"], pid = [p], event-time { field = t, unit = s } }
            contract.term = 10 m
            blueprint { kind = merge, fields { n = sum } }
          }
          """);

  @RegisterExtension final Scenario factory = Scenario.of(SUMS);

  // ---- what is configured ----

  @Test
  void neverSumsUpWhatMakesThePidOrTheEventTime() {
    try (Scenario orders =
        Scenario.of(
            ConfigFactory.parseString(
                """
                factory {
                  source {
                    kind = files, paths = ["none.jsonl"], pid = [order.number, shop]
                    event-time { field = at, format = epoch-s, unit = s }
                  }
                  blueprint.kind = merge
                }
                """))) {
      orders.buy(
          "{\"order\":{\"number\":17},\"shop\":4,\"at\":100,\"n\":1}",
          "{\"order\":{\"number\":17},\"shop\":4,\"at\":160,\"n\":2}");
      orders.endOfInput();
      ShippedProduct order = orders.products().get(0);
      assertThat(order.field("shop")).isEqualTo(4L);
      assertThat(order.field("at")).isEqualTo(100L);
      assertThat(order.field("order")).isEqualTo(Map.of("number", 17L));
      assertThat(order.field("n")).as("as all other numbers").isEqualTo(3L);
    }
  }

  // ---- time ----

  @Test
  void endsAContractWithinItsToleranceAndNotBefore() {
    factory.set("factory.transportation.driver.every", "10 ms");
    factory.buy(record("a", 1));

    Duration linger = Duration.ofMillis(50); // has passed when it is bought
    factory.passes(Duration.ofMinutes(10).minus(linger).minusMillis(20));
    factory.expectProducts(0);

    factory.passes(Duration.ofMillis(220));
    factory.expectProducts(1);
  }

  @Test
  void letsHalfAnHourPassInLessThanASecond() {
    long best = Long.MAX_VALUE;
    // The first ones also warm the JVM up, and the machine may be busy.
    for (int run = 0; run < 30 && best > 1_000_000_000; run++) {
      factory.buy(record("a", 1));
      long start = System.nanoTime();
      factory.passes(Duration.ofMinutes(31));
      best = Math.min(best, System.nanoTime() - start);
      factory.expectProducts(1);
      factory.close();
    }
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void losesNothingByLookingAtOnce(int workshops) {
    factory
        .set("factory.workshops", workshops)
        .set("factory.line.capacity", 64)
        .set("factory.line.batch", 16)
        .set("factory.transportation.warehouse.capacity", 10)
        .set("factory.transportation.pallet", 3)
        .set("factory.transportation.line", 8);
    List<String> records = new ArrayList<>();
    IntStream.range(0, 3_000).forEach(n -> records.add(record("p" + n % 200, n)));

    factory.buy(records.toArray(String[]::new));
    assertThat(factory.account().bought()).isEqualTo(3_000);
    assertThat(factory.open()).isEqualTo(3_000);
    factory.passes(Duration.ofMinutes(11));

    factory.expectProducts(200).expectNothingOpen().expectNothingScrapped().expectCustodyBalances();
    assertThat(factory.products()).allMatch(product -> product.materials() == 15);
  }

  @Test
  void buysNoFasterThanTheConfiguredRate() {
    factory.set("factory.source.rate", 10);
    factory.buy(IntStream.range(0, 100).mapToObj(n -> record("a", n)).toArray(String[]::new));

    factory.passes(Duration.ofSeconds(5));
    assertThat(factory.account().bought()).isBetween(45L, 60L);
    factory.passes(Duration.ofSeconds(6));
    assertThat(factory.account().bought()).isEqualTo(100);
  }

  // ---- what is bought ----

  @Test
  void readsRecordsByTheConfiguredFormat() {
    factory.buy("{\"p\":\"a\",\"n\":1.10,\"t\":\"2024-05-01T10:00:00Z\"}");
    factory.buy("{\"p\":\"a\",\"n\":2,\"t\":\"2024-05-01T09:00:00Z\",\"x\":[1,{\"y\":null}]}");
    factory.endOfInput();

    ShippedProduct a = factory.product("a");
    assertThat(a.id()).isEqualTo("records:0");
    assertThat(a.first()).isEqualTo(Instant.parse("2024-05-01T09:00:00Z"));
    assertThat(a.last()).isEqualTo(Instant.parse("2024-05-01T10:00:00Z"));
    assertThat(a.field("n")).isEqualTo(new BigDecimal("3.10"));
    assertThat(a.field("x")).hasToString("[1, {y=null}]");
  }

  @Test
  void goesOnWithTheLinesOfCsvFromOnePurchaseToTheNext() {
    factory.set("factory.source.format", "csv").set("factory.source.event-time.field", "");
    factory.buy("p,n", "a,1").buy("a,2", ",3").buy("a,\"4").buy("5\"", "a,6").endOfInput();

    assertThat(factory.scrap())
        .extracting(ScrapLine::reason, ScrapLine::line, ScrapLine::offset)
        .containsExactlyInAnyOrder(
            tuple(Scrap.Reason.MALFORMED, 4L, 2L), tuple(Scrap.Reason.PARKED, 5L, 3L));
    assertThat(factory.parked())
        .singleElement()
        .matches(bundle -> bundle.failure().contains("4\n5"));
  }

  @Test
  void takesMaterialsAndRecordsInTurn() {
    factory
        .buy("a", Map.of("n", 1, "text", "x"))
        .buy(record("a", 2))
        .buy(Scenario.material("a", Map.of("n", 0.5)));
    factory.endOfInput();

    assertThat(factory.product("a").id()).isEqualTo("materials:0");
    assertThat(factory.product("a").field("n")).isEqualTo(new BigDecimal("3.5"));
  }

  @Test
  void refusesASettingInTheWordsOfTheTest() {
    assertThatThrownBy(() -> factory.set("factory.contract.term", "5 parsec").buy(record("a", 1)))
        .isInstanceOf(WrongInput.class)
        .hasMessage(
            "set(\"factory.contract.term\", \"5 parsec\"): factory.contract.term: must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min, was '5 parsec'");
  }

  @Test
  void refusesASettingWithoutItsRootInTheWordsOfTheTest() {
    assertThatThrownBy(() -> factory.set("contract.term", "5 s").buy(record("a", 1)))
        .isInstanceOf(WrongInput.class)
        .hasMessage(
            "set(\"contract.term\", \"5 s\"): the key must begin with factory. (nearest: factory.contract.term)");
  }

  @Test
  void refusesSettingsOnceTheFactoryRuns() {
    factory.buy(record("a", 1));
    assertThatIllegalStateException().isThrownBy(() -> factory.set("factory.name", "late"));
  }

  @Test
  void refusesToBuyForAFactoryThatIsClosed() {
    factory.endOfInput();
    assertThatIllegalStateException()
        .isThrownBy(() -> factory.buy(record("a", 1)))
        .withMessage("the factory is closed: the source was read to its end");
  }

  @Test
  void refusesRecordsForAGenerator() {
    try (Scenario generator = Scenario.of(ConfigFactory.empty())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> generator.buy("{}"))
          .withMessageContaining("set factory.source.kind to files or stdin");
    }
  }

  // ---- the end ----

  @Test
  void keepsOpenWorkersOfFilesWhenStopped() {
    factory.buy(record("a", 1));
    Outcome outcome = factory.stop();

    assertThat(outcome.ending()).isEqualTo(Outcome.Ending.STOPPED);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(factory.open()).isEqualTo(1);
    factory.expectProducts(0).expectCustodyBalances();
  }

  @Test
  void shipsOpenWorkersOfStandardInputWhenStopped() {
    factory.set("factory.source.kind", "stdin").buy(record("a", 1));
    factory.stop();

    assertThat(factory.product("a").closed()).isEqualTo(Closed.SHUTDOWN);
    factory.expectNothingOpen();
  }

  // ---- failures on purpose ----

  @Test
  void showsWhatBecomesOfADriverThatCrashesAfterItsCommit() {
    factory.set("factory.drill", "[{ at = \"driver.after-commit\" }]");
    factory.buy(record("a", 1), record("b", 2)).passes(Duration.ofMinutes(11));

    factory.expectProducts(2).expectNothingOpen().expectCustodyBalances();
    assertThat(factory.alarms()).extracting(Alarm::actor).contains("driver");
    assertThat(factory.endOfInput().exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void showsThatADirectorsFaultClosesTheFactory() {
    factory.set("factory.drill", "[{ at = \"director.round\" }]");
    factory.buy(record("a", 1)).passes(Duration.ofSeconds(5));

    assertThat(factory.isClosed()).isTrue();
    assertThat(factory.endOfInput().exitCode()).isEqualTo(ExitCode.FAULT);
    assertThat(factory.open()).isEqualTo(1);
    factory.expectCustodyBalances();
  }

  @Test
  void parksAPidWithItsMaterialsThoughTheyWereNotKept() {
    factory.buy(record("a", 1), "{\"p\":\"a\",\"n\":true,\"t\":\"2024-05-01T09:00:00Z\"}");
    factory.buy(record("a", 3)).passes(Duration.ofMinutes(11));

    ParkedBundle bundle = factory.expectParked("a").parked().get(0);
    assertThat(bundle.positions()).containsExactly(new ParkedBundle.Run("records", 0, 2));
    assertThat(bundle.blueprint()).isEqualTo("merge");
    assertThatThrownBy(bundle::replay).hasToString(bundle.failure());
    assertThat(factory.scrap()).extracting(ScrapLine::reason).containsExactly(Scrap.Reason.PARKED);
  }

  @Test
  void aDayOfWaitingCostsFewStepsAndChangesNothing() {
    factory.set("factory.contract.term", "12 h");
    factory.buy(record("a", 1));
    factory.passes(Duration.ofMinutes(30)).buy(record("a", 2));
    factory.passes(Duration.ofHours(12).minusSeconds(1)).expectProducts(0);
    factory.passes(Duration.ofSeconds(4)).expectProducts(1);
    assertThat(factory.product("a").materials()).isEqualTo(2);
    factory.passes(Duration.ofHours(11)).expectCustodyBalances();
    assertThat(factory.alarms()).noneMatch(alarm -> alarm.key().startsWith("silent"));
    assertThat(factory.steps()).as("in a day").isLessThan(25_000);
  }

  // ---- failed expectations ----

  @Test
  void namesWhatThereIsWhereAnExpectationFails() {
    factory.buy(record("a", 1), "no json", record("b", true)).passes(Duration.ofMinutes(11));

    assertThatThrownBy(() -> factory.expectProducts(2))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "expected 2 products, but 1 were shipped:\n  a (product, contract, 1) {n=1, p=a, t=2024-05-01T09:00:00Z}");
    assertThatThrownBy(() -> factory.product("z"))
        .hasMessageStartingWith(
            "expected one product of pid 'z', but none was shipped; there are:");
    assertThatThrownBy(factory::expectNothingScrapped)
        .hasMessageContaining("malformed records:1 (line 2): no valid JSON");
    assertThatThrownBy(() -> factory.expectParked("a"))
        .hasMessageContaining("but 1 were parked:\n  b: ");
    assertThatThrownBy(factory::expectNoAlarms)
        .hasMessageContaining("expected no alarms, but 1 were raised")
        .hasMessageContaining("1 pid parked, the last one b: ");
  }

  @Test
  void showsTheAccountWhereSomethingIsOpen() {
    factory.buy(record("a", 1));
    assertThatThrownBy(factory::expectNothingOpen)
        .hasMessageContaining("expected nothing open")
        .hasMessageContaining("+ open      1");
  }

  @Test
  void saysWhereTheFactoryIsWhenItDoesNotComeToRest() {
    CountDownLatch never = new CountDownLatch(1);
    factory.blueprint(new StuckBlueprint(never)).patience(Duration.ofSeconds(2));
    assertThatThrownBy(() -> factory.buy("a", Map.of()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has not come to rest")
        .hasMessageContaining("StuckBlueprint.add");
    never.countDown();
  }

  private static String record(String pid, Object n) {
    return "{\"p\":\"%s\",\"n\":%s,\"t\":\"2024-05-01T09:00:00Z\"}".formatted(pid, n);
  }
}
