package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A director with little to do is woken only where it has something to do. */
class IdleDirectorTest extends WorkshopCase {
  /** What a line may carry at least, and the least credit that goes back by itself. */
  private static final int WINDOW = 131_072;

  private static final int HANDFUL = 128;

  private void open() {
    open(Altered.of(unobserved(contract()), "lineCapacity", WINDOW));
  }

  @Test
  void isNotWokenByWorkersThatHaveAssembledLittle() {
    open();
    for (int bought = 1; bought < HANDFUL; bought++) {
      workshop.buy("a");
    }
    workshop.passes(TERM.dividedBy(2));
    assertThat(floor.deliveriesOf("a")).hasSize(HANDFUL - 1);
    assertThat(floor.done()).isEqualTo(HANDFUL - 1);
    assertThat(floor.wakes).isZero();
  }

  @Test
  void isWokenOnceForAHandfulOfCredit() {
    open();
    workshop.deliver(materials("a", HANDFUL), List.of());
    assertThat(floor.wakes).isEqualTo(1);
    assertThat(workshop.credit).isEqualTo(WINDOW);
    workshop.deliver(materials("a", HANDFUL - 1), List.of());
    assertThat(floor.wakes).isEqualTo(1);
  }

  @Test
  void isWokenByTheLastOfWhatItsEndWaitsFor() {
    open();
    floor.block("slow");
    workshop.buy("slow");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(floor.wakes).isZero();
    assertThat(workshop.reports).isEmpty();
    floor.unblockAll();
    workshop.settle();
    assertThat(floor.wakes).isPositive();
    assertThat(workshop.products()).hasSize(1);
  }
}
