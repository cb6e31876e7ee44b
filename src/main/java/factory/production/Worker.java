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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
   * @param boughtAt when the last of them was bought, on the factory clock
   */
  record Assemble(int hire, Material[] materials, long boughtAt) implements Command {}

  /** More has come or is on its way: the contract goes on. Answers {@link Director.Closing}. */
  enum Renew implements Command {
    INSTANCE
  }

  /**
   * Hand over the product and be free; nothing more will be sent in this hire. May answer {@link
   * Director.Closing}.
   *
   * @param why the contract is over
   * @param permit whether a permit for the product comes with it
   */
  record Release(Closed why, boolean permit) implements Command {}

  /**
   * Permits for the cargo that has waited longest. Answers {@link Director.NeedPermits}, in parts.
   */
  record Permit(int permits) implements Command {}

  /** The Inspector's question; {@code replyTo} gets the answer when the worker comes to it. */
  record Inspect(ActorRef<Condition> replyTo) implements Command {}

  /** What the Inspector sees. */
  record Condition(@Nullable Pid pid, long materials, long bytes, boolean parked) {}

  /** Leave the bench and stop. */
  enum Leave implements Command {
    INSTANCE
  }

  /** The receive-timeout; unlike the others it renews itself. */
  enum ContractOver implements Command {
    INSTANCE
  }

  private static final Positions NO_POSITIONS = new Positions();

  private final Floor<A> floor;
  private final Contractor contractor;

  private @Nullable Pid pid;
  private int hire;
  private long received;
  private long boughtAt;
  private long firstBoughtAt;

  /** The assembly and what is known of it; {@code materials} is 0 while there is none. */
  private @Nullable A assembly;

  private long materials;
  private long weight;
  private int partition;
  private long offset;
  private long first;
  private long last;
  private Positions positions = NO_POSITIONS;
  private @Nullable ParkedPid parked;

  /** Kept for a parked bundle, where that is configured. */
  private List<Material> kept = List.of();

  private long keptBytes;

  /** Cargo without a permit, oldest first, and the credit that is held back for it. */
  private @Nullable ArrayDeque<Cargo> waiting;

  private long waitingWeight;
  private int withheld;
  private int owed;
  private boolean permitInHand;
  private boolean asked;
  private boolean released;

  Worker(Floor<A> floor, Contractor contractor) {
    this.floor = floor;
    this.contractor = contractor;
  }

  @Override
  public Behavior<Command> receive(TypedActorContext<Command> context, Command command) {
    if (floor.frozen) {
      return this;
    }
    if (command instanceof Assemble assemble) {
      onAssemble(context.asJava(), assemble);
    } else if (command == ContractOver.INSTANCE) {
      onContractOver(context.asJava());
    } else if (command == Renew.INSTANCE) {
      onRenew(context.asJava());
    } else if (command instanceof Release release) {
      onRelease(context.asJava(), release);
    } else if (command instanceof Permit permit) {
      onPermit(permit.permits());
    } else if (command instanceof Inspect inspect) {
      inspect.replyTo().tell(new Condition(pid, materials, weight, parked != null));
    } else if (command == Leave.INSTANCE) {
      return Behaviors.stopped();
    }
    return this;
  }

  @Override
  public Behavior<Command> receiveSignal(TypedActorContext<Command> context, Signal signal) {
    return this;
  }

  // ---- materials ----

  private void onAssemble(ActorContext<Command> context, Assemble command) {
    Material[] delivery = command.materials();
    if (pid == null) {
      begin(context, command);
    }
    received += delivery.length;
    boughtAt = command.boughtAt();
    long before = weight + waitingWeight;
    if (materials > 0 && boughtAt - firstBoughtAt > floor.maxTermNanos) {
      cut(Closed.LIMIT);
    }
    int taken = 0;
    boolean drilled = false;
    while (taken < delivery.length && !floor.stopping) {
      Material material = delivery[taken];
      try {
        if (!drilled) {
          drilled = true;
          floor.drill.pass("worker.assemble");
        }
        take(material);
      } catch (Throwable failure) {
        park(material, failure);
      }
      taken++;
    }
    floor.delivered.add(-delivery.length);
    floor.givenBack.add(delivery.length - taken);
    floor.bytes.add(weight + waitingWeight - before);
    if (waiting != null && !waiting.isEmpty()) {
      withheld += delivery.length;
      askForPermits();
    } else {
      floor.assembled(delivery.length);
      askIfEmpty();
    }
  }

  private void begin(ActorContext<Command> context, Assemble command) {
    pid = command.materials()[0].pid();
    hire = command.hire();
    received = 0;
    asked = false;
    released = false;
    context.setReceiveTimeout(
        Duration.ofNanos(Math.min(floor.termNanos, floor.maxTermNanos)), ContractOver.INSTANCE);
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
      floor.held.increment();
      ship(duplicate(material));
      return;
    }
    current = blueprint.add(current, material);
    long now = blueprint.weight(current);
    boolean complete = blueprint.isComplete(current);
    assembly = current;
    count(material);
    weight = now + positions.weight() + keptBytes;
    ContractSettings contract = floor.settings.contract();
    if (complete) {
      cut(Closed.COMPLETE);
    } else if (materials >= contract.maxMaterials() || weight >= contract.maxBytes()) {
      cut(Closed.LIMIT);
    }
  }

  /** Notes a material as part of the open product. */
  private void count(Material material) {
    long time = material.time();
    if (materials == 0) {
      partition = material.partition();
      offset = material.offset();
      first = time;
      last = time;
      firstBoughtAt = boughtAt;
      if (floor.settings.keepPositions()) {
        positions = new Positions();
      }
    } else if (time != Material.NO_TIME) {
      first = first == Material.NO_TIME ? time : Math.min(first, time);
      last = Math.max(last, time);
    }
    if (floor.settings.keepPositions()) {
      positions.add(material.partition(), material.offset());
    }
    if (floor.settings.keepMaterials()) {
      if (kept.isEmpty()) {
        kept = new ArrayList<>();
      }
      kept.add(material);
      keptBytes += 4 + 48 + material.fields().weight();
    }
    materials++;
    floor.held.increment();
  }

  /** Finishes the product; the next material starts a new assembly. */
  private void cut(Closed why) {
    Pid owner = pid;
    if (owner == null) {
      return;
    }
    if (parked != null) {
      if (released) {
        finish(parked.scrap(floor.blueprintName, owner, materials, positions));
      }
      return;
    }
    A finished = assembly;
    if (finished == null) {
      return;
    }
    Product product;
    try {
      Map<String, ? extends @Nullable Object> fields = floor.blueprint.fields(finished);
      product =
          new Product(
              partition,
              offset,
              owner,
              floor.blueprint.pclass(finished),
              why,
              materials,
              first,
              last,
              0,
              fields,
              positions);
    } catch (Throwable failure) {
      parkAtEnd(failure);
      cut(why);
      return;
    }
    finish(product);
  }

  /** Sends the cargo off and forgets the assembly. */
  private void finish(Cargo cargo) {
    if (parked != null) {
      floor.parked.decrement();
      parked = null;
    }
    long size = weight;
    assembly = null;
    materials = 0;
    weight = 0;
    positions = NO_POSITIONS;
    kept = List.of();
    keptBytes = 0;
    if (!ship(cargo)) {
      waitingWeight += size;
    }
  }

  // ---- parking ----

  private void park(Material failing, Throwable failure) {
    if (failure instanceof OutOfMemoryError error) {
      throw error;
    }
    if (parked != null) {
      // collecting itself failed, as for want of stack: the material must still be counted
      count(failing);
      return;
    }
    parked = new ParkedPid(failing, failure, describe(), kept);
    assembly = null;
    floor.parked.increment();
    floor.lastParked = pid + ": " + failure;
    count(failing);
    parked.kept(kept);
    weight = parked.weight() + positions.weight() + keptBytes;
  }

  /** The blueprint failed when the product was to be closed: no single material is to blame. */
  private void parkAtEnd(Throwable failure) {
    if (failure instanceof OutOfMemoryError error) {
      throw error;
    }
    parked = new ParkedPid(partition, offset, failure, describe(), kept);
    assembly = null;
    floor.parked.increment();
    floor.lastParked = pid + ": " + failure;
    parked.kept(kept);
    weight = parked.weight() + positions.weight() + keptBytes;
  }

  private void collect(ParkedPid bundle, Material material) {
    long more = floor.settings.keepMaterials() ? 52 + material.fields().weight() : 0;
    if (weight + more > floor.settings.contract().maxBytes()) {
      floor.held.increment();
      ship(bundle.tooMuch(material, only(material)));
      return;
    }
    count(material);
    bundle.kept(kept);
    weight += more + 3;
  }

  private @Nullable Map<String, ? extends @Nullable Object> describe() {
    A current = assembly;
    if (current == null) {
      return null;
    }
    try {
      return floor.blueprint.fields(current);
    } catch (OutOfMemoryError error) {
      throw error;
    } catch (Throwable failure) {
      return null; // the blueprint cannot even describe it; the failure that parked the pid is what
      // counts
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
      return NO_POSITIONS;
    }
    Positions one = new Positions();
    one.add(material.partition(), material.offset());
    return one;
  }

  // ---- cargo ----

  /** Posts cargo if there is a permit at hand and none waits before it; else it waits. */
  private boolean ship(Cargo cargo) {
    if (waiting == null || waiting.isEmpty()) {
      if (permitInHand) {
        permitInHand = false;
        floor.post(cargo, null);
        return true;
      }
      if (floor.takePermit()) {
        floor.post(cargo, null);
        return true;
      }
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    waiting.add(cargo);
    return false;
  }

  private void askForPermits() {
    int more = (waiting == null ? 0 : waiting.size()) - owed;
    if (more > 0) {
      owed += more;
      floor.director.tell(new Director.NeedPermits(contractor, more));
    }
  }

  private void onPermit(int permits) {
    owed -= permits;
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
    if (waiting != null && !waiting.isEmpty()) {
      return;
    }
    waiting = null;
    floor.bytes.add(-waitingWeight);
    waitingWeight = 0;
    if (withheld > 0) {
      int credit = withheld;
      withheld = 0;
      floor.assembled(credit);
    }
    if (!released) {
      askIfEmpty();
    } else if (owed == 0) {
      pid = null;
      floor.post(null, contractor);
    }
  }

  // ---- the contract ----

  private void onContractOver(ActorContext<Command> context) {
    if (pid == null || asked || released) {
      return;
    }
    long now = floor.clock.nanos();
    long idle = now - boughtAt;
    if (idle >= floor.termNanos) {
      ask();
      return;
    }
    long left = floor.termNanos - idle;
    if (materials > 0 && floor.maxTermNanos != Long.MAX_VALUE) {
      long age = now - firstBoughtAt;
      if (age >= floor.maxTermNanos) {
        long before = weight + waitingWeight;
        cut(Closed.LIMIT);
        floor.bytes.add(weight + waitingWeight - before);
        askForPermits();
        if (waiting == null) {
          askIfEmpty();
        }
      } else {
        left = Math.min(left, floor.maxTermNanos - age);
      }
    }
    context.setReceiveTimeout(Duration.ofNanos(Math.max(left, 1_000_000)), ContractOver.INSTANCE);
  }

  private void ask() {
    asked = true;
    floor.director.tell(new Director.Closing(contractor, hire, received, materials == 0));
  }

  /** Without an open product nothing is waited for. */
  private void askIfEmpty() {
    if (materials == 0 && pid != null && !asked && !released && !floor.stopping) {
      ask();
    }
  }

  private void onRenew(ActorContext<Command> context) {
    asked = false;
    long left = floor.termNanos - (floor.clock.nanos() - boughtAt);
    context.setReceiveTimeout(Duration.ofNanos(Math.max(left, 1_000_000)), ContractOver.INSTANCE);
  }

  private void onRelease(ActorContext<Command> context, Release command) {
    released = true;
    permitInHand = command.permit();
    context.cancelReceiveTimeout();
    if (materials > 0) {
      long before = weight + waitingWeight;
      cut(command.why());
      floor.bytes.add(weight + waitingWeight - before);
    }
    if (permitInHand) {
      permitInHand = false;
      usePermit();
    }
    askForPermits();
    settle();
  }
}
