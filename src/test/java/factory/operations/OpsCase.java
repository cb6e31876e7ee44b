package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import factory.goods.Drill;
import factory.goods.Scrap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** Ops with a console that is looked at, and a log, on a clock that the test drives. */
abstract class OpsCase {
  static final OpsSettings SETTINGS =
      new OpsSettings(
          Duration.ofSeconds(1),
          OpsSettings.Console.OFF,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          10_000_000,
          new OpsSettings.Thresholds(
              1,
              Duration.ofSeconds(30),
              0.9,
              Duration.ofSeconds(5),
              Duration.ZERO, // here many seconds pass between two looks
              Duration.ofSeconds(60)));

  final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  final ManualTime time = ManualTime.get(kit.system());
  final AtomicLong nanos = new AtomicLong(77);
  final TestProbe<Snapshot> reader = kit.createTestProbe(Snapshot.class);
  final Shown shown = new Shown();
  final AtomicBoolean failing = new AtomicBoolean();
  final Drill drill =
      point -> {
        if (point.equals("ops") && failing.getAndSet(false)) {
          throw new Drill.Failure(point);
        }
      };
  final ListAppender<ILoggingEvent> log = new ListAppender<>();
  final Logger logger = (Logger) LoggerFactory.getLogger(OpsTest.class.getPackageName());
  ActorRef<Ops.Command> ops;

  /** Keeps what was shown. */
  static final class Shown implements Console {
    final List<Snapshot> snapshots = new CopyOnWriteArrayList<>();
    final AtomicBoolean closed = new AtomicBoolean();
    final AtomicBoolean stuck = new AtomicBoolean();

    @Override
    public void show(Snapshot snapshot) {
      snapshots.add(snapshot);
    }

    @Override
    public void close(Runnable done) {
      closed.set(true);
      if (!stuck.get()) {
        done.run();
      }
    }
  }

  @BeforeEach
  void open() {
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    Behavior<Ops.Command> behavior =
        Ops.create(SETTINGS, "demonstration", 2, nanos::get, shown, drill);
    ops =
        kit.spawn(
            Behaviors.supervise(behavior)
                .onFailure(SupervisorStrategy.restart().withLoggingEnabled(false)));
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    kit.shutdownTestKit();
  }

  /** The only alarm that stands: who, the figure, and what to do. */
  void says(String key, String actor, String figure, String advice) {
    assertThat(look().alarms())
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.key()).isEqualTo(key);
              assertThat(alarm.actor()).isEqualTo(actor);
              assertThat(alarm.text()).contains(figure, advice);
            });
  }

  void report(PurchaseStock purchases, WorkshopStock... workshops) {
    ops.tell(new Ops.Purchased(purchases));
    for (WorkshopStock workshop : workshops) {
      ops.tell(new Ops.StockTaken(workshop));
    }
  }

  void fill(int seconds, long onLine) {
    long bought = nanos.get();
    report(
        Stocks.bought(bought), Stocks.workshop(0, 0, 0, 0), Stocks.workshop(1, onLine, 0, bought));
    ops.tell(new Ops.Transported(Stocks.shipped(bought, bought)));
    pass(seconds);
  }

  /** All departments report the same some times, a second apart. */
  void quiet(int times, PurchaseStock purchases, long held, long moreProducts) {
    quiet(times, 1, purchases, held, moreProducts);
  }

  void quiet(int times, int apart, PurchaseStock purchases, long held, long moreProducts) {
    for (int i = 0; i < times; i++) {
      report(purchases, Stocks.workshop(0, 0, held, 0), Stocks.workshop(1, 0, 0, 0));
      ops.tell(
          new Ops.Transported(
              Stocks.shipped(99, 10 + moreProducts, Map.of(), Map.of(Scrap.Reason.LATE, 1L))));
      pass(apart);
    }
  }

  /** So many seconds and one tick; a manual tick costs 100 ms of real time. */
  void pass(int seconds) {
    look();
    nanos.addAndGet(seconds * 1_000_000_000L);
    time.timePasses(SETTINGS.every());
    look();
  }

  Snapshot look() {
    ops.tell(new Ops.GetSnapshot(reader.ref()));
    return reader.receiveMessage();
  }

  List<String> keys() {
    return look().alarms().stream().map(Alarm::key).toList();
  }

  long logged(Level level, String part) {
    return log.list.stream()
        .filter(e -> e.getLevel() == level && e.getFormattedMessage().contains(part))
        .count();
  }

  static Ops.Failed failed(String actor) {
    return new Ops.Failed(actor, new Drill.Failure("here"), "Restarted.");
  }

  static Ops.Found found(Finding.Kind kind, int workshop, String pid, long bytes) {
    return new Ops.Found(new Finding(kind, workshop, pid, 5, bytes, Duration.ofSeconds(9)));
  }
}
