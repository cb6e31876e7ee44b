package factory.jobs;

import factory.jobs.CpuClock.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

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

  /**
   * How often to look, zero: never; and who is told when a run is over.
   *
   * @param every not negative
   */
  record Plan(Duration every, Consumer<? super CpuSeries> atEnd) {
    static final Plan USUAL = new Plan(Duration.ofMillis(100), series -> {});

    Plan {
      if (every.isNegative()) {
        throw new IllegalArgumentException("the time between samples must not be negative");
      }
      every = TaskPlan.shortened(every);
    }
  }

  /** As long as {@link CpuClock#LEAST_TICKS}, where there are no ticks. */
  private static final Duration LEAST = Duration.ofMillis(30);

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

  /** Begins to look, as planned. */
  static Watch watch(TaskPool pool, Plan plan) {
    return watch(pool, plan, CpuClock.STAT);
  }

  static Watch watch(TaskPool pool, Plan plan, Path stat) {
    Watch watch = new Watch(stat, plan.atEnd());
    if (!plan.every().isZero()) {
      watch.begin(pool, plan.every());
    }
    return watch;
  }

  /**
   * The samples so far; {@link #end} takes a last one. A look so soon after the sample before that
   * the cores have hardly ticked makes none: what they did counts for the next.
   */
  static final class Watch implements AutoCloseable {
    private final List<CpuSeries.Sample> samples = new ArrayList<>();
    private final long begun = System.nanoTime();
    private final Path stat;
    private final Consumer<? super CpuSeries> atEnd;
    private Reading before;
    private Duration last = Duration.ZERO;
    private Runnable stop = () -> {};
    private boolean on;
    private @Nullable CpuSeries all;

    Watch(Path stat, Consumer<? super CpuSeries> atEnd) {
      this.stat = stat;
      this.atEnd = atEnd;
      this.before = CpuClock.read(stat);
    }

    private void begin(TaskPool pool, Duration every) {
      on = true;
      ActorRef<Command> sampler = pool.spawn(TaskPool.name("cpu"), create(this, every));
      stop = () -> Uninterrupted.tell(sampler, Stop.INSTANCE);
    }

    synchronized void look() {
      Duration at = Duration.ofNanos(System.nanoTime() - begun);
      Reading now = CpuClock.read(stat);
      if (now.cores().isEmpty()) {
        lookAtAll(at);
      } else if (now.cores().equals(before.cores())) {
        if (CpuClock.ticks(before, now) < CpuClock.LEAST_TICKS) {
          return;
        }
        samples.add(new CpuSeries.Sample(at, CpuClock.use(before, now)));
      }
      before = now;
    }

    /** Of all cores together there are no ticks to count. */
    private void lookAtAll(Duration at) {
      double use = at.minus(last).compareTo(LEAST) < 0 ? -1 : CpuClock.all();
      if (use >= 0) {
        samples.add(new CpuSeries.Sample(at, List.of(use)));
        last = at;
      }
    }

    /** The same however often it is asked. */
    synchronized CpuSeries end() {
      if (all == null) {
        all = on ? lastLook() : new CpuSeries(List.of(), List.of());
      }
      return all;
    }

    private CpuSeries lastLook() {
      look();
      List<String> cores = before.cores().isEmpty() ? List.of("all cores") : before.cores();
      samples.removeIf(sample -> sample.use().size() != cores.size());
      return new CpuSeries(cores, samples);
    }

    @Override
    public void close() {
      stop.run();
      atEnd.accept(end());
    }
  }
}
