package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Pid;
import factory.goods.Product;
import factory.operations.Action;
import factory.operations.Verdict;
import factory.transportation.Dispatcher;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of some products it is measured how long they take, however they were closed. */
class MeasuredProductsTest extends WorkshopCase {
  @BeforeEach
  void open() {
    open(SteppedWorkshop.settings(64, 64, 2, Long.MAX_VALUE, false, contract(null, 3, 1 << 20)));
  }

  /** How each product was closed that is measured, and when its last material was bought. */
  private List<String> measured(long since) {
    return workshop.probes.stream()
        .map(probe -> closed(probe) + " " + (probe.boughtAt() - since) / 1_000_000)
        .toList();
  }

  private static String closed(Dispatcher.Probe probe) {
    Product product = (Product) probe.cargo();
    return product.pid() + " " + product.closed().text();
  }

  @Test
  void ofOneWhoseContractIsOverFromItsLastMaterial() {
    long start = now();
    workshop.buy("a");
    workshop.passes(Duration.ofMillis(500));
    workshop.buy("a");
    workshop.passes(Duration.ofSeconds(5));
    assertThat(measured(start)).containsExactly("a contract 500");
  }

  @Test
  void ofOneThatIsCompleteOrHasAsManyMaterialsAsItMay() {
    long start = now();
    workshop.deliver(List.of(last("a")), List.of());
    workshop.passesBlocked(Duration.ofMillis(100));
    workshop.buy("b", "b", "b");
    assertThat(measured(start)).containsExactly("a complete 0", "b limit 100");
  }

  @Test
  void ofOneThatMakesRoomForAnother() {
    long start = now();
    workshop.buy("a");
    workshop.passesBlocked(Duration.ofMillis(100));
    workshop.buy("b");
    workshop.buy("c");
    assertThat(closedBy()).containsExactly("a limit");
    assertThat(measured(start)).containsExactly("a limit 0");
  }

  @Test
  void ofOneThatIsClosedByHandAndAtTheEndOfTheSource() {
    long start = now();
    workshop.buy("a", "b");
    workshop.tell(
        new Enquiry.Act(
            Pid.of("a"),
            Action.CloseNow.INSTANCE,
            system.kit().<Verdict>createTestProbe().getRef()));
    workshop.passesBlocked(Duration.ofMillis(100));
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(measured(start)).containsExactly("a by-hand 0", "b end-of-input 0");
  }

  @Test
  void byTheClockWhereBuyingHasStoodStill() {
    long start = now();
    workshop.passesBlocked(Duration.ofSeconds(3));
    workshop.lag = Duration.ofSeconds(3).toNanos();
    workshop.deliver(List.of(last("a")), List.of());
    assertThat(measured(start)).containsExactly("a complete 3000");
  }

  @Test
  void ofManyThatAreClosedAtOneMomentOneInAHundredAndTwentyEight() {
    for (int i = 0; i < 600; i++) {
      workshop.buy("p" + i);
    }
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.probes).hasSize(5);
  }
}
