package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  private static Order<Integer, Integer> order() {
    Object[] items = {new Order.Item<>(0, 7, 0)};
    return new Order<>(new Batch<>(items, 0, 1));
  }

  @Test
  void anOrderOfWhichNothingWasDoneTeachesNothing() {
    Backlog<Integer> backlog = new Backlog<>(1);
    Order<Integer, Integer> order = order();
    order.recall();
    order.run(n -> n, false);
    backlog.learn(order);
    assertThat(backlog.tasksAreShort()).isFalse();
  }

  @Test
  void anOrderThatWasQuicklyDoneTeachesThatTasksAreShort() {
    Backlog<Integer> backlog = new Backlog<>(1);
    for (int i = 0; i < 1000 && !backlog.tasksAreShort(); i++) {
      Order<Integer, Integer> order = order();
      order.run(n -> n, false);
      backlog.learn(order);
    }
    assertThat(backlog.tasksAreShort()).isTrue();
  }
}
