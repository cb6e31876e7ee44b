package factory.production;

import factory.goods.Closed;
import factory.goods.Lot;
import factory.goods.Pid;
import factory.operations.Action;
import factory.operations.Verdict;
import factory.operations.Why;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.NotInfluenceReceiveTimeout;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the materials of one pid until its contract ends.
 *
 * <p>The contract is a receive-timeout of {@link ContractSettings#term()}, re-armed lazily: when it
 * fires, the worker compares with its last material. A worker never stops by itself: it asks its
 * director with {@link Director.Closing} and goes on until it is released, so that no material can
 * arrive at a stopped worker. Released, it is free to be hired for another pid. A blueprint that
 * fails parks the pid ({@link ParkedPid}): the worker only collects until its contract ends.
 *
 * <p>The behaviour object is the state and has its own {@code receive}, since it runs for every
 * delivery and lives a million times (measured in {@code docs/performance-history.md}).
 *
 * @param <A> the blueprint's assembly
 */
class Worker<A> extends Assembler<A> {
  /** What a worker can be told. No message but the contract's own renews the receive-timeout. */
  sealed interface Command extends NotInfluenceReceiveTimeout {}

  /** Adds a round's materials to the assembly, in order. */
  static final class Assemble extends Delivery implements Command {
    /** Number of the hire; the first delivery of one tells the worker its pid. */
    final int hire;

    /** When the first of them was bought, or a little before, on the factory clock. */
    final long boughtFrom;

    /** When the last of them was bought; not a term later than the first. */
    final long boughtAt;

    /** Of all that the delivery has, at least one material, all of one pid. */
    Assemble(int hire, Delivery delivery, long boughtFrom, long boughtAt) {
      super(delivery);
      this.hire = hire;
      this.boughtFrom = boughtFrom;
      this.boughtAt = boughtAt;
    }
  }

  /**
   * In event time: as {@link Assemble}, up to the watermark; what is not before it waits in the
   * worker, in order.
   */
  static final class Sort extends Delivery implements Command {
    /** As {@link Assemble#hire}. */
    final int hire;

    /** What comes behind this has no earlier time, or is late. */
    final long watermark;

    /**
     * Whether the contract is over by it: hand over the product and be free, as by {@link Release};
     * a permit comes with it.
     */
    final boolean last;

    /** Of all that the delivery has, at least one material, all of one pid. */
    Sort(int hire, Delivery delivery, long watermark, boolean last) {
      super(delivery);
      this.hire = hire;
      this.watermark = watermark;
      this.last = last;
    }
  }

  /**
   * In event time: the watermark has come as far as this, and no material with it.
   *
   * @param watermark may be raised until the worker comes to it, see {@link Visit#raise}
   */
  record Advance(int hire, AtomicLong watermark) implements Command {
    /** The worker has come to it. */
    private static final long TAKEN = Lot.NO_WATERMARK;

    /** What it is raised to: nothing where it is taken. */
    static long raised(long before, long watermark) {
      return before == TAKEN ? TAKEN : watermark;
    }

    /** The watermark, for the worker: from now on it is not raised. */
    long take() {
      return watermark.getAndSet(TAKEN);
    }
  }

  /** More has come or is on its way: the contract goes on. Answers {@link Director.Closing}. */
  enum Renew implements Command {
    INSTANCE
  }

  /**
   * Hand over the product and be free; nothing more will be sent in this hire. May answer {@link
   * Director.Closing}.
   *
   * @param why the contract is over; a permit for the product comes with it
   */
  record Release(Closed why) implements Command {}

  /**
   * Permits for the cargo that has waited longest. Answers {@link Director.NeedPermits}, in parts.
   */
  record Permit(int permits) implements Command {}

  /** The Inspector's question; {@code replyTo} gets the answer when the worker comes to it. */
  record Inspect(Inspector.Look look, ActorRef<Condition> replyTo) implements Command {}

  /**
   * What the Inspector sees.
   *
   * @param look the question
   * @param hire number of the hire that the worker is in, or was in if {@code pid} is null
   */
  record Condition(
      Inspector.Look look,
      int hire,
      @Nullable Pid pid,
      long materials,
      long bytes,
      boolean parked) {}

  /** Somebody asks; {@code replyTo} gets the answer when the worker comes to it. */
  record Explain(int hire, Enquiry.Source source, ActorRef<Enquiry.Explained> replyTo)
      implements Command {}

  /** Somebody wants this done to its pid; {@code replyTo} is told what became of it. */
  record ByHand(int hire, Action action, ActorRef<Verdict> replyTo) implements Command {}

  /** Leave the bench and stop. */
  enum Leave implements Command {
    INSTANCE
  }

  /** The receive-timeout; unlike the others it renews itself. */
  enum ContractOver implements Command {
    INSTANCE
  }

  int hire;
  long received;

  /**
   * Whether it has given materials back, of which its product is to have some: all of it stays open
   * for the next start, unless it is to be shipped as it is.
   */
  boolean gaveBack;

  /** Whether the receive-timeout is set; it stays so from one hire to the next. */
  private boolean armed;

  boolean asked;

  Worker(Floor<A> floor, Contractor contractor) {
    super(floor, contractor);
  }

  @Override
  public Behavior<Command> receive(TypedActorContext<Command> context, Command command) {
    try {
      return handle(context.asJava(), command);
    } catch (Throwable fault) {
      // the blueprint's failures are caught where they arise: this one is the factory's own, and
      // nobody watches a million workers
      ParkedPid.rethrowFatal(fault);
      floor.director.tell(new Director.WorkerFailed(fault));
      return Behaviors.stopped();
    }
  }

  private Behavior<Command> handle(ActorContext<Command> context, Command command) {
    if (floor.frozen) {
      return this;
    }
    if (command instanceof Assemble assemble) {
      onAssemble(context, assemble);
    } else if (command == ContractOver.INSTANCE) {
      onContractOver(context);
    } else if (command == Renew.INSTANCE) {
      onRenew(context);
    } else if (command instanceof Release release) {
      onRelease(release);
    } else if (command instanceof Permit permit) {
      onPermit(permit);
    } else if (command instanceof Inspect inspect) {
      Replies.inspect(this, inspect);
    } else if (command instanceof Explain question) {
      Replies.explain(this, question);
    } else if (command instanceof ByHand order) {
      Replies.byHand(this, order);
    } else if (command == Leave.INSTANCE) {
      return Behaviors.stopped();
    } else if (command != null) { // which Pekko delivers for a timeout that was cancelled too late
      return inEventTime(command);
    }
    return this;
  }

  /** What only a worker in event time understands. */
  Behavior<Command> inEventTime(Command command) {
    return Behaviors.unhandled();
  }

  @Override
  public Behavior<Command> receiveSignal(TypedActorContext<Command> context, Signal signal) {
    return this;
  }

  // ---- materials ----

  private void onAssemble(ActorContext<Command> context, Assemble command) {
    long before = bytes();
    if (command.hire != hire) {
      begin(command.hire, command.pid(contractor.pid));
      boughtAt = command.boughtAt;
      if (!armed) {
        arm(context, floor.terms.first());
      }
    } else if (command.boughtFrom - boughtAt > floor.terms.longestGap) {
      cut(Closed.CONTRACT); // it was over before the line was so far that it could be said
    } else if (tally != null && command.boughtFrom - tally.since() > floor.terms.maxTerm) {
      cut(Closed.LIMIT);
    }
    boughtFrom = command.boughtFrom;
    if (command.boughtAt - boughtAt > 0) { // else it was extended by hand beyond that
      boughtAt = command.boughtAt;
    }
    int size = command.size();
    received += size;
    int taken = assemble(command, size);
    floor.counts.held.add(counted);
    counted = 0;
    floor.counts.bytes.add(bytes() - before);
    handBack(command, taken);
  }

  /**
   * A delivery is done: what was not taken is given back, and the credit of all, unless cargo
   * waits.
   */
  final void handBack(Delivery delivery, int taken) {
    int size = delivery.size();
    floor.counts.delivered.add(-size);
    if (taken < size) {
      gaveBack = true;
      floor.counts.givenBack.add(size - taken);
    }
    Waiting first = waiting;
    if (first != null && !first.isEmpty()) {
      first.withhold(size, delivery.places());
      askForPermits();
    } else {
      floor.assembled(size, delivery.places());
      askIfEmpty();
    }
  }

  /**
   * A new hire. A worker that asked when it had nothing was not told that it is free: this tells
   * it.
   */
  void begin(int number, Pid owner) {
    pid = owner;
    hire = number;
    received = 0;
    asked = false;
    released = false;
  }

  // ---- permits ----

  private void onPermit(Permit command) {
    usePermits(command.permits());
    settle();
  }

  /** A released worker is free once nothing waits and no permit is on its way to it either. */
  private void settle() {
    if (stillWaits()) {
      return;
    }
    if (!released) {
      askIfEmpty();
    } else if (waiting == null) {
      pid = null;
      floor.post(null, contractor);
    }
  }

  // ---- the contract ----

  private void onContractOver(ActorContext<Command> context) {
    boolean free = pid == null || asked || released || floor.stopping;
    long left = free ? 0 : untilDue(floor.lineNow());
    if (left > 0) {
      arm(context, left);
      return;
    }
    context.cancelReceiveTimeout(); // else it would fire again and again
    armed = false;
    if (!free) {
      ask();
    }
  }

  /** Exact only for the director, which asks what the line has brought. */
  long untilDue(long now) {
    return floor.terms.left(tally == null ? boughtAt : tally.since(), boughtAt, now);
  }

  private void arm(ActorContext<Command> context, long nanos) {
    context.setReceiveTimeout(
        floor.terms.timeout(nanos, floor.clock.nanos()), ContractOver.INSTANCE);
    armed = true;
  }

  /** Asks to be dismissed; the answer may take as long as the line stands still. */
  private void ask() {
    asked = true;
    Terms terms = floor.terms;
    Tally open = tally;
    long due = boughtAt + terms.term;
    Closed why = Closed.CONTRACT;
    if (open != null && terms.isLimited(open.since(), boughtAt)) {
      due = open.since() + terms.maxTerm;
      why = Closed.LIMIT;
    }
    floor.director.tell(new Director.Closing(contractor, hire, received, due, why, isEmpty()));
  }

  /** Without an open product nothing is waited for. */
  void askIfEmpty() {
    if (isEmpty() && pid != null && !asked && !released && !floor.stopping) {
      ask();
    }
  }

  /** Whether it has nothing to hand over and nothing is on its way to it. */
  boolean isEmpty() {
    return tally == null && waiting == null;
  }

  void onRenew(ActorContext<Command> context) {
    asked = false;
    if (!armed) {
      arm(context, untilDue(floor.lineNow()));
    }
    askIfEmpty();
  }

  private void onRelease(Release command) {
    permitInHand = true;
    release(command.why());
  }

  /** Hands over the product and is free as soon as nothing waits. */
  final void release(Closed why) {
    long before = bytes();
    if (!gaveBack || why == Closed.SHUTDOWN) {
      close(why);
    }
    released = true;
    floor.counts.bytes.add(bytes() - before);
    usePermitInHand();
    askForPermits();
    settle();
  }

  /** The contract is over: the last product is cut. */
  void close(Closed why) {
    released = true;
    cut(why);
  }

  /** What it says of itself. */
  Why explain(Pid owner, Enquiry.Source source) {
    long now = floor.lineNow();
    Terms terms = floor.terms;
    Tally open = tally;
    long left = Math.max(0, terms.term - (now - boughtAt));
    Duration untilMaxTerm =
        open == null || terms.maxTerm == Long.MAX_VALUE
            ? null
            : Duration.ofNanos(Math.max(0, terms.maxTerm - (now - open.since())));
    Why.Contract contract =
        new Why.Contract(
            false, floor.settings.contract().term(), Duration.ofNanos(left), null, null);
    return new Explanation<>(this, source).of(owner, contract, untilMaxTerm);
  }
}
