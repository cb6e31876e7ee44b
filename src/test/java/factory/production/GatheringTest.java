package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Material;
import factory.goods.Pid;
import factory.operations.Action;
import factory.operations.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * After a large round has begun, what workers finish is gathered for five milliseconds before it is
 * loaded; else it leaves at once.
 */
class GatheringTest extends WorkshopCase {
  private static final int LARGE = 5_000;
  private static final String FIRST = "first complete";
  private static final Duration ALMOST = Duration.ofNanos(4_999_999);
  private static final Duration REST = Duration.ofNanos(1);

  /**
   * A round in which a worker stands still behind so much; one pid is complete, others are open.
   */
  private void begin(int slow, String... open) {
    open(SteppedWorkshop.settings(16_384, 16_384, 1000, contract()));
    floor.block("slow");
    List<Material> materials = new ArrayList<>(materials("slow", slow));
    materials.add(last("first"));
    for (String pid : open) {
      materials.add(material(pid));
    }
    workshop.deliver(materials, List.of());
    assertThat(closedBy()).as("nothing was gathered before").containsExactly(FIRST);
  }

  private void closeByHand(String pid) {
    workshop.tell(
        new Enquiry.Act(
            Pid.of(pid),
            Action.CloseNow.INSTANCE,
            system.kit().<Verdict>createTestProbe().getRef()));
  }

  @Test
  void fiveMillisecondsLong() {
    begin(LARGE, "a", "b");
    workshop.passesBlocked(Duration.ofMillis(1));
    closeByHand("a");
    closeByHand("b");
    assertThat(closedBy()).as("who asks has it loaded").containsExactly(FIRST, "a by-hand");
    workshop.passesBlocked(ALMOST);
    assertThat(closedBy()).containsExactly(FIRST, "a by-hand");
    workshop.passesBlocked(REST);
    assertThat(closedBy()).containsExactly(FIRST, "a by-hand", "b by-hand");
  }

  @Test
  void notLongerThanUntilTheNextRoundWhichHiresWhoIsFree() {
    begin(LARGE, "a", "b");
    workshop.passesBlocked(Duration.ofMillis(1));
    closeByHand("a");
    closeByHand("b");
    List<Material> next = new ArrayList<>(materials("c", 16_384 / 2));
    next.add(material("d"));
    next.add(material("e"));
    workshop.deliver(next, List.of());
    assertThat(closedBy()).containsExactly(FIRST, "a by-hand", "b by-hand");
    assertThat(List.of(worker("c"), worker("d"), worker("e")))
        .containsExactlyInAnyOrder(worker("first"), worker("a"), worker("b"));
  }

  private int worker(String pid) {
    return floor.contractors.get(pid).id;
  }

  @Test
  void notBehindASmallRound() {
    begin(4 * 1_024, "a");
    closeByHand("a");
    assertThat(closedBy()).containsExactly(FIRST, "a by-hand");
  }

  @Test
  void notOnceTheRoundIsLongAgo() {
    begin(LARGE, "a", "b");
    workshop.passesBlocked(Duration.ofMillis(499));
    closeByHand("a");
    workshop.passesBlocked(Duration.ofMillis(1));
    closeByHand("b");
    assertThat(closedBy()).containsExactly(FIRST, "a by-hand", "b by-hand");
  }

  @Test
  void notWhereSomebodyWaitsForAPermit() {
    begin(LARGE, "a", "b", "c");
    workshop.permitsAtOnce = false;
    closeByHand("a");
    closeByHand("b");
    closeByHand("c");
    assertThat(closedBy())
        .as("the next question has it loaded")
        .containsExactly(FIRST, "a by-hand");
    workshop.grant(1);
    workshop.settle();
    assertThat(closedBy()).containsExactly(FIRST, "a by-hand", "b by-hand");
  }

  @Test
  void notAtTheEnd() {
    begin(LARGE, "a");
    workshop.tell(Director.Sold.INSTANCE);
    closeByHand("a");
    assertThat(closedBy()).containsExactly(FIRST, "a by-hand");
  }
}
