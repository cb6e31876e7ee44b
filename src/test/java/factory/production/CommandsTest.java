package factory.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Altered;
import factory.goods.Batch;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Fields;
import factory.goods.LineLag;
import factory.goods.Material;
import factory.goods.Pid;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.WorkshopStock;
import factory.simulation.Commands;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each actor of the department handles each command that it declares. */
class CommandsTest {
  private static final TestInbox<Object> OTHERS = TestInbox.create();

  private static Stream<Class<?>> directorCommands() {
    return Stream.of(Director.Duty.class, Enquiry.class)
        .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()));
  }

  private static Stream<Class<?>> workerCommands() {
    return Stream.of(Worker.Command.class.getPermittedSubclasses());
  }

  private static Stream<Class<?>> monitorCommands() {
    return Stream.of(Monitor.Command.class.getPermittedSubclasses());
  }

  private static Stream<Class<?>> inspectorCommands() {
    return Stream.of(Inspector.Command.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("directorCommands")
  void theDirectorHandles(Class<? extends Director.Command> command) throws Exception {
    Behavior<Director.Command> director =
        Director.create(
            0,
            SteppedWorkshop.settings(),
            new Recorder(false),
            "test",
            OTHERS.getRef().narrow(),
            OTHERS.getRef().narrow(),
            OTHERS.getRef().narrow(),
            () -> 0,
            Drill.NONE,
            DispatcherSelector.sameAsParent(),
            Recall.nothing());
    if (command == Director.WorkerFailed.class) {
      assertThatThrownBy(() -> handles(director, command))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a worker failed");
      return;
    }
    assertThat(handles(director, command)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("workerCommands")
  void theWorkerHandles(Class<? extends Worker.Command> command) throws Exception {
    boolean ofEventTime = command == Worker.Sort.class || command == Worker.Advance.class;
    assertThat(handles(new Worker<>(floor(), new Contractor(0)), command)).isEqualTo(!ofEventTime);
  }

  @ParameterizedTest
  @MethodSource("workerCommands")
  void theWorkerInEventTimeHandles(Class<? extends Worker.Command> command) throws Exception {
    assertThat(handles(new EventWorker<>(floor(eventTime()), new Contractor(0)), command)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("monitorCommands")
  void theMonitorHandles(Class<? extends Monitor.Command> command) throws Exception {
    Behavior<Monitor.Command> monitor = Monitor.create(floor(), OTHERS.getRef().narrow());
    assertThat(handles(monitor, command)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("inspectorCommands")
  void theInspectorHandles(Class<? extends Inspector.Command> command) throws Exception {
    Behavior<Inspector.Command> inspector = Inspector.create(floor(), OTHERS.getRef().narrow());
    assertThat(handles(inspector, command)).isTrue();
  }

  private static <C> boolean handles(Behavior<C> behavior, Class<? extends C> command)
      throws ReflectiveOperationException {
    return Commands.handles(behavior, command, CommandsTest::value);
  }

  private static WorkshopSettings eventTime() {
    EventClock clock =
        new EventClock(ChronoUnit.MILLIS, 10, Long.MAX_VALUE, 0, EventClock.Lateness.SCRAP, 1);
    return WorkshopCase.with(
        new ContractSettings(
            Duration.ofMillis(10), Duration.ofMillis(200), null, 100, 1 << 20, clock));
  }

  private static Floor<Recorder.Tape> floor() {
    return floor(SteppedWorkshop.settings());
  }

  private static Floor<Recorder.Tape> floor(WorkshopSettings settings) {
    return new Floor<>(
        0, settings, new Recorder(false), "test", () -> 0, Drill.NONE, OTHERS.getRef().narrow());
  }

  /** Something plausible of this type. */
  private static Object value(Class<?> type) {
    Material material = new Material(Pid.of("a"), 0, 0, 0, Fields.of(Map.of()));
    Inspector.Look look =
        new Inspector.Look(OTHERS.getRef().narrow(), 1, 0, 0, Duration.ZERO, null);
    Map<Class<?>, Object> values =
        Map.of(
            int.class,
            1,
            long.class,
            0L,
            boolean.class,
            false,
            ActorRef.class,
            OTHERS.getRef(),
            Contractor.class,
            new Contractor(0),
            Batch.class,
            Batch.of(List.of(material), List.of(), 0),
            Material[].class,
            new Material[] {material},
            Closed.class,
            Closed.CONTRACT,
            Inspector.Look.class,
            look,
            Throwable.class,
            new IllegalStateException("drawn"));
    if (values.containsKey(type)) {
      return values.get(type);
    } else if (type == LineLag.class) {
      return LineLag.NONE;
    } else if (type == Delivery.class) {
      return Delivery.of(material);
    } else if (type == AtomicLong.class) {
      return new AtomicLong();
    } else if (type == Pid.class) {
      return Pid.of("a");
    } else if (type == Enquiry.Source.class) {
      return new Enquiry.Source(List.of("a.jsonl"), true);
    } else if (type == String.class) {
      return "drawn";
    } else if (type == Action.class) {
      return Action.CloseNow.INSTANCE;
    } else if (type == Desk.Kind.class) {
      return Desk.Kind.OLDEST;
    } else if (type == Monitor.Trend.class) {
      return new Monitor.Trend(1);
    } else if (type == Worker.Condition.class) {
      return new Worker.Condition(look, 1, Pid.of("a"), 1, 1, true);
    } else if (type == WorkshopStock.class) {
      return Altered.of(WorkshopStock.none(0), "parked", 1, "closed", false);
    }
    throw new IllegalArgumentException("no sample of " + type);
  }
}
