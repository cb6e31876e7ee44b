package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import factory.blueprint.Blueprint;
import factory.goods.Closed;
import factory.goods.Material;
import factory.goods.Pid;
import factory.testkit.Scenario;
import factory.testkit.ShippedProduct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A burst takes the factory several times as long as a contract lasts; on the machine's clock and
 * threads.
 */
class BurstTest {
  private static final int PIDS = 100;
  private static final int EACH = 30;
  private static final Duration TERM = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Takes 5 ms for a material; keeps their numbers in order. */
  private static final class Slow implements Blueprint<List<Object>> {
    @Override
    public List<Object> begin(Pid pid) {
      return new ArrayList<>();
    }

    @Override
    public List<Object> add(List<Object> numbers, Material material) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      numbers.add(material.get("n"));
      return numbers;
    }

    @Override
    public String pclass(List<Object> numbers) {
      return "burst";
    }

    @Override
    public Map<String, Object> fields(List<Object> numbers) {
      return Map.of("numbers", List.copyOf(numbers));
    }

    @Override
    public long weight(List<Object> numbers) {
      return 64 + 24L * numbers.size();
    }
  }

  @RegisterExtension
  final Scenario factory =
      Scenario.withBlueprint(new Slow())
          .inRealTime()
          .set("factory.contract.term", TERM.toMillis() + " ms")
          .set("factory.transportation.driver.every", "200 ms")
          .set("factory.workshops", 2)
          .set("factory.workshop.threads", 2);

  @ParameterizedTest(name = "line of {0}, {1}")
  @CsvSource({
    "65536, round robin",
    "65536, shuffled",
    "100, round robin",
    "100, shuffled",
    "7, shuffled"
  })
  void slownessOfTheFactoryEndsNoContract(int capacity, String order) {
    factory
        .set("factory.line.capacity", capacity)
        .set("factory.line.batch", Math.min(capacity, 1024));
    List<Material> burst = new ArrayList<>();
    for (int n = 0; n < PIDS * EACH; n++) {
      burst.add(Scenario.material("pid-" + n % PIDS, Map.of("n", n)));
    }
    if (order.equals("shuffled")) {
      Collections.shuffle(burst, new Random(7));
    }
    Map<String, List<Object>> expected = new HashMap<>();
    for (Material material : burst) {
      expected
          .computeIfAbsent(material.pid().text(), pid -> new ArrayList<>())
          .add(material.get("n"));
    }

    long begun = System.nanoTime();
    factory.buy(burst);

    boolean bought = false;
    while (!bought || factory.open() > 0) {
      assertThat(System.nanoTime() - begun)
          .as("%s", factory.account())
          .isLessThan(DEADLINE.toNanos());
      factory.passes(Duration.ofMillis(50));
      boolean isNow = factory.account().bought() == burst.size();
      if (isNow && !bought && capacity > burst.size()) {
        assumeThat(Duration.ofNanos(System.nanoTime() - begun))
            .as("the machine stood still: what was to be bought at once took longer than a term")
            .isLessThan(TERM);
      }
      bought = isNow;
    }
    factory.expectProducts(PIDS).expectNothingScrapped().expectCustodyBalances();
    assertThat(factory.products())
        .allSatisfy(
            product -> {
              assertThat(product.closed()).isEqualTo(Closed.CONTRACT);
              assertThat(product.materials()).isEqualTo(EACH);
              assertThat(product.field("numbers")).isEqualTo(expected.get(product.pid()));
            })
        .extracting(ShippedProduct::pid)
        .doesNotHaveDuplicates();
  }
}
