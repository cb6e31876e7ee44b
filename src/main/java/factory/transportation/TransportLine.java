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
 * being packed, and consignments that wait for room in the warehouse. Their sum is never above its
 * capacity. Large cargo takes several places until it comes to the dock: from then on the warehouse
 * bounds its bytes. Knows the order in which workshops asked for permits.
 *
 * <p>Parcels come to the dock in the order in which their cargo came, though stevedores overtake
 * each other. So of a worker's products that are shipped in part after a kill, it is the first
 * part, and what the next start makes of the rest is what this run would have made of it.
 */
final class TransportLine {
  private final int capacity;
  private final Deque<Request> requests = new ArrayDeque<>();
  private final Deque<Cargo> waiting = new ArrayDeque<>();
  private final Deque<Turn> turns = new ArrayDeque<>();
  private final @Nullable Turn[] handedOut;
  private final int mostTurns;
  private final Deque<Consignment> dock = new ArrayDeque<>();
  private final Map<ActorRef<Dispatcher.PermitsGranted>, Integer> permitsOf = new HashMap<>();

  /** Places of the cargo that takes more than one and has not come to the dock. */
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

  /** The turn of a pallet in the order in which all cargo came. */
  private static final class Turn {
    private final List<Cargo> packed = new ArrayList<>(0);

    /** What was packed of it and waits for the pallets before it; null if nothing does. */
    private @Nullable Consignment consignment;

    /** What is left to be packed; with a stevedore if one has it. */
    private Pallet pallet;

    private boolean underWay;

    Turn(Pallet pallet) {
      this.pallet = pallet;
    }

    /** Whether its cargo waits for a stevedore: of one that is not next not more than once. */
    boolean isFree() {
      return !underWay && !pallet.cargo().isEmpty() && consignment == null;
    }

    void add(Consignment more) {
      List<Cargo> cargo = pallet.cargo();
      packed.addAll(cargo.subList(0, more.size()));
      consignment = more;
      underWay = false;
      List<Cargo> rest = List.copyOf(cargo.subList(more.size(), cargo.size())); // a view keeps all
      pallet = new Pallet(pallet.number(), rest, 0);
    }
  }

  TransportLine(int capacity, int stevedores) {
    this.capacity = capacity;
    this.handedOut = new Turn[stevedores];
    this.mostTurns = mostPallets(stevedores);
  }

  /** Most pallets that are packed or wait for one before them. */
  static int mostPallets(int stevedores) {
    return 2 * stevedores;
  }

  void request(int permits, ActorRef<Dispatcher.PermitsGranted> replyTo) {
    if (permits > 0) {
      requests.add(new Request(permits, replyTo));
    }
  }

  void giveBack(int permits, ActorRef<Dispatcher.PermitsGranted> from) {
    spend(permits, from);
  }

  /** Loads cargo, of which {@code larger} uses more than one permit each. */
  void load(
      List<Cargo> cargo, Map<Cargo, Integer> larger, ActorRef<Dispatcher.PermitsGranted> from) {
    int more = 0;
    for (int places : larger.values()) {
      more += places - 1;
    }
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
   * Hands a stevedore its next pallet: what another has left, for which room was kept, or at most
   * {@code most} of what waits; null if there is neither.
   */
  @Nullable Pallet handOut(int stevedore, long most) {
    Turn turn = free();
    if (turn == null && !waiting.isEmpty() && most > 0 && turns.size() < mostTurns) {
      turn = new Turn(new Pallet(0, take((int) Math.min(most, waiting.size())), 0));
      turns.add(turn);
    }
    handedOut[stevedore] = turn;
    if (turn == null) {
      return null;
    }
    turn.underWay = true;
    Pallet pallet = turn.pallet;
    turn.pallet = new Pallet(pallets++, pallet.cargo(), pallet.failures());
    return turn.pallet;
  }

  private List<Cargo> take(int size) {
    List<Cargo> cargo = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      cargo.add(waiting.remove());
    }
    return cargo;
  }

  private @Nullable Turn free() {
    for (Turn turn : turns) {
      if (turn.isFree()) {
        return turn;
      }
    }
    return null;
  }

  /**
   * A stevedore has packed the first of its pallet; the rest waits again.
   *
   * @return what has come to the dock by that, in the order of the dock
   */
  List<Cargo> packed(int stevedore, long number, Consignment consignment) {
    Turn turn = handedOut[stevedore];
    if (turn == null || turn.pallet.number() != number) {
      return List.of(); // from before a crash; the pallet is with another one now
    }
    handedOut[stevedore] = null;
    turn.add(consignment);
    return moveToDock();
  }

  private List<Cargo> moveToDock() {
    List<Cargo> moved = new ArrayList<>();
    for (Turn first = turns.peek(); first != null; first = turns.peek()) {
      Consignment packed = first.consignment;
      if (packed != null) {
        moved.addAll(first.packed);
        dock.add(packed);
        first.packed.clear();
        first.consignment = null;
      }
      if (!first.pallet.cargo().isEmpty()) {
        break;
      }
      turns.remove();
    }
    if (!large.isEmpty()) {
      moved.forEach(this::hasLeft);
    }
    return moved;
  }

  private void hasLeft(Cargo cargo) {
    Integer room = large.remove(cargo);
    surplus -= room == null ? 0 : room - 1;
  }

  /** How much of this pid's cargo has not come to the dock. */
  int unpacked(Pid pid) {
    int count = count(waiting, pid);
    for (Turn turn : turns) {
      count += count(turn.packed, pid) + count(turn.pallet.cargo(), pid);
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
    Turn turn = handedOut[stevedore];
    handedOut[stevedore] = null;
    if (turn == null) {
      return null;
    }
    turn.underWay = false;
    turn.pallet = new Pallet(pallets++, turn.pallet.cargo(), turn.pallet.failures() + 1);
    return turn.pallet;
  }

  Deque<Consignment> dock() {
    return dock;
  }

  /** Places that are taken. */
  long used() {
    return permitsOut + waiting.size() + packing() + docked() + surplus;
  }

  private long docked() {
    long docked = 0;
    for (Consignment consignment : dock) {
      docked += consignment.size();
    }
    return docked;
  }

  int capacity() {
    return capacity;
  }

  /** Cargo with stevedores, on its way to the next one, or packed behind one that is not. */
  long packing() {
    long packing = 0;
    for (Turn turn : turns) {
      packing += turn.packed.size() + turn.pallet.cargo().size();
    }
    return packing;
  }

  /** Whether all cargo has left for the warehouse. */
  boolean isEmpty() {
    return waiting.isEmpty() && dock.isEmpty() && turns.isEmpty();
  }

  /** Materials in all cargo, counted where it is. */
  long materials() {
    long materials = materialsOf(waiting);
    for (Turn turn : turns) {
      materials += materialsOf(turn.packed) + materialsOf(turn.pallet.cargo());
    }
    for (Consignment consignment : dock) {
      materials += consignment.materials();
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

  /** How many materials are in this cargo. */
  static long materialsOf(Collection<Cargo> cargo) {
    long materials = 0;
    for (Cargo one : cargo) {
      materials += one.materials();
    }
    return materials;
  }
}
