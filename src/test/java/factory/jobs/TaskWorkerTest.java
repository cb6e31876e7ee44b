package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import factory.jobs.Foreman.Finished;
import factory.jobs.TaskWorker.Do;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class TaskWorkerTest {
  private final TestInbox<Foreman.Command> foreman = TestInbox.create();
  private final Rack<Integer, Integer> rack = new Rack<>();
  private final List<Integer> begun = new ArrayList<>();

  private BehaviorTestKit<Do<Integer, Integer>> worker(TaskPlan plan) {
    Task<Integer, Integer> task =
        input -> {
          begun.add(input);
          if (input < 0) {
            throw new IOException("broken");
          }
          return input;
        };
    return BehaviorTestKit.create(
        TaskWorker.create(Runnable::run, task, plan, rack, foreman.getRef()));
  }

  @Test
  void goesFromTaskToTaskWithoutAWordFromTheForeman() {
    // Or each task would begin some messages and thread switches after the one before it has ended.
    BehaviorTestKit<Do<Integer, Integer>> worker = worker(TaskPlan.DEFAULT);
    Order<Integer, Integer> first = Orders.of(1);
    Order<Integer, Integer> second = Orders.of(2);
    Order<Integer, Integer> third = Orders.of(3);
    rack.put(second);
    rack.put(third);
    worker.run(new Do<>(first));
    assertThat(begun).containsExactly(1, 2, 3);
    assertThat(foreman.getAllReceived())
        .containsExactly(
            new Finished<>(first, null),
            new Finished<>(second, null),
            new Finished<>(third, worker.getRef()));
  }

  @Test
  void beginsNothingBehindTheFailureThatEndsTheRun() {
    rack.put(Orders.of(3));
    worker(TaskPlan.DEFAULT.failingFast()).run(new Do<>(Orders.of(-1, 2)));
    assertThat(begun).containsExactly(-1);
  }

  @Test
  void goesOnBehindAFailureThatIsTriedAgain() {
    TaskPlan patient = TaskPlan.DEFAULT.failingFast().retrying(1, Duration.ZERO);
    rack.put(Orders.of(3));
    worker(patient).run(new Do<>(Orders.of(-1)));
    assertThat(begun).containsExactly(-1, 3);
  }

  @Test
  void beginsNothingOfAnOrderThatWasCalledOff() {
    Order<Integer, Integer> order = Orders.of(1);
    order.callOff();
    rack.put(Orders.of(2));
    worker(TaskPlan.DEFAULT).run(new Do<>(order));
    assertThat(begun).isEmpty();
  }

  @Test
  void saysWhatFailsBeneathATask() {
    Object[] noItem = {"no item"};
    worker(TaskPlan.DEFAULT).run(new Do<>(new Order<>(new Batch<>(noItem, 0, 1))));
    assertThat(foreman.getAllReceived())
        .filteredOn(command -> command instanceof Foreman.Stuck)
        .singleElement()
        .satisfies(
            stuck ->
                assertThat(((Foreman.Stuck) stuck).why())
                    .hasMessageStartingWith("a worker's thread failed: java.lang.ClassCast"));
  }
}
