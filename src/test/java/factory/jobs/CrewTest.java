package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import factory.jobs.TaskWorker.Do;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class CrewTest {
  private final TestInbox<TaskWorker.Command<Integer, Integer>> worker = TestInbox.create();
  private final TestInbox<TaskWorker.Command<Integer, Integer>> other = TestInbox.create();
  private final Backlog<Integer> backlog = new Backlog<>(2);
  private final Crew<Integer, Integer> crew = new Crew<>(backlog);

  private void arrive(int inputs) throws InterruptedException {
    backlog.tray().allow(backlog.tray().total() + inputs);
    for (int i = 0; i < inputs; i++) {
      assertThat(backlog.tray().put(i)).isTrue();
    }
  }

  private void learnThatTasksAreShort() {
    for (int i = 0; i < 1000 && !backlog.tasksAreShort(); i++) {
      Order<Integer, Integer> order =
          new Order<>(new Batch<>(new Object[] {new Order.Item<>(0, 7, 0)}, 0, 1));
      order.run(n -> n, false);
      backlog.learn(order);
    }
    assertThat(backlog.tasksAreShort()).isTrue();
  }

  private static List<Order<Integer, Integer>> orders(
      TestInbox<TaskWorker.Command<Integer, Integer>> of) {
    return of.getAllReceived().stream()
        .map(command -> ((Do<Integer, Integer>) command).order())
        .toList();
  }

  @Test
  void longTasksGoOutOneByOneToThoseWhoAreFree() throws InterruptedException {
    arrive(3);
    crew.join(worker.getRef());
    crew.join(other.getRef());
    crew.handOut();
    assertThat(orders(worker)).singleElement().matches(order -> order.size() == 1);
    assertThat(orders(other)).singleElement().matches(order -> order.size() == 1);
    assertThat(crew.free()).isZero();
    assertThat(crew.isHome()).isFalse();
  }

  @Test
  void whoeverHasShortTasksHasASecondOrderAtHandAndOnlyOne() throws InterruptedException {
    learnThatTasksAreShort();
    crew.rejoin(worker.getRef(), false);
    assertThat(crew.free()).isEqualTo(2);
    arrive(10_000);
    crew.handOut();
    assertThat(orders(worker)).hasSize(2);
    crew.rejoin(worker.getRef(), false);
    assertThat(crew.free()).isEqualTo(1);
  }

  @Test
  void whoeverMayBeInterruptedHasOneOrder() {
    learnThatTasksAreShort();
    crew.rejoin(worker.getRef(), true);
    assertThat(crew.free()).isEqualTo(1);
  }

  @Test
  void whatAnOrderLeavesUndoneGoesToTheNext() throws InterruptedException {
    learnThatTasksAreShort();
    arrive(2);
    crew.join(worker.getRef());
    crew.handOut();
    Order<Integer, Integer> order = orders(worker).get(0);
    assertThat(order.size()).isEqualTo(2);
    assertThat(backlog.isEmpty()).isTrue();
    crew.handedIn(order);
    assertThat(crew.isHome()).isTrue();
    crew.join(other.getRef());
    crew.handOut();
    assertThat(orders(other)).singleElement().matches(again -> again.size() == 2);
  }
}
