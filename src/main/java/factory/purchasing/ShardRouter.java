package factory.purchasing;

import factory.goods.FactoryClock;
import factory.goods.Lot;
import factory.operations.Ops;
import factory.operations.PurchaseStock;
import factory.production.Director;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.runtime.BoxedUnit;

/**
 * Sorts lots into one batch for each line and is the only place where credit is spent.
 *
 * <p><b>What is in flight.</b> A director grants what its line may carry, at most its capacity C,
 * and later what its workers have assembled. Both are counted in {@link factory.goods.Places}: a
 * record takes one, a large one several, so that what is bounded in number is bounded in bytes. A
 * batch that takes n leaves only against n credit, so no line ever carries more than C. When a
 * batch of B places (at most C) is full and lacks credit, nothing more is taken from the source;
 * the rest of the lot in hand waits. With W workshops and lots of L records, the factory therefore
 * has bought and not assembled at most {@code W * C} on the lines, {@code W * B} in batches and
 * {@code L} in the lot in hand; the Buyer has read some lots more, as many as {@code
 * SourceSettings} says.
 *
 * <p><b>When a batch leaves.</b> Full, or after the linger time. If by then there is some credit
 * and not enough, a part leaves: a director that waits for its last materials must not wait for a
 * batch that waits for it. At the end of input, as credit comes.
 *
 * <p><b>What a line is told about time.</b> {@code boughtUpTo} is now only if nothing waits for the
 * line here. While buying stands still for lack of credit it stays at the moment when that began,
 * and there are no heartbeats, also for lines that have none waiting: their next materials are in
 * the source, and no contract may end because the factory is slow.
 *
 * <p><b>And about event time.</b> A batch carries the watermark of the last lot that was sorted to
 * its end: all that comes for its line behind it is later than that, or late. A line without
 * records is told by an empty batch, and only when the watermark has moved.
 */
public final class ShardRouter
    extends AbstractGraphStageWithMaterializedValue<SinkShape<Lot>, Buyer.Running> {
  private static final Logger LOG = LoggerFactory.getLogger(ShardRouter.class);
  private static final String TICK = "tick";
  private static final String PACE = "pace";
  private static final String REPORT = "report";

  private final LineSettings settings;
  private final Buyer.Skips skips;
  private final List<ActorRef<Director.Command>> directors;
  private final FactoryClock clock;
  private final ActorRef<Ops.Purchased> ops;
  private final Buyer.Progress progress;
  private final Inlet<Lot> in = Inlet.create("ShardRouter.in");
  private final SinkShape<Lot> shape = SinkShape.of(in);

  private ShardRouter(
      LineSettings settings,
      Buyer.Skips skips,
      List<ActorRef<Director.Command>> directors,
      FactoryClock clock,
      ActorRef<Ops.Purchased> ops,
      Buyer.Progress progress) {
    if (directors.size() != settings.workshops()) {
      throw new IllegalArgumentException(
          directors.size() + " directors for " + settings.workshops() + " workshops");
    }
    this.settings = settings;
    this.skips = skips;
    this.directors = List.copyOf(directors);
    this.clock = clock;
    this.ops = ops;
    this.progress = progress;
  }

  /**
   * The router; {@code progress} is what the Buyer writes. See {@link Buyer#start} for the others.
   */
  static Sink<Lot, Buyer.Running> sink(
      LineSettings settings,
      Buyer.Skips skips,
      List<ActorRef<Director.Command>> directors,
      FactoryClock clock,
      ActorRef<Ops.Purchased> ops,
      Buyer.Progress progress) {
    return Sink.fromGraph(new ShardRouter(settings, skips, directors, clock, ops, progress));
  }

  @Override
  public SinkShape<Lot> shape() {
    return shape;
  }

  @Override
  public Attributes initialAttributes() {
    return Attributes.name("shard-router");
  }

  @Override
  public Pair<GraphStageLogic, Buyer.Running> createLogicAndMaterializedValuePair(
      Attributes attributes) {
    Logic logic = new Logic();
    return Pair.create(logic, logic.control);
  }

  private final class Logic extends TimerGraphStageLogic {
    private final LineTime time = new LineTime(clock);
    private final SortingTable table = new SortingTable(directors, settings, time);
    private final Intake intake = new Intake(skips, settings.rate(), progress);
    private final PurchaseControl control =
        new PurchaseControl(
            directors.size(),
            createAsyncCallback(done -> end(false)),
            createAsyncCallback(done -> sellOff()),
            createAsyncCallback(answer -> answer.complete(stock(false))));

    private boolean endOfInput;

    /** Whether the source was left before its end. */
    private boolean left;

    /** Why it was, if it failed. */
    private @Nullable Throwable failure;

    private boolean armed;
    private long armedFor;

    Logic() {
      super(shape);
      setHandler(in, new FromBuyer());
    }

    private final class FromBuyer extends AbstractInHandler {
      @Override
      public void onPush() {
        take(grab(in));
      }

      @Override
      public void onUpstreamFinish() {
        endOfInput = true;
        proceed(time.now());
      }

      @Override
      public void onUpstreamFailure(Throwable failure) {
        fail(failure);
      }
    }

    @Override
    public void preStart() {
      setKeepGoing(true); // batches may still wait for credit when the source has ended
      ActorRef<Director.Credit> self =
          Adapter.toTyped(
              getStageActor(
                      message -> {
                        onCredit((Director.Credit) message._2());
                        return BoxedUnit.UNIT;
                      })
                  .ref());
      directors.forEach(director -> director.tell(new Director.OpenLine(self)));
      scheduleWithFixedDelay(REPORT, settings.reportEvery(), settings.reportEvery());
    }

    @Override
    public void postStop() {
      if (!control.isFinished()) {
        failure = failure == null ? new AbruptStageTerminationException(this) : failure;
        end(false);
      }
    }

    @Override
    public void onTimer(Object key) {
      if (key.equals(REPORT)) {
        ops.tell(new Ops.Purchased(stock(false)));
        boundReplay();
        return;
      }
      if (key.equals(TICK)) {
        armed = false;
      }
      proceed(time.now());
    }

    private void boundReplay() {
      long bound = intake.closeHiredBefore(time.now());
      if (bound != Long.MIN_VALUE) {
        directors.forEach(director -> director.tell(new Director.CloseHiredBefore(bound)));
      }
    }

    private void onCredit(Director.Credit credit) {
      long now = time.now();
      table.grant(credit, now);
      proceed(now);
    }

    private void take(Lot fresh) {
      long now = time.now();
      table.take(intake.take(fresh, now), now);
      proceed(now);
    }

    /** Does whatever can be done now: called after everything that happens. */
    private void proceed(long now) {
      table.work(now, endOfInput);
      if (endOfInput && table.held() == 0) {
        if (failure == null) { // else it is for whoever hears of it to say how the lines end
          table.close(left, now);
        }
        end(!left);
        return;
      }
      long then = time.now(); // it may have stood still until now
      buy(then);
      arm(then);
    }

    private void buy(long now) {
      if (time.standsStill() || !table.isOpen() || isClosed(in) || hasBeenPulled(in)) {
        return;
      }
      long pause = intake.pause(now);
      if (pause == 0) {
        pull(in);
      } else if (!isTimerActive(PACE)) {
        scheduleOnce(PACE, LineTime.roundedUp(pause));
      }
    }

    /**
     * Sees to it that the timer fires when the next batch or heartbeat is due; one timer for all
     * lines.
     */
    private void arm(long now) {
      long soonest = table.untilDue(now, endOfInput);
      if (soonest != Long.MAX_VALUE && (!armed || now + soonest - armedFor < 0)) {
        armed = true;
        armedFor = now + soonest;
        scheduleOnce(TICK, LineTime.roundedUp(soonest));
      }
    }

    private void sellOff() {
      if (endOfInput || control.isFinished()) {
        return;
      }
      left = true;
      endOfInput = true;
      cancel(in);
      proceed(time.now());
    }

    /**
     * What was bought before the source failed may be all there will ever be of it: it is sent
     * before the end, as credit comes.
     */
    private void fail(Throwable thrown) {
      failure = thrown;
      left = true;
      endOfInput = true;
      long held = table.held();
      if (held > 0) {
        LOG.warn(
            "the source has failed: {}; {} records that were bought before are still sent",
            thrown.getMessage(),
            held);
      }
      proceed(time.now());
    }

    private void end(boolean all) {
      if (control.isFinished()) {
        return;
      }
      PurchaseStock last = stock(all);
      ops.tell(new Ops.Purchased(last));
      control.finish(new Buyer.Ended(last, Optional.ofNullable(failure), all));
      completeStage();
    }

    private PurchaseStock stock(boolean finished) {
      control.count(table);
      return intake.stock(table.held(), finished);
    }
  }
}
