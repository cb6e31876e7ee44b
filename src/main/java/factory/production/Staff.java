package factory.production;

import factory.goods.Batch;
import factory.goods.Pid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a workshop: the roster of those that have a pid, those that leave, and the bench
 * of those that wait to be hired again.
 *
 * <p>Re-hiring from the bench costs a tenth of a stop and a spawn. The bench is last in, first out,
 * so that what it does not need grows old at its other end and is let go.
 */
final class Staff {
  /** How many workers {@link #oldest} looks at each time. */
  private static final int LOOKS = 4096;

  /** Enough for 2.8 million million births. */
  private static final int NAME_LENGTH = 8;

  private final ActorContext<Director.Command> context;
  private final Floor<?> floor;

  private final Roster roster = new Roster();
  private final ArrayDeque<Contractor> bench = new ArrayDeque<>();
  private @Nullable Contractor[] byId = new @Nullable Contractor[64];
  private final ArrayDeque<Integer> freeIds = new ArrayDeque<>();
  private int ids;
  private long births;

  /** By their numbers, those that have left the roster and not handed everything over. */
  private final BitSet leaving = new BitSet();

  private int leavingCount;
  private long hired;
  private long dismissed;
  private int cursor;
  private int agesCursor;
  private long oldestSince;
  private long foundSince;

  Staff(ActorContext<Director.Command> context, Floor<?> floor) {
    this.context = context;
    this.floor = floor;
    this.oldestSince = floor.clock.nanos();
    this.foundSince = oldestSince;
  }

  /** The number of the worker that has this pid, or -1. */
  int find(Pid pid) {
    return roster.find(pid);
  }

  /** As {@link #find(Pid)} for the pid of a record. */
  int find(Batch batch, int record) {
    return roster.find(batch, record);
  }

  /** As {@link #find(Pid)} for a pid that is a number, which has this hash. */
  int findNumber(long hash) {
    return roster.findNumber(hash);
  }

  /** The worker with this number; it must exist. */
  Contractor byId(int id) {
    return Objects.requireNonNull(byId[id]);
  }

  /**
   * Hires a worker for a pid that has none.
   *
   * @return its number; -1 if there is no room for one more live worker
   */
  int hire(Pid pid, long now, long sentBefore) {
    if (live() >= floor.settings.maxWorkers()) {
      return -1;
    }
    Contractor contractor = bench.pollFirst();
    if (contractor == null) {
      contractor = spawn();
    }
    contractor.pid = pid;
    contractor.hire++;
    contractor.sent = 0;
    contractor.since = now;
    contractor.sentBefore = sentBefore;
    contractor.leaving = false;
    roster.add(contractor.id, pid);
    hired++;
    return contractor.id;
  }

  /**
   * Puts new workers on the bench, at most {@code most}, as far as they are wanted there before the
   * source is opened.
   *
   * @return whether all of them are there
   */
  boolean staffBench(long now, int most) {
    int lacking = floor.settings.bench().staffed() - bench.size();
    for (int i = 0; i < Math.min(most, lacking); i++) {
      Contractor contractor = spawn();
      contractor.since = now;
      bench.addLast(contractor); // those born first, in the order of memory, are hired first
    }
    return lacking <= most;
  }

  private Contractor spawn() {
    Integer free = freeIds.pollFirst();
    int id = free == null ? ids++ : free;
    Contractor contractor = new Contractor(id);
    contractor.worker = context.spawn(floor.newWorker(contractor), name(births++), floor.workers());
    if (id >= byId.length) {
      byId = Arrays.copyOf(byId, 2 * byId.length);
    }
    byId[id] = contractor;
    return contractor;
  }

  /**
   * Names in the order of birth. Pekko keeps an actor's children in a tree by their names: so each
   * birth is at its right edge, which is in the cache, and not somewhere among a million.
   */
  private static String name(long birth) {
    byte[] name = new byte[NAME_LENGTH];
    long rest = birth;
    for (int at = NAME_LENGTH - 1; at >= 0; at--) {
      name[at] = (byte) Character.forDigit((int) (rest % Character.MAX_RADIX), Character.MAX_RADIX);
      rest /= Character.MAX_RADIX;
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** The pid leaves the roster; its worker counts as live until it is {@link #freed}. */
  void leave(Contractor contractor) {
    Pid pid = contractor.pid;
    if (pid == null || !roster.remove(contractor.id, pid)) {
      throw new IllegalStateException("worker " + contractor.id + " is not on the roster");
    }
    if (contractor.visit != null) {
      contractor.visit.cancel();
    }
    contractor.leaving = true;
    leaving.set(contractor.id);
    leavingCount++;
  }

  /** A worker that left has handed everything over. */
  void freed(Contractor contractor, long now) {
    leaving.clear(contractor.id);
    leavingCount--;
    dismissed++;
    contractor.pid = null;
    contractor.leaving = false;
    contractor.since = now;
    if (bench.size() < floor.settings.bench().size()) {
      bench.addFirst(contractor);
    } else {
      letGo(contractor);
    }
  }

  /**
   * Lets those go that have waited on the bench for longer than it keeps them, at most {@code
   * most}.
   */
  void trimBench(long now, int most) {
    long keep = floor.settings.bench().keep().toNanos();
    for (int i = 0; i < most; i++) {
      Contractor oldest = bench.peekLast();
      if (oldest == null || now - oldest.since < keep) {
        return;
      }
      bench.removeLast();
      letGo(oldest);
    }
  }

  private void letGo(Contractor contractor) {
    contractor.tell(Worker.Leave.INSTANCE);
    byId[contractor.id] = null;
    freeIds.addFirst(contractor.id);
  }

  /** Whether a worker that had this pid has not handed everything over. */
  boolean isLeaving(Pid pid) {
    for (int id = leaving.nextSetBit(0); id >= 0; id = leaving.nextSetBit(id + 1)) {
      if (pid.equals(byId(id).pid)) {
        return true;
      }
    }
    return false;
  }

  /** Shows everybody on the roster, in no particular order. */
  void forEach(Consumer<Contractor> action) {
    roster.forEach(id -> action.accept(byId(id)));
  }

  /** Those idle for longest, the longest first. */
  List<Contractor> idleLongest(int most) {
    Comparator<Contractor> latestFirst = (a, b) -> Long.signum(b.boughtAt - a.boughtAt);
    PriorityQueue<Contractor> found = new PriorityQueue<>(most + 1, latestFirst);
    roster.forEach(
        id -> {
          found.add(byId(id));
          if (found.size() > most) {
            found.remove();
          }
        });
    List<Contractor> oldest = new ArrayList<>(found);
    oldest.sort(Collections.reverseOrder(latestFirst));
    return oldest;
  }

  /** Some of those on the roster that were hired before a time. */
  List<Contractor> hiredBefore(long time, int most) {
    List<Contractor> found = new ArrayList<>();
    roster.forEach(
        id -> {
          Contractor contractor = byId(id);
          if (found.size() < most && contractor.since - time < 0) {
            found.add(contractor);
          }
        });
    return found;
  }

  /** Everybody on the roster, in the order of hiring as far as it is known. */
  List<Contractor> everybody() {
    List<Contractor> all = new ArrayList<>(roster.size());
    roster.forEach(id -> all.add(byId(id)));
    all.sort((a, b) -> Integer.compare(a.id, b.id));
    return all;
  }

  /** Somebody on the roster to look at, another one each time; null if nobody is there. */
  @Nullable Contractor next() {
    int slot = roster.next(cursor);
    if (slot < 0) {
      return null;
    }
    cursor = slot + 1;
    return byId(roster.at(slot));
  }

  /**
   * Shows the next of those on the roster, going round it from call to call.
   *
   * @param slot what the call before returned; 0 at first
   * @return where the next call goes on; 0 after a whole round
   */
  int pass(int slot, int most, Consumer<Contractor> action) {
    int at = slot;
    for (int i = 0; i < most; i++) {
      int found = roster.next(at);
      if (found < at) {
        return 0;
      }
      action.accept(byId(roster.at(found)));
      at = found + 1;
    }
    return at;
  }

  /**
   * Age of the longest hired worker, as far as a look at some of them each time can tell; zero
   * without workers.
   */
  Duration oldest(long now) {
    if (roster.size() == 0) {
      oldestSince = now;
      foundSince = now;
      return Duration.ZERO;
    }
    agesCursor =
        pass(
            agesCursor,
            LOOKS,
            contractor -> foundSince = Math.min(foundSince - now, contractor.since - now) + now);
    if (agesCursor == 0 || foundSince - oldestSince < 0) {
      oldestSince = foundSince;
    }
    if (agesCursor == 0) { // once round: what was found is what there is
      foundSince = now;
    }
    return Duration.ofNanos(Math.max(0, now - oldestSince));
  }

  /** Pids on the roster. */
  int size() {
    return roster.size();
  }

  /** Workers that have left the roster and not handed everything over. */
  int leaving() {
    return leavingCount;
  }

  /** Live workers: on the roster, or leaving. */
  int live() {
    return roster.size() + leavingCount;
  }

  /** Workers on the bench. */
  int benched() {
    return bench.size();
  }

  /** Hired so far. */
  long hired() {
    return hired;
  }

  /** Dismissed so far. */
  long dismissed() {
    return dismissed;
  }
}
