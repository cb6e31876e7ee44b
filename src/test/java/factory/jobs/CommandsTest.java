package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import factory.simulation.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each actor of the jobs handles each command that it declares. */
class CommandsTest extends JobsCase {
  private static final TestInbox<Object> OTHERS = TestInbox.create();

  /** Nobody comes: what is tested is what actors do. */
  private static final Executor THREADS = work -> {};

  private static final Reporter NOBODY = new Reporter(null, "test", "test");

  private static Stream<Class<?>> foremanCommands() {
    return commands(Foreman.Command.class);
  }

  private static Stream<Class<?>> lineManagerCommands() {
    return commands(LineManager.Command.class);
  }

  private static Stream<Class<?>> beltCommands() {
    return commands(Belt.Command.class);
  }

  private static Stream<Class<?>> stageWorkerCommands() {
    return commands(StageWorker.Command.class);
  }

  private static Stream<Class<?>> cpuSamplerCommands() {
    return commands(CpuSampler.Command.class);
  }

  private static Stream<Class<?>> commands(Class<?> sealedType) {
    return Stream.of(sealedType.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("foremanCommands")
  void theForemanHandles(Class<? extends Foreman.Command> command) throws Exception {
    Behavior<Foreman.Command> foreman =
        Foreman.create(
            THREADS,
            Inputs.of(List.of(1)),
            1,
            (Integer input) -> input,
            TaskPlan.DEFAULT,
            NOBODY,
            new Run<>(pool));
    assertThat(handles(foreman, command)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("lineManagerCommands")
  void theLineManagerHandles(Class<? extends LineManager.Command> command) throws Exception {
    CompletableFuture<PipelineResult<Object>> result = new CompletableFuture<>();
    Behavior<LineManager.Command> manager =
        LineManager.create(
            THREADS, stage(), PipelinePlan.USUAL, NOBODY, new PipelineRun<>(pool, result));
    assertThat(handles(manager, command)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("beltCommands")
  void theBeltHandles(Class<? extends Belt.Command> command) throws Exception {
    List<Tray<Object>> lane = List.of(new Tray<>(1));
    assertThat(handles(Belt.create(List.of(lane, lane), 1, 1), command)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("stageWorkerCommands")
  void theStageWorkerHandles(Class<? extends StageWorker.Command> command) throws Exception {
    Behavior<StageWorker.Command> worker =
        StageWorker.create(
            THREADS,
            stage(),
            new Post(new Outlet(List.of())),
            new StageWorker.Supply(OTHERS.getRef().narrow(), 0),
            List.of(),
            OTHERS.getRef().narrow());
    assertThat(handles(worker, command)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("cpuSamplerCommands")
  void theCpuSamplerHandles(Class<? extends CpuSampler.Command> command) throws Exception {
    Behavior<CpuSampler.Command> sampler =
        CpuSampler.create(
            new CpuSampler.Watch(Path.of("none"), series -> {}), Duration.ofSeconds(1));
    assertThat(handles(sampler, command)).isTrue();
  }

  private static <C> boolean handles(Behavior<C> behavior, Class<? extends C> command)
      throws ReflectiveOperationException {
    return Commands.handles(behavior, command, CommandsTest::value);
  }

  private static Stage stage() {
    return new Stage("stage", 1, null, (items, out) -> null, List.of());
  }

  /** Something plausible of this type. */
  private static @Nullable Object value(Class<?> type) {
    if (type == int.class) {
      return 1;
    } else if (type == ActorRef.class) {
      return OTHERS.getRef();
    } else if (type == Order.class) {
      return new Order<Integer, Integer>(new Batch<>(new Object[0], 0, 0));
    } else if (type == Order.Item.class) {
      return new Order.Item<>(0, 1, 0);
    } else if (type == Batch.class) {
      return new Batch<>(new Object[0], 0, 0);
    } else if (type == CompletableFuture.class) {
      return new CompletableFuture<>();
    } else if (type == Stage.class) {
      return stage();
    } else if (type == RuntimeException.class) {
      return new IllegalStateException("a sample");
    } else if (type == Throwable.class || type == Object.class || type == String.class) {
      return null;
    }
    throw new IllegalArgumentException("no sample of " + type);
  }
}
