package factory.production;

import factory.blueprint.Answers;
import factory.blueprint.Blueprint;
import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with materials: adds them to the open product by the blueprint, cuts it where
 * it is complete or reaches a limit, and parks the pid where the blueprint fails ({@link
 * ParkedPid}): then it only collects.
 *
 * @param <A> the blueprint's assembly
 */
abstract class Assembler<A> extends Shipper<A> {
  @Nullable Pid pid;

  /** When the first material of the open product, or of the last delivery, was bought. */
  long boughtFrom;

  /** When the last one was. */
  long boughtAt;

  /** Materials of the delivery in hand that the open product, or cargo, has taken. */
  int counted;

  /** The open product: its tally is null while there is none, its assembly also if it is parked. */
  @Nullable A assembly;

  @Nullable Tally tally;
  @Nullable ParkedPid parked;
  long weight;

  /** Whether the contract is over: a parked pid goes on collecting until then. */
  boolean released;

  /**
   * All that makes an open product: what is added to those fields belongs here, too.
   *
   * @param first {@link #boughtFrom}
   * @param last {@link #boughtAt}
   */
  record Open<A>(
      @Nullable A assembly,
      @Nullable Tally tally,
      @Nullable ParkedPid parked,
      long weight,
      long first,
      long last) {}

  Assembler(Floor<A> floor, Contractor contractor) {
    super(floor, contractor);
  }

  /** Takes the open product, if there is one, out of the way of another. */
  final Open<A> putAside() {
    Open<A> open = new Open<>(assembly, tally, parked, weight, boughtFrom, boughtAt);
    assembly = null;
    tally = null;
    parked = null;
    weight = 0;
    return open;
  }

  /** What was put aside is the open product again; there must be none. */
  final void takeBack(Open<A> open) {
    assembly = open.assembly;
    tally = open.tally;
    parked = open.parked;
    weight = open.weight;
    boughtFrom = open.first;
    boughtAt = open.last;
  }

  /**
   * Takes the {@code size} materials of a delivery; how many it has taken when the factory was
   * stopped.
   */
  final int assemble(Delivery delivery, int size) {
    int taken = 0;
    Pid owner = Objects.requireNonNull(pid);
    while (taken < size && !floor.stopping) {
      Material material = delivery.material(owner, taken);
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

  /**
   * Adds one material; what the blueprint throws, or what is wrong with its answers, goes on up.
   */
  void take(Material material) {
    Blueprint<A> blueprint = floor.blueprint;
    if (parked != null) {
      collect(parked, material);
      return;
    }
    A current = assembly;
    if (current == null) {
      current = Answers.begun(blueprint.begin(material.pid()));
    } else if (blueprint.isRepeat(current, material)) {
      counted++;
      ship(duplicate(material), 0);
      return;
    }
    current = Answers.added(blueprint.add(current, material));
    long now = Answers.weight(blueprint.weight(current));
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
        Map<String, ? extends @Nullable Object> fields =
            Answers.fields(floor.blueprint.fields(finished));
        String pclass = Answers.pclass(floor.blueprint.pclass(finished));
        finish(product(notes, owner, pclass, why, fields));
        return;
      } catch (Throwable failure) {
        ParkedPid.rethrowFatal(failure);
        park(new ParkedPid(notes, failure, describe(), weight), notes);
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
      floor.counts.parked.decrement();
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
    floor.counts.parked.increment();
    floor.lastParked = pid + ": " + bundle.summary();
  }

  private void collect(ParkedPid bundle, Material material) {
    Tally notes = Objects.requireNonNull(tally);
    if (weight + notes.weightOf(material) > floor.settings.contract().maxBytes()) {
      counted++;
      ship(bundle.tooMuch(material, Tally.only(material, floor.settings)), 0);
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
        Tally.only(material, floor.settings));
  }

  /** Estimated bytes of the open product and of the cargo that waits. */
  long bytes() {
    return weight + waitingBytes();
  }

  /** Materials that are in no finished product. */
  long materials() {
    return tally == null ? 0 : tally.materials();
  }

  /** Estimated bytes of them. */
  final long held() {
    return bytes() - waitingBytes();
  }
}
