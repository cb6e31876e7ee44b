package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;

/** Orders for tests of those who pass them on. */
final class Orders {
  /** Whose thread runs them. */
  static final ActorRef<TaskWorker.Do<Integer, Integer>> SOMEBODY =
      TestInbox.<TaskWorker.Do<Integer, Integer>>create().getRef();

  private Orders() {}

  static Order<Integer, Integer> of(int... inputs) {
    Object[] items =
        IntStream.range(0, inputs.length)
            .mapToObj(i -> new Order.Item<>(i, inputs[i], 0))
            .toArray();
    return new Order<>(new Batch<>(items, 0, items.length));
  }

  /** On this thread; each task returns its input. */
  static boolean run(Order<Integer, Integer> order) {
    return order.run(SOMEBODY, input -> input, TaskPlan.DEFAULT);
  }

  static void teachThatTasksAreShort(Backlog<Integer> backlog) {
    for (int i = 0; i < 1000 && !backlog.tasksAreShort(); i++) {
      Order<Integer, Integer> order = of(7);
      run(order);
      backlog.learn(order);
    }
    assertThat(backlog.tasksAreShort()).isTrue();
  }
}
