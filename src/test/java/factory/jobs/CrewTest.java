package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import factory.jobs.TaskWorker.Do;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class CrewTest {
  private final TestInbox<Do<Integer, Integer>> worker = TestInbox.create();
  private final TestInbox<Do<Integer, Integer>> other = TestInbox.create();
  private final Backlog<Integer> backlog = new Backlog<>(2);
  private final Crew<Integer, Integer> crew = new Crew<>(backlog);

  private void arrive(int inputs) {
    backlog.tray().allow(backlog.tray().total() + inputs);
    for (int i = 0; i < inputs; i++) {
      assertThat(backlog.tray().put(i)).isTrue();
    }
  }

  private static List<Order<Integer, Integer>> orders(TestInbox<Do<Integer, Integer>> of) {
    return of.getAllReceived().stream().map(Do::order).toList();
  }

  private Order<Integer, Integer> atHand() {
    return Objects.requireNonNull(crew.rack().take());
  }

  @Test
  void longTasksGoOutOneByOneToThoseWhoAreFree() {
    arrive(2);
    crew.hire(worker.getRef());
    crew.hire(other.getRef());
    crew.handOut();
    assertThat(orders(worker)).singleElement().matches(order -> order.size() == 1);
    assertThat(orders(other)).singleElement().matches(order -> order.size() == 1);
    assertThat(crew.isHome()).isFalse();
  }

  @Test
  void whileAllAreBusyTheNextOrderOfEachIsAtHandAlsoOfLongTasks() {
    arrive(9);
    crew.hire(worker.getRef());
    crew.hire(other.getRef());
    crew.handOut();
    assertThat(crew.rack().size()).isEqualTo(2);
    assertThat(crew.room()).isZero();
    assertThat(atHand().size()).isEqualTo(1);
    assertThat(crew.room()).isEqualTo(1);
    crew.handOut();
    assertThat(crew.rack().size()).isEqualTo(2);
  }

  @Test
  void whoeverIsFreeGetsWhatIsAtHandBeforeAnythingElse() {
    arrive(3);
    crew.hire(worker.getRef());
    crew.handOut();
    crew.free(worker.getRef());
    crew.handOut();
    assertThat(orders(worker)).hasSize(2).last().matches(order -> first(order) == 1);
    assertThat(crew.rack().size()).isEqualTo(1);
  }

  private static int first(Order<Integer, Integer> order) {
    Orders.run(order);
    return Objects.requireNonNull(order.harvest()).get();
  }

  @Test
  void whatAnOrderLeavesUndoneGoesToTheNext() {
    Orders.teachThatTasksAreShort(backlog);
    arrive(2);
    crew.hire(worker.getRef());
    crew.handOut();
    Order<Integer, Integer> order = orders(worker).get(0);
    assertThat(order.size()).isEqualTo(2);
    assertThat(backlog.isEmpty()).isTrue();
    assertThat(crew.handedIn(order)).isTrue();
    assertThat(crew.handedIn(order)).as("once").isFalse();
    assertThat(crew.isHome()).isTrue();
    crew.hire(other.getRef());
    crew.handOut();
    assertThat(orders(other)).singleElement().matches(again -> again.size() == 2);
  }

  @Test
  void whoeverIsAtATaskThatTakesTooLongIsFreeAndItsThreadIsNot() {
    arrive(2);
    crew.hire(worker.getRef());
    crew.handOut();
    Order<Integer, Integer> order = orders(worker).get(0);
    TaskPlan hurried = TaskPlan.DEFAULT.within(Duration.ofNanos(1));
    boolean goesOn =
        order.run(
            worker.getRef(),
            input -> {
              assertThat(order.expire(1)).isNotNull();
              return input;
            },
            hurried);
    assertThat(goesOn).isFalse();
    crew.givenUp(order);
    crew.handOut();
    assertThat(orders(worker)).hasSize(1);
    assertThat(order.harvest()).as("its outcome is nobody's").isNull();
  }
}
