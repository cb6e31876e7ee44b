package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Places;
import factory.production.EventClock;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source stage of the {@link Buyer}.
 *
 * <p>Not {@code Source.unfoldResource}: that one blocks the stage's own actor in the read, so that
 * neither a cancellation nor the end of the actor system gets through while standard input is
 * silent. Here only a thread waits, the stage does not. Up to {@link #AHEAD} lots are read ahead,
 * and no more than {@link #AHEAD_BYTES} allows: a thread that is woken on a busy machine waits for
 * a millisecond, in which the workshops take up ten thousand records or more. What is told of
 * progress is that of the lots that were taken.
 *
 * <p>The source is opened when the first lot is asked for: then all workshops are there, with their
 * benches staffed.
 */
final class Purchases extends GraphStage<SourceShape<Lot>> {
  private static final Logger log = LoggerFactory.getLogger(Purchases.class);

  /**
   * Most lots that are read and not taken; 1 where the source cannot be read again, since what is
   * read ahead at a stop is gone.
   */
  static final int AHEAD = 256;

  /**
   * Once the lots that are read and not taken weigh so much, no further one is read: a 128th of the
   * heap, from 8 to 32 MiB.
   */
  static final long AHEAD_BYTES =
      Math.max(8 << 20, Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 128));

  /** On which threads it is read. */
  static final String BLOCKING = "pekko.actor.default-blocking-io-dispatcher";

  private final Supplier supplier;
  private final int lotSize;
  private final int ahead;
  private final Buyer.Progress progress;
  private final @Nullable EventClock clock;
  private final Outlet<Lot> out = Outlet.create("Buyer.out");
  private final SourceShape<Lot> shape = SourceShape.of(out);

  /** {@code clock} is null where nobody asks for watermarks. */
  Purchases(Supplier supplier, int lotSize, Buyer.Progress progress, @Nullable EventClock clock) {
    this.supplier = supplier;
    this.lotSize = lotSize;
    this.ahead = supplier.replayable() ? AHEAD : 1;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public SourceShape<Lot> shape() {
    return shape;
  }

  @Override
  public Attributes initialAttributes() {
    return Attributes.name("buyer");
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  /**
   * What a read gave: a lot, a failure, or neither at the end.
   *
   * @param weight of the lot
   * @param done the part of the source up to the lot's end
   * @param passed records that the reader has passed over up to there
   * @param last whether the errand brings nothing more
   */
  private record Outcome(
      @Nullable Lot lot,
      @Nullable Throwable failure,
      long weight,
      double done,
      long passed,
      boolean last) {
    /** For a stage that is gone. */
    static final Outcome UNHEARD = new Outcome(null, null, 0, Double.NaN, 0, true);

    static Outcome failed(Throwable failure) {
      return new Outcome(null, failure, 0, Double.NaN, 0, true);
    }

    Outcome asLast() {
      return new Outcome(lot, failure, weight, done, passed, true);
    }
  }

  private final class Logic extends GraphStageLogic {
    private final AsyncCallback<Outcome> read = createAsyncCallback(this::onRead);
    private final Errand errand =
        new Errand(
            supplier,
            lotSize,
            progress,
            clock == null ? null : new Watermarks(supplier, clock),
            read::invoke);
    private final ArrayDeque<Outcome> ready = new ArrayDeque<>(AHEAD);
    private long readyBytes;

    /** Whether an errand is under way. */
    private boolean awaited;

    private @Nullable Outcome last;

    Logic() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              handOver();
            }
          });
    }

    @Override
    public void postStop() {
      errand.close(executor());
    }

    private void onRead(Outcome outcome) {
      awaited = !outcome.last;
      if (outcome.lot == null) {
        last = outcome;
      } else {
        ready.add(outcome);
        readyBytes += outcome.weight;
      }
      handOver();
    }

    private void handOver() {
      if (!ready.isEmpty() && isAvailable(out)) {
        Outcome next = ready.remove();
        readyBytes -= next.weight;
        progress.read(next.done, next.passed);
        push(out, Objects.requireNonNull(next.lot));
      }
      if (last == null) {
        readOn();
      } else if (ready.isEmpty()) {
        end(last);
      }
    }

    private void readOn() {
      if (!awaited && ready.size() <= ahead / 2 && readyBytes <= AHEAD_BYTES / 2) {
        awaited = true;
        errand.start(
            ahead - ready.size(),
            AHEAD_BYTES - readyBytes,
            executor(),
            materializer().executionContext()::execute);
      }
    }

    private void end(Outcome outcome) {
      if (outcome.failure != null) {
        failStage(outcome.failure);
      } else {
        progress.read(outcome.done, outcome.passed);
        completeStage();
      }
    }

    private Executor executor() {
      return materializer().system().dispatchers().lookup(BLOCKING);
    }
  }

  /**
   * Reads some lots each time it runs. The stage starts it and waits for all of them before it
   * starts it again, so there is one thread at a time; only the end needs care, because the reader
   * must be closed once, by whoever is the last to use it.
   */
  private static final class Errand implements Runnable {
    private final Supplier supplier;
    private final int lotSize;
    private final Buyer.Progress progress;
    private final @Nullable Watermarks watermarks;
    private final Consumer<Outcome> report;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean underWay;
    private volatile boolean closed;
    private volatile int wanted;
    private volatile long wantedBytes;
    private volatile Executor threads = Runnable::run;
    private volatile Supplier.@Nullable Reader reader;

    Errand(
        Supplier supplier,
        int lotSize,
        Buyer.Progress progress,
        @Nullable Watermarks watermarks,
        Consumer<Outcome> report) {
      this.supplier = supplier;
      this.lotSize = lotSize;
      this.progress = progress;
      this.watermarks = watermarks;
      this.report = report;
    }

    void start(int lots, long bytes, Executor executor, Executor parsing) {
      wanted = lots;
      wantedBytes = bytes;
      threads = parsing;
      underWay = true;
      executor.execute(this);
    }

    void close(Executor executor) {
      closed = true;
      Supplier.Reader open = reader;
      if (open != null) {
        open.hurry();
      }
      if (!underWay && closing.compareAndSet(false, true)) {
        executor.execute(this::closeReader);
      }
    }

    @Override
    public void run() {
      Outcome outcome = closed ? Outcome.UNHEARD : read();
      long left = wantedBytes - outcome.weight;
      for (int more = wanted - 1; more > 0 && left > 0 && !outcome.last && !closed; more--) {
        report.accept(outcome);
        outcome = read();
        left -= outcome.weight;
      }
      underWay = false;
      if (closed && closing.compareAndSet(false, true)) {
        closeReader();
      }
      report.accept(outcome.asLast());
    }

    private Outcome read() {
      try {
        Supplier.Reader open = reader;
        if (open == null) {
          open = supplier.open(lotSize, threads);
          reader = open;
          if (watermarks != null) {
            open.keepTexts(watermarks.scrapsBehind());
          }
        }
        Lot lot = open.read();
        if (watermarks != null) {
          lot = lot == null ? watermarks.last() : watermarks.mark(lot, open);
          progress.logs(watermarks.idle(open), watermarks.heldBack(open));
        }
        long weight = lot == null ? 0 : weight(lot);
        return new Outcome(lot, null, weight, open.progress(), open.passed(), lot == null);
      } catch (Throwable failure) {
        return Outcome.failed(failure);
      }
    }

    /** Of all that is in it: a source may be all scrap. */
    private static long weight(Lot lot) {
      long scrap = lot.scrap().stream().mapToLong(Places::weight).sum();
      return lot.weighed().bytes() + scrap;
    }

    private void closeReader() {
      Supplier.Reader open = reader;
      if (open != null) {
        try {
          open.close();
        } catch (IOException | RuntimeException failure) {
          log.warn("{} could not be closed: {}", supplier.name(), failure.toString());
        }
      }
    }
  }
}
