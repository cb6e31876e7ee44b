package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import factory.goods.Scrap;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.NotInfluenceReceiveTimeout;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
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
 * delivery and lives a million times (measured in {@code docs/performance.md}).
 *
 * @param <A> the blueprint's assembly
 */
class Worker<A> extends ExtensibleBehavior<Worker.Command> {
  /** What a worker can be told. No message but the contract's own renews the receive-timeout. */
  sealed interface Command extends NotInfluenceReceiveTimeout {}

  /**
   * Adds a round's materials to the assembly, in order. The first one of a hire tells the worker
   * its pid.
   *
   * @param hire number of the hire
   * @param materials all of one pid, at least one
   * @param boughtFrom when the first of them was bought, or a little before, on the factory clock
   * @param boughtAt when the last of them was bought; not a term later than the first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Assemble(int hire, Material[] materials, long boughtFrom, long boughtAt)
      implements Command {}

  /**
   * In event time: as {@link Assemble}, up to the watermark; what is not before it waits in the
   * worker, in order.
   *
   * @param watermark what comes behind this has no earlier time, or is late
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sort(int hire, Material[] materials, long watermark) implements Command {}

  /** In event time: the watermark has come as far as this, and no material with it. */
  record Advance(int hire, long watermark) implements Command {}

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

  /** Leave the bench and stop. */
  enum Leave implements Command {
    INSTANCE
  }

  /** The receive-timeout; unlike the others it renews itself. */
  enum ContractOver implements Command {
    INSTANCE
  }

  /**
   * Longest time a receive-timeout is set for; a longer contract sets it again. Pekko's scheduler
   * refuses more than 248 days.
   */
  private static final long LONGEST_NANOS = Duration.ofDays(100).toNanos();

  /** Shortest, for what the timer fired early by. */
  private static final long SHORTEST_NANOS = Duration.ofMillis(1).toNanos();

  final Floor<A> floor;
  final Contractor contractor;

  @Nullable Pid pid;
  int hire;
  long received;
  long boughtFrom;
  long boughtAt;

  /** Materials of the delivery in hand that the open product, or cargo, has taken. */
  int counted;

  /** The open product: its tally is null while there is none, its assembly also if it is parked. */
  @Nullable A assembly;

  @Nullable Tally tally;
  @Nullable ParkedPid parked;
  long weight;

  @Nullable Waiting waiting;
  private boolean permitInHand;

  /**
   * Whether it has given materials back, of which its product is to have some: all of it stays open
   * for the next start, unless it is to be shipped as it is.
   */
  boolean gaveBack;

  /** Whether the receive-timeout is set; it stays so from one hire to the next. */
  private boolean armed;

  boolean asked;
  boolean released;

  Worker(Floor<A> floor, Contractor contractor) {
    this.floor = floor;
    this.contractor = contractor;
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
      onPermit(permit.permits());
    } else if (command instanceof Inspect inspect) {
      onInspect(inspect);
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
    Material[] delivery = command.materials();
    long before = bytes();
    if (command.hire() != hire) {
      begin(command.hire(), command.materials()[0].pid());
      if (!armed) {
        arm(context, Math.min(floor.termNanos, floor.maxTermNanos));
      }
    } else if (command.boughtFrom() - boughtAt > floor.longestGapNanos) {
      cut(Closed.CONTRACT); // it was over before the line was so far that it could be said
    } else if (tally != null && command.boughtFrom() - tally.since() > floor.maxTermNanos) {
      cut(Closed.LIMIT);
    }
    boughtFrom = command.boughtFrom();
    boughtAt = command.boughtAt();
    received += delivery.length;
    int taken = assemble(delivery);
    floor.held.add(counted);
    counted = 0;
    floor.delivered.add(-delivery.length);
    if (taken < delivery.length) {
      gaveBack = true;
      floor.givenBack.add(delivery.length - taken);
    }
    floor.bytes.add(bytes() - before);
    if (waiting != null && !waiting.isEmpty()) {
      waiting.withhold(delivery.length);
      askForPermits();
    } else {
      floor.assembled(delivery.length);
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

  /** Takes the materials of a delivery; how many it has taken when the factory was stopped. */
  private int assemble(Material[] delivery) {
    int taken = 0;
    while (taken < delivery.length && !floor.stopping) {
      Material material = delivery[taken];
      try {
        if (taken == 0) {
          floor.drill.pass("worker.assemble");
        }
        take(material);
      } catch (Throwable failure) {
        park(material, failure);
      }
      taken++;
    }
    return taken;
  }

  /** Adds one material to the assembly; whatever the blueprint throws goes on up. */
  void take(Material material) {
    Blueprint<A> blueprint = floor.blueprint;
    if (parked != null) {
      collect(parked, material);
      return;
    }
    A current = assembly;
    if (current == null) {
      current = blueprint.begin(material.pid());
    } else if (blueprint.isRepeat(current, material)) {
      counted++;
      ship(duplicate(material), 0);
      return;
    }
    current = blueprint.add(current, material);
    long now = blueprint.weight(current);
    boolean complete = blueprint.isComplete(current);
    assembly = current;
    Tally notes = count(material);
    weight = now + notes.weight();
    ContractSettings contract = floor.settings.contract();
    if (complete) {
      cut(Closed.COMPLETE);
    } else if (notes.materials() >= contract.maxMaterials() || weight >= contract.maxBytes()) {
      cut(Closed.LIMIT);
    }
  }

  /** Notes a material as part of the open product. */
  private Tally count(Material material) {
    Tally notes = tally;
    if (notes == null) {
      notes = new Tally(material, boughtFrom, floor.settings);
      tally = notes;
    }
    notes.count(material);
    counted++;
    return notes;
  }

  /**
   * Finishes the product; the next material starts a new assembly. A parked pid goes on collecting
   * until the worker is released.
   */
  void cut(Closed why) {
    Pid owner = pid;
    Tally notes = tally;
    if (owner == null || notes == null) {
      return;
    }
    A finished = assembly;
    if (parked == null && finished != null) {
      try {
        Map<String, ? extends @Nullable Object> fields = floor.blueprint.fields(finished);
        finish(product(notes, owner, floor.blueprint.pclass(finished), why, fields));
        return;
      } catch (Throwable failure) {
        ParkedPid.rethrowFatal(failure);
        park(new ParkedPid(notes.partition(), notes.offset(), failure, describe(), weight), notes);
      }
    }
    if (parked != null && (released || why == Closed.CONTRACT)) {
      finish(parked.scrap(floor.blueprintName, owner, notes));
    }
  }

  /** The product of these notes. */
  Product product(
      Tally notes,
      Pid owner,
      String pclass,
      Closed why,
      Map<String, ? extends @Nullable Object> fields) {
    return notes.product(owner, pclass, why, fields);
  }

  /** Sends the cargo off and forgets the assembly. */
  private void finish(Cargo cargo) {
    if (parked != null) {
      floor.parked.decrement();
      parked = null;
    }
    long size = weight;
    assembly = null;
    tally = null;
    weight = 0;
    ship(cargo, size);
  }

  // ---- parking ----

  void park(Material failing, Throwable failure) {
    ParkedPid.rethrowFatal(failure);
    if (parked == null) {
      ParkedPid bundle = new ParkedPid(failing, failure, describe(), weight);
      park(bundle, count(failing));
    } else {
      // collecting itself failed, as for want of stack: the material must still be counted
      count(failing);
    }
  }

  private void park(ParkedPid bundle, Tally notes) {
    parked = bundle;
    assembly = null;
    weight = bundle.weight() + notes.weight();
    floor.parked.increment();
    floor.lastParked = pid + ": " + bundle.summary();
  }

  private void collect(ParkedPid bundle, Material material) {
    Tally notes = Objects.requireNonNull(tally);
    if (weight + notes.weightOf(material) > floor.settings.contract().maxBytes()) {
      counted++;
      ship(bundle.tooMuch(material, only(material)), 0);
      return;
    }
    count(material);
    weight = bundle.weight() + notes.weight();
  }

  private @Nullable Map<String, ? extends @Nullable Object> describe() {
    A current = assembly;
    if (current == null) {
      return null;
    }
    try {
      return floor.blueprint.fields(current);
    } catch (Throwable another) {
      ParkedPid.rethrowFatal(another);
      return null; // it cannot even be described; what counts is the failure that parked the pid
    }
  }

  private Scrap duplicate(Material material) {
    return new Scrap(
        Scrap.Reason.DUPLICATE,
        material.partition(),
        material.offset(),
        material.fields().line(),
        "the blueprint has seen it before",
        material.pid(),
        null,
        null,
        1,
        only(material));
  }

  private Positions only(Material material) {
    if (!floor.settings.keepPositions()) {
      return Tally.NO_POSITIONS;
    }
    Positions one = new Positions();
    one.add(material.partition(), material.offset());
    return one;
  }

  // ---- cargo ----

  /**
   * Posts cargo if there is a permit at hand and none waits before it; else it waits.
   *
   * @param size estimated bytes that it holds while it waits
   */
  private void ship(Cargo cargo, long size) {
    if (waiting == null || waiting.isEmpty()) {
      if (permitInHand) {
        permitInHand = false;
        floor.post(cargo, null);
        return;
      }
      if (floor.takePermit()) {
        floor.post(cargo, null);
        return;
      }
    }
    if (waiting == null) {
      waiting = new Waiting();
    }
    waiting.add(cargo, size);
  }

  void askForPermits() {
    int more = waiting == null ? 0 : waiting.ask();
    if (more > 0) {
      floor.director.tell(new Director.NeedPermits(contractor, more));
    }
  }

  private void onPermit(int permits) {
    if (waiting != null) {
      waiting.granted(permits);
    }
    for (int i = 0; i < permits; i++) {
      usePermit();
    }
    settle();
  }

  private void usePermit() {
    Cargo oldest = waiting == null ? null : waiting.poll();
    if (oldest == null) {
      floor.returnPermit();
    } else {
      floor.post(oldest, null);
    }
  }

  /**
   * Once nothing waits any more: credit goes back, and a released worker is free when no permit is
   * on its way to it either.
   */
  private void settle() {
    Waiting over = waiting;
    if (over != null) {
      if (!over.isEmpty()) {
        return;
      }
      floor.bytes.add(-over.bytes());
      int credit = over.clear();
      if (credit > 0) {
        floor.assembled(credit);
      }
      waiting = over.isOwed() ? over : null;
    }
    if (!released) {
      askIfEmpty();
    } else if (waiting == null) {
      pid = null;
      floor.post(null, contractor);
    }
  }

  /** Estimated bytes of the open product and of the cargo that waits. */
  long bytes() {
    return weight + (waiting == null ? 0 : waiting.bytes());
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

  /**
   * Nanoseconds until the contract ends or the product reaches its longest time; exact only for the
   * director, which asks what the line has brought.
   */
  private long untilDue(long now) {
    long contract = floor.termNanos - (now - boughtAt);
    long product = floor.maxTermNanos - (now - (tally == null ? boughtAt : tally.since()));
    return Math.min(contract, product);
  }

  /** Whether the product reaches its longest time before the contract ends. */
  private boolean isLimited() {
    return tally != null && floor.maxTermNanos - (boughtAt - tally.since()) < floor.termNanos;
  }

  private void arm(ActorContext<Command> context, long nanos) {
    long bounded = Math.max(SHORTEST_NANOS, Math.min(nanos, LONGEST_NANOS));
    context.setReceiveTimeout(Duration.ofNanos(bounded), ContractOver.INSTANCE);
    armed = true;
  }

  /** Asks to be dismissed; the answer may take as long as the line stands still. */
  private void ask() {
    asked = true;
    boolean limited = isLimited();
    long due =
        limited
            ? Objects.requireNonNull(tally).since() + floor.maxTermNanos
            : boughtAt + floor.termNanos;
    Closed why = limited ? Closed.LIMIT : Closed.CONTRACT;
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
    long before = bytes();
    if (!gaveBack || command.why() == Closed.SHUTDOWN) {
      close(command.why());
    }
    released = true;
    floor.bytes.add(bytes() - before);
    if (permitInHand) {
      permitInHand = false;
      usePermit();
    }
    askForPermits();
    settle();
  }

  /** The contract is over: the last product is cut. */
  void close(Closed why) {
    released = true;
    cut(why);
  }

  private void onInspect(Inspect question) {
    question
        .replyTo()
        .tell(new Condition(question.look(), hire, pid, materials(), held(), parked != null));
  }

  /** Materials that are in no finished product. */
  long materials() {
    return tally == null ? 0 : tally.materials();
  }

  /** Estimated bytes of them. */
  private long held() {
    return bytes() - (waiting == null ? 0 : waiting.bytes());
  }
}
