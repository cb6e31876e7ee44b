package factory.jobs;

import factory.jobs.CpuClock.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Looks at the use of the cores every other time, until it is told to stop. */
final class CpuSampler extends AbstractBehavior<CpuSampler.Command> {
  /** What a sampler can be told. */
  sealed interface Command {}

  /** Nobody wants more samples. */
  enum Stop implements Command {
    INSTANCE
  }

  private enum Look implements Command {
    INSTANCE
  }

  /** How often, unless it is said otherwise. */
  static final Duration USUAL = Duration.ofMillis(100);

  private final Watch watch;

  private CpuSampler(ActorContext<Command> context, Watch watch) {
    super(context);
    this.watch = watch;
  }

  static Behavior<Command> create(Watch watch, Duration every) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Look.INSTANCE, every);
                  return new CpuSampler(context, watch);
                }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Look.INSTANCE, this::onLook)
        .onMessageEquals(Stop.INSTANCE, Behaviors::stopped)
        .build();
  }

  private Behavior<Command> onLook() {
    watch.look();
    return this;
  }

  /** Begins to look, each time after {@code every}; zero: not at all. */
  static Watch watch(TaskPool pool, Duration every) {
    return watch(pool, every, CpuClock.STAT);
  }

  static Watch watch(TaskPool pool, Duration every, Path stat) {
    Watch watch = new Watch(stat);
    if (!every.isZero()) {
      watch.begin(pool, every);
    }
    return watch;
  }

  /** The samples so far; {@link #end} takes a last one, so that a short job has one, too. */
  static final class Watch implements AutoCloseable {
    private final List<CpuSeries.Sample> samples = new ArrayList<>();
    private final long begun = System.nanoTime();
    private final Path stat;
    private Reading before;
    private Runnable stop = () -> {};
    private boolean on;

    Watch(Path stat) {
      this.stat = stat;
      this.before = CpuClock.read(stat);
    }

    private void begin(TaskPool pool, Duration every) {
      on = true;
      ActorRef<Command> sampler = pool.spawn(TaskPool.name("cpu"), create(this, every));
      stop = () -> sampler.tell(Stop.INSTANCE);
    }

    private synchronized void look() {
      Duration at = Duration.ofNanos(System.nanoTime() - begun);
      Reading now = CpuClock.read(stat);
      if (now.cores().isEmpty()) {
        double all = CpuClock.all();
        if (all >= 0) {
          samples.add(new CpuSeries.Sample(at, List.of(all)));
        }
      } else if (now.cores().equals(before.cores())) {
        samples.add(new CpuSeries.Sample(at, CpuClock.use(before, now)));
      }
      before = now;
    }

    synchronized CpuSeries end() {
      if (!on) {
        return new CpuSeries(List.of(), List.of());
      }
      look();
      List<String> cores = before.cores().isEmpty() ? List.of("all cores") : before.cores();
      samples.removeIf(sample -> sample.use().size() != cores.size());
      return new CpuSeries(cores, samples);
    }

    @Override
    public void close() {
      stop.run();
    }
  }
}
