package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The transportation line: permits that are out, cargo that waits to be packed, pallets that are
 * being packed, and parcels that wait for room in the warehouse. Their sum is never above its
 * capacity. Large cargo takes several places until it is packed: from then on the warehouse bounds
 * its bytes. Knows the order in which workshops asked for permits.
 */
final class TransportLine {
  private final int capacity;
  private final Deque<Request> requests = new ArrayDeque<>();
  private final Deque<Cargo> waiting = new ArrayDeque<>();
  private final Deque<Pallet> returned = new ArrayDeque<>();
  private final @Nullable Pallet[] handedOut;
  private final Deque<Parcel> dock = new ArrayDeque<>();
  private final Map<ActorRef<Dispatcher.PermitsGranted>, Integer> permitsOf = new HashMap<>();

  /** Places of the cargo that takes more than one and is not packed. */
  private final Map<Cargo, Integer> large = new IdentityHashMap<>();

  /** What they take beyond one each. */
  private long surplus;

  private long permitsOut;
  private long pallets;

  /** A workshop that waits for permits. */
  private static final class Request {
    private final ActorRef<Dispatcher.PermitsGranted> replyTo;
    private int permits;

    Request(int permits, ActorRef<Dispatcher.PermitsGranted> replyTo) {
      this.permits = permits;
      this.replyTo = replyTo;
    }
  }

  /**
   * Cargo that a stevedore is given at once; {@code failures} counts how many of them it has cost.
   */
  record Pallet(long number, List<Cargo> cargo, int failures) {}

  TransportLine(int capacity, int stevedores) {
    this.capacity = capacity;
    this.handedOut = new Pallet[stevedores];
  }

  void request(int permits, ActorRef<Dispatcher.PermitsGranted> replyTo) {
    if (permits > 0) {
      requests.add(new Request(permits, replyTo));
    }
  }

  void giveBack(int permits, ActorRef<Dispatcher.PermitsGranted> from) {
    spend(permits, from);
  }

  void load(List<Cargo> cargo, ActorRef<Dispatcher.PermitsGranted> from) {
    load(cargo, Map.of(), from);
  }

  /** Cargo of which these use more than one permit. */
  void load(
      List<Cargo> cargo, Map<Cargo, Integer> larger, ActorRef<Dispatcher.PermitsGranted> from) {
    int more = larger.values().stream().mapToInt(places -> places - 1).sum();
    spend(cargo.size() + more, from);
    waiting.addAll(cargo);
    large.putAll(larger);
    surplus += more;
  }

  /**
   * A workshop is gone: what it asked for is forgotten, and permits that it had, or that were on
   * their way to it, are free again. What it has loaded stays.
   */
  void gone(ActorRef<Void> workshop) {
    requests.removeIf(request -> request.replyTo.equals(workshop));
    permitsOf.keySet().stream()
        .filter(workshop::equals)
        .findAny()
        .map(permitsOf::remove)
        .ifPresent(unused -> permitsOut -= unused);
  }

  /** Grants what is free, in the order of asking; a large request in parts. */
  void grant() {
    long free = capacity - used();
    while (free > 0 && !requests.isEmpty()) {
      Request request = requests.peek();
      int part = (int) Math.min(free, request.permits);
      permitsOut += part;
      permitsOf.merge(request.replyTo, part, Math::addExact);
      free -= part;
      request.permits -= part;
      if (request.permits == 0) {
        requests.remove();
      }
      request.replyTo.tell(new Dispatcher.PermitsGranted(part));
    }
  }

  /**
   * Hands a stevedore its next pallet: one that another has left, for which room was kept, or at
   * most {@code most} of what waits; null if there is neither.
   */
  @Nullable Pallet handOut(int stevedore, long most) {
    Pallet pallet = returned.poll();
    if (pallet == null && !waiting.isEmpty() && most > 0) {
      int size = (int) Math.min(most, waiting.size());
      List<Cargo> cargo = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        cargo.add(waiting.remove());
      }
      pallet = new Pallet(pallets++, cargo, 0);
    }
    handedOut[stevedore] = pallet;
    return pallet;
  }

  /**
   * A stevedore has packed the first of its pallet; the rest waits again.
   *
   * @return what was packed
   */
  List<Cargo> packed(int stevedore, long number, List<Parcel> parcels) {
    Pallet pallet = handedOut[stevedore];
    if (pallet == null || pallet.number() != number) {
      return List.of(); // from before a crash; the pallet is with another one now
    }
    handedOut[stevedore] = null;
    for (int i = pallet.cargo().size() - 1; i >= parcels.size(); i--) {
      waiting.addFirst(pallet.cargo().get(i));
    }
    dock.addAll(parcels);
    List<Cargo> packed = pallet.cargo().subList(0, parcels.size());
    if (!large.isEmpty()) {
      packed.forEach(this::isPacked);
    }
    return packed;
  }

  private void isPacked(Cargo cargo) {
    Integer places = large.remove(cargo);
    surplus -= places == null ? 0 : places - 1;
  }

  /** How much of this pid's cargo is not packed yet. */
  int unpacked(Pid pid) {
    int count = count(waiting, pid);
    for (Pallet pallet : handedOut) {
      count += pallet == null ? 0 : count(pallet.cargo(), pid);
    }
    for (Pallet pallet : returned) {
      count += count(pallet.cargo(), pid);
    }
    return count;
  }

  private static int count(Collection<Cargo> cargo, Pid pid) {
    int count = 0;
    for (Cargo one : cargo) {
      Pid owner = one instanceof Product product ? product.pid() : ((Scrap) one).pid();
      count += pid.equals(owner) ? 1 : 0;
    }
    return count;
  }

  /** Cargo that waits for a stevedore. */
  int toPack() {
    return waiting.size();
  }

  /** A stevedore is gone: what it had, which is kept for the next one, or null. */
  @Nullable Pallet abandoned(int stevedore) {
    Pallet pallet = handedOut[stevedore];
    handedOut[stevedore] = null;
    if (pallet == null) {
      return null;
    }
    Pallet again = new Pallet(pallets++, pallet.cargo(), pallet.failures() + 1);
    returned.add(again);
    return again;
  }

  Deque<Parcel> dock() {
    return dock;
  }

  /** Places that are taken. */
  long used() {
    return permitsOut + waiting.size() + packing() + dock.size() + surplus;
  }

  int capacity() {
    return capacity;
  }

  /** Cargo with stevedores, or on its way to the next one. */
  long packing() {
    long packing = 0;
    for (Pallet pallet : handedOut) {
      packing += pallet == null ? 0 : pallet.cargo().size();
    }
    for (Pallet pallet : returned) {
      packing += pallet.cargo().size();
    }
    return packing;
  }

  /** Whether all cargo has left for the warehouse. */
  boolean isEmpty() {
    return waiting.isEmpty() && dock.isEmpty() && packing() == 0;
  }

  /** Materials in all cargo, counted where it is. */
  long materials() {
    long materials = sum(waiting);
    for (Pallet pallet : handedOut) {
      materials += pallet == null ? 0 : sum(pallet.cargo());
    }
    for (Pallet pallet : returned) {
      materials += sum(pallet.cargo());
    }
    for (Parcel parcel : dock) {
      materials += parcel.materials();
    }
    return materials;
  }

  private void spend(int permits, ActorRef<Dispatcher.PermitsGranted> from) {
    int out = permitsOf.getOrDefault(from, 0);
    if (permits < 0 || permits > out) {
      throw new IllegalStateException(
          "%s permits used by %s, which has %s".formatted(permits, from.path(), out));
    }
    permitsOf.put(from, out - permits);
    permitsOut -= permits;
  }

  private static long sum(Collection<Cargo> cargo) {
    long materials = 0;
    for (Cargo one : cargo) {
      materials += one.materials();
    }
    return materials;
  }
}
