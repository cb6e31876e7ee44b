package factory.purchasing;

import factory.goods.Lot;
import factory.production.EventClock;
import java.io.IOException;
import java.util.ArrayDeque;
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
 * silent. Here only a thread waits, the stage does not. Up to {@link #AHEAD} lots are read ahead:
 * with one, each would have to wait for its turn on a busy machine twice, and the source would be
 * slower than the workshops.
 */
final class Purchases extends GraphStage<SourceShape<Lot>> {
  private static final Logger log = LoggerFactory.getLogger(Purchases.class);

  /**
   * Most lots that are read and not taken; 1 where the source cannot be read again, since what is
   * read ahead at a stop is gone.
   */
  static final int AHEAD = 16;

  private static final String BLOCKING = "pekko.actor.default-blocking-io-dispatcher";

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

  /** What a read gave: a lot, a failure, or neither at the end. */
  private record Outcome(@Nullable Lot lot, @Nullable Throwable failure) {
    static final Outcome END = new Outcome(null, null);
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
    private final ArrayDeque<Lot> ready = new ArrayDeque<>(AHEAD);

    /** Lots that the errand under way is still to bring. */
    private int awaited;

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
    public void preStart() {
      readOn();
    }

    @Override
    public void postStop() {
      errand.close(executor());
    }

    private void onRead(Outcome outcome) {
      if (outcome.lot == null) {
        last = outcome;
      } else {
        awaited--;
        ready.add(outcome.lot);
      }
      handOver();
    }

    private void handOver() {
      if (!ready.isEmpty() && isAvailable(out)) {
        push(out, ready.remove());
      }
      if (last == null) {
        readOn();
      } else if (ready.isEmpty()) {
        end(last);
      }
    }

    private void readOn() {
      if (awaited == 0 && ready.size() <= ahead / 2) {
        awaited = ahead - ready.size();
        errand.start(awaited, executor(), materializer().executionContext()::execute);
      }
    }

    private void end(Outcome outcome) {
      if (outcome.failure != null) {
        failStage(outcome.failure);
      } else {
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

    void start(int lots, Executor executor, Executor parsing) {
      wanted = lots;
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
      Outcome outcome = closed ? Outcome.END : read();
      for (int more = wanted - 1; more > 0 && outcome.lot != null && !closed; more--) {
        report.accept(outcome);
        outcome = read();
      }
      underWay = false;
      if (closed && closing.compareAndSet(false, true)) {
        closeReader();
      }
      report.accept(outcome);
    }

    private Outcome read() {
      try {
        Supplier.Reader open = reader;
        if (open == null) {
          open = supplier.open(lotSize, threads);
          reader = open;
        }
        Lot lot = open.read();
        if (watermarks != null) {
          lot = lot == null ? watermarks.last() : watermarks.mark(lot, open);
          progress.idle(watermarks.idle(open));
        }
        progress.read(open.progress(), open.passed());
        return lot == null ? Outcome.END : new Outcome(lot, null);
      } catch (Throwable failure) {
        return new Outcome(null, failure);
      }
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
