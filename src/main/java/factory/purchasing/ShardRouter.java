package factory.purchasing;

import factory.goods.FactoryClock;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.operations.PurchaseStock;
import factory.production.Director;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.pekko.Done;
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
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * Sorts lots into one batch for each line and is the only place where credit is spent.
 *
 * <p><b>What is in flight.</b> A director first grants its line's whole capacity C, and later what
 * its workers have assembled. A batch of n records leaves only against n credit, so no line ever
 * carries more than C. When a batch of B records (at most C) is full and lacks credit, nothing more
 * is taken from the source; the rest of the lot in hand waits. With W workshops and lots of L
 * records, the factory therefore has bought and not assembled at most {@code W * C} on the lines,
 * {@code W * B} in batches and {@code L} in the lot in hand; the Buyer has read at most one lot
 * more.
 *
 * <p><b>When a batch leaves.</b> Full, or after the linger time. If by then there is some credit
 * and not enough, a part leaves: a director that waits for its last materials must not wait for a
 * batch that waits for it. At the end of input, as credit comes.
 *
 * <p><b>What a line is told about time.</b> {@code boughtUpTo} is now only if nothing waits for the
 * line here. While buying stands still for lack of credit it stays at the moment when that began,
 * and there are no heartbeats, also for lines that have none waiting: their next materials are in
 * the source, and no contract may end because the factory is slow.
 */
public final class ShardRouter
    extends AbstractGraphStageWithMaterializedValue<SinkShape<Lot>, Buyer.Running> {
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

  /** The line of a record that never got a pid: always the same for a position. */
  static int lineOf(Scrap scrap, int lines) {
    if (scrap.pid() != null) {
      return scrap.pid().workshop(lines);
    }
    long mixed = (scrap.offset() * 31 + scrap.partition()) * 0x9e3779b97f4a7c15L;
    return (int) (((mixed >>> 32) * lines) >>> 32);
  }

  private final class Logic extends TimerGraphStageLogic {
    private final LineHead[] lines = new LineHead[directors.size()];
    private final long heartbeat = settings.heartbeat().toNanos();
    private final @Nullable Pace pace =
        settings.rate() == Double.POSITIVE_INFINITY ? null : new Pace(settings.rate());
    private final Control control = new Control(this, lines.length);

    /** The lot in hand, the next of its records to be sorted, and when it was taken. */
    private @Nullable Lot lot;

    private int next;
    private long taken;

    private int opened;
    private long bought;
    private long skipped;
    private boolean endOfInput;

    /** Whether the source was left before its end. */
    private boolean left;

    /** Whether buying stands still for lack of credit, and since when. */
    private boolean blocked;

    private long blockedSince;
    private long stoodStill;

    private boolean armed;
    private long armedFor;

    Logic() {
      super(shape);
      for (int i = 0; i < lines.length; i++) {
        lines[i] = new LineHead(directors.get(i), settings.batch(), settings.linger().toNanos());
      }
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
        proceed(lineTime());
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
      if (!control.finished.isDone()) {
        end(Optional.of(new AbruptStageTerminationException(this)), false);
      }
    }

    @Override
    public void onTimer(Object key) {
      if (key.equals(REPORT)) {
        ops.tell(new Ops.Purchased(stock(false)));
        return;
      }
      if (key.equals(TICK)) {
        armed = false;
      }
      proceed(lineTime());
    }

    private void onCredit(Director.Credit credit) {
      LineHead line = lines[credit.workshop()];
      long now = lineTime();
      boolean wasOpen = line.isOpen();
      line.grant(credit.records(), now);
      if (!wasOpen && line.isOpen()) {
        opened++;
      }
      proceed(now);
    }

    private void take(Lot fresh) {
      long now = lineTime();
      Lot wanted = skips == Buyer.Skips.NONE ? fresh : withoutDone(fresh);
      bought += wanted.size();
      if (pace != null) {
        pace.bought(wanted.size(), now);
      }
      lot = wanted;
      next = 0;
      taken = blocked ? blockedSince : now; // asked for before buying stood still
      proceed(now);
    }

    private Lot withoutDone(Lot fresh) {
      Material[] materials = fresh.materials();
      int kept = 0;
      for (int i = 0; i < fresh.count(); i++) {
        Material material = materials[i];
        if (!skips.isDone(material.partition(), material.offset())) {
          materials[kept++] = material;
        }
      }
      List<Scrap> scrap = new ArrayList<>(fresh.scrap());
      scrap.removeIf(record -> skips.isDone(record.partition(), record.offset()));
      Lot wanted = new Lot(materials, kept, scrap);
      skipped += fresh.size() - wanted.size();
      return wanted;
    }

    /** Does whatever can be done now: called after everything that happens. */
    private void proceed(long now) {
      sort(now);
      send(now);
      if (lot != null) { // part of a batch may have left, which makes room
        sort(now);
        send(now);
      }
      note(now);
      if (endOfInput && lot == null && held() == 0) {
        for (LineHead line : lines) {
          line.close(left);
        }
        end(Optional.empty(), !left);
        return;
      }
      long then = lineTime(); // it may have stood still until now
      buy(then);
      arm(then);
    }

    /** Puts the records of the lot in hand into the batches, until one has to wait for credit. */
    private void sort(long now) {
      Lot sorted = lot;
      if (sorted == null) {
        return;
      }
      Material[] materials = sorted.materials();
      int count = sorted.count();
      while (next < count) {
        Material material = materials[next];
        LineHead line = lines[material.pid().workshop(lines.length)];
        if (line.isFull() && !sendFull(line, now)) {
          return;
        }
        line.add(material, taken);
        next++;
      }
      List<Scrap> scrap = sorted.scrap();
      while (next < sorted.size()) {
        Scrap record = scrap.get(next - count);
        LineHead line = lines[lineOf(record, lines.length)];
        if (line.isFull() && !sendFull(line, now)) {
          return;
        }
        line.add(record, taken);
        next++;
      }
      lot = null;
    }

    private boolean sendFull(LineHead line, long now) {
      if (line.credit() < line.size()) {
        return false;
      }
      line.send(boughtUpTo(now));
      return true;
    }

    /**
     * Sends what is full, what has lingered, and heartbeats to lines that were told nothing for
     * long.
     */
    private void send(long now) {
      for (LineHead line : lines) {
        if (line.isEmpty()) {
          if (beats(line) && now - line.told() >= heartbeat) {
            line.beat(now);
          }
        } else if (line.credit() >= line.size()) {
          if (line.isFull() || line.isDue(now) || endOfInput) {
            line.send(boughtUpTo(now));
          }
        } else if (line.credit() > 0 && line.isDue(now)) {
          line.sendPart(now);
        }
      }
    }

    /** What an emptied line may be told: the lot in hand may still have records for it. */
    private long boughtUpTo(long now) {
      return lot != null ? taken : blocked ? blockedSince : now;
    }

    private boolean beats(LineHead line) {
      return lot == null && !blocked && !endOfInput && line.isOpen();
    }

    /** The factory's clock less the time that buying stood still: what the lines count by. */
    private long lineTime() {
      return clock.nanos() - stoodStill;
    }

    private void note(long now) {
      boolean stuck = lot != null;
      for (LineHead line : lines) {
        stuck |= line.isOpen() && line.isFull();
      }
      if (stuck && !blocked) {
        blockedSince = now;
      } else if (!stuck && blocked) {
        stoodStill += now - blockedSince;
        for (LineHead line : lines) {
          line.resume(blockedSince); // buy first, then say that nothing came
        }
      }
      blocked = stuck;
    }

    private void buy(long now) {
      if (blocked || opened < lines.length || isClosed(in) || hasBeenPulled(in)) {
        return;
      }
      long pause = pace == null ? 0 : pace.pause(now);
      if (pause == 0) {
        pull(in);
      } else if (!isTimerActive(PACE)) {
        scheduleOnce(PACE, roundedUp(pause));
      }
    }

    /**
     * Sees to it that the timer fires when the next batch or heartbeat is due; one timer for all
     * lines.
     */
    private void arm(long now) {
      long soonest = Long.MAX_VALUE;
      for (LineHead line : lines) {
        if (!line.isEmpty()) {
          if (line.credit() > 0) {
            soonest = Math.min(soonest, line.due() - now);
          } // else the next credit wakes it
        } else if (beats(line)) {
          soonest = Math.min(soonest, line.told() + heartbeat - now);
        }
      }
      if (soonest != Long.MAX_VALUE && (!armed || now + soonest - armedFor < 0)) {
        armed = true;
        armedFor = now + soonest;
        scheduleOnce(TICK, roundedUp(soonest));
      }
    }

    private void sellOff() {
      if (endOfInput || control.finished.isDone()) {
        return;
      }
      left = true;
      endOfInput = true;
      cancel(in);
      proceed(lineTime());
    }

    private void fail(Throwable failure) {
      long now = lineTime();
      for (LineHead line : lines) {
        if (!line.isEmpty() && line.credit() >= line.size()) {
          line.send(boughtUpTo(now));
        }
      }
      end(Optional.of(failure), false);
    }

    private void end(Optional<Throwable> failure, boolean all) {
      if (control.finished.isDone()) {
        return;
      }
      PurchaseStock last = stock(all);
      ops.tell(new Ops.Purchased(last));
      control.finished.complete(new Buyer.Ended(last, failure, all));
      completeStage();
    }

    private PurchaseStock stock(boolean finished) {
      for (int i = 0; i < lines.length; i++) {
        control.mostInFlight.lazySet(i, lines[i].mostInFlight());
        control.sent.lazySet(i, lines[i].sent());
      }
      return new PurchaseStock(
          bought, skipped, held(), progress.read(), progress.bounded(), finished);
    }

    private long held() {
      long held = lot == null ? 0 : lot.size() - next;
      for (LineHead line : lines) {
        held += line.size();
      }
      return held;
    }
  }

  /** Timers count in whole milliseconds; one that fires early would only be set again. */
  private static Duration roundedUp(long nanos) {
    return Duration.ofMillis(Math.max(1, (nanos + 999_999) / 1_000_000));
  }

  /** What the outside holds; talks to the stage by callbacks only. */
  private static final class Control implements Buyer.Running {
    private final CompletableFuture<Buyer.Ended> finished = new CompletableFuture<>();
    private final AtomicIntegerArray mostInFlight;
    private final AtomicLongArray sent;
    private final AsyncCallback<Done> stopping;
    private final AsyncCallback<Done> sellingOff;
    private final AsyncCallback<CompletableFuture<PurchaseStock>> counting;

    Control(Logic logic, int lines) {
      mostInFlight = new AtomicIntegerArray(lines);
      sent = new AtomicLongArray(lines);
      stopping = logic.createAsyncCallback(done -> logic.end(Optional.empty(), false));
      sellingOff = logic.createAsyncCallback(done -> logic.sellOff());
      counting = logic.createAsyncCallback(answer -> answer.complete(logic.stock(false)));
    }

    @Override
    public void stop() {
      stopping.invoke(Done.getInstance());
    }

    @Override
    public void sellOff() {
      sellingOff.invoke(Done.getInstance());
    }

    @Override
    public CompletionStage<Buyer.Ended> finished() {
      return finished.minimalCompletionStage();
    }

    @Override
    public CompletionStage<PurchaseStock> stock() {
      CompletableFuture<PurchaseStock> answer = new CompletableFuture<>();
      counting.invoke(answer);
      return answer.applyToEither(finished.thenApply(Buyer.Ended::stock), stock -> stock);
    }

    @Override
    public int mostInFlight(int workshop) {
      return mostInFlight.get(workshop);
    }

    @Override
    public long sent(int workshop) {
      return sent.get(workshop);
    }
  }
}
