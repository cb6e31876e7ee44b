package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.blueprint.Blueprint;
import factory.goods.Material;
import factory.goods.Pid;
import factory.testkit.ParkedBundle;
import factory.testkit.Scenario;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailingBlueprintTest {
  /** Adds up how far a parcel has travelled. */
  static final class Distance implements Blueprint<Long> {
    @Override
    public Long begin(Pid pid) {
      return 0L;
    }

    @Override
    public Long add(Long metres, Material leg) {
      long more = (Long) leg.get("metres");
      if (more < 0) {
        throw new IllegalArgumentException("a leg of " + more + " m");
      }
      return metres + more;
    }

    @Override
    public String pclass(Long metres) {
      return metres < 100_000 ? "near" : "far";
    }

    @Override
    public Map<String, Object> fields(Long metres) {
      return Map.of("metres", metres);
    }

    @Override
    public long weight(Long metres) {
      return 16;
    }
  }

  @RegisterExtension
  final Scenario factory =
      Scenario.withBlueprint(new Distance()).set("factory.contract.term", "1 h");

  @Test
  void parksTheOnePidAndMakesTheOthers() {
    factory.buy("p1", Map.of("metres", 70_000)).buy("p2", Map.of("metres", 500));
    factory.buy("p2", Map.of("metres", -3)).buy("p2", Map.of("metres", 800));
    factory.buy("p1", Map.of("metres", 40_000));
    factory.passes(Duration.ofMinutes(61));

    factory.expectProducts(1).expectParked("p2").expectCustodyBalances();
    assertThat(factory.product("p1").pclass()).isEqualTo("far");
    ParkedBundle bundle = factory.parked().get(0);
    assertThat(bundle.materials()).hasSize(3);
    assertThat(bundle.assembly()).isEqualTo(Map.of("metres", 500L));
    assertThatThrownBy(bundle::replay).hasToString(bundle.failure()).hasMessage("a leg of -3 m");
  }

  @Test
  void addsUpInAPlainLoop() {
    Distance blueprint = new Distance();
    Long metres = blueprint.begin(Pid.of("p1"));
    for (int leg : new int[] {70_000, 40_000}) {
      metres = blueprint.add(metres, Scenario.material("p1", Map.of("metres", leg)));
    }
    assertThat(blueprint.pclass(metres)).isEqualTo("far");
    assertThat(blueprint.fields(metres)).isEqualTo(Map.of("metres", 110_000L));
  }
}
