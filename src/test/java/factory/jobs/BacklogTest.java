package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog<Integer> backlog = new Backlog<>(1);

  @Test
  void anOrderOfWhichNothingWasDoneTeachesNothing() {
    Order<Integer, Integer> order = Orders.of(7);
    order.recall();
    Orders.run(order);
    backlog.learn(order);
    assertThat(backlog.tasksAreShort()).isFalse();
  }

  @Test
  void anOrderThatWasQuicklyDoneTeachesThatTasksAreShort() {
    Orders.teachThatTasksAreShort(backlog);
  }
}
