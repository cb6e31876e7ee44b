package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Material;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a line may carry: more where there are more workers, never more than its capacity. */
class LineWindowTest extends WorkshopCase {
  private static final int SMALLEST = 131_072;
  private static final int WORKERS = 9_000;

  private void open(int capacity) {
    open(SteppedWorkshop.settings(capacity, capacity, 2 * WORKERS, SteppedWorkshop.contract(TERM)));
  }

  private void buyOfManyPids() {
    List<Material> materials = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      materials.add(workshop.material("p" + i, Map.of()));
    }
    workshop.deliver(materials, List.of());
  }

  @Test
  void aSmallLineMayCarryItsCapacityFromTheStart() {
    open(1_000);
    assertThat(workshop.credit).isEqualTo(1_000);
    assertThat(workshop.window).isEqualTo(1_000);
    workshop.buy("a", "b");
    assertThat(workshop.credit).as("it comes back").isEqualTo(1_000);
  }

  @Test
  void aLargeOneMayCarryMoreOnceThereAreMoreWorkers() {
    open(524_288);
    assertThat(workshop.credit).isEqualTo(SMALLEST);
    buyOfManyPids();
    assertThat(workshop.credit).isEqualTo(16 * WORKERS);
    assertThat(workshop.window).isEqualTo(16 * WORKERS);
  }

  @Test
  void neverMoreThanTheCapacity() {
    open(SMALLEST + 1);
    buyOfManyPids();
    assertThat(workshop.credit).isEqualTo(SMALLEST + 1);
  }

  @Test
  void creditDoesNotComeBackWhereTooMuchIsOutForTheWorkersThatAreLeft() {
    open(524_288);
    buyOfManyPids();
    workshop.passes(TERM.multipliedBy(2));
    assertThat(workshop.stock().roster()).isZero();
    for (int bought = 0; bought < 3; bought++) {
      buyOfOnePid(10_000);
    }
    assertThat(workshop.credit)
        .as("what was granted is not taken back, nor replaced")
        .isEqualTo(SMALLEST);
    assertThat(workshop.window).isEqualTo(SMALLEST);
    buyOfOnePid(10_000);
    assertThat(workshop.credit).as("it comes back as before").isEqualTo(SMALLEST);
  }

  @Test
  void littleCreditIsKeptUntilThereIsAHandful() {
    open(524_288);
    buyOfOnePid(SMALLEST / 1024 - 1);
    assertThat(workshop.credit).as("nobody is woken for so little").isEqualTo(SMALLEST - 127);
    buyOfOnePid(1);
    workshop.passes(Duration.ofMillis(100));
    assertThat(workshop.credit).isEqualTo(SMALLEST);
  }

  @Test
  void aRecordThatTakesMoreGetsTheCreditForItAlone() {
    open(524_288);
    workshop.tell(new Director.Lack(300_000));
    assertThat(workshop.credit).isEqualTo(300_000);
    assertThat(workshop.window).isEqualTo(300_000);
    buyOfOnePid(1); // it has come
    buyOfOnePid(200_000);
    assertThat(workshop.credit).as("and the line carries as much as before").isEqualTo(SMALLEST);
  }

  @Test
  void whoLacksTheLastHandfulGetsIt() {
    open(524_288);
    buyOfOnePid(100);
    workshop.passes(Duration.ofMillis(100));
    assertThat(workshop.credit).isEqualTo(SMALLEST - 100);
    workshop.tell(new Director.Lack(SMALLEST));
    assertThat(workshop.credit).isEqualTo(SMALLEST);
  }

  private void buyOfOnePid(int count) {
    List<Material> materials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      materials.add(workshop.material("one", Map.of()));
    }
    workshop.deliver(materials, List.of());
  }
}
