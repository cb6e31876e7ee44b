package factory.production;

import factory.goods.Pid;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which worker has which pid; owned by the director.
 *
 * <p>An open-addressing table with linear probing and backward-shift deletion (Knuth, TAOCP 3, 6.4,
 * algorithm R), at most half full. The slot is taken from the low bits of the pid's hash; the high
 * bits have already chosen the workshop.
 */
final class Roster {
  private static final int SMALLEST = 16;

  private long[] hashes = new long[SMALLEST];
  private @Nullable Contractor[] contractors = new @Nullable Contractor[SMALLEST];
  private int size;

  /** How many pids there are. */
  int size() {
    return size;
  }

  /** The worker that has this pid, or null. */
  @Nullable Contractor get(Pid pid) {
    long hash = pid.hash();
    int mask = hashes.length - 1;
    for (int slot = (int) hash & mask; ; slot = (slot + 1) & mask) {
      Contractor contractor = contractors[slot];
      if (contractor == null) {
        return null;
      }
      if (hashes[slot] == hash && pid.equals(contractor.pid)) {
        return contractor;
      }
    }
  }

  /** Adds a worker whose {@code pid} is not on the roster. */
  void add(Contractor contractor, Pid pid) {
    if (2 * (size + 1) > hashes.length) {
      resize(2 * hashes.length);
    }
    insert(contractor, pid.hash());
    size++;
  }

  /** Takes a worker off; false if it is not on the roster. */
  boolean remove(Contractor contractor, Pid pid) {
    int mask = hashes.length - 1;
    int slot = (int) pid.hash() & mask;
    while (contractors[slot] != contractor) {
      if (contractors[slot] == null) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    int hole = slot;
    for (int next = (hole + 1) & mask; contractors[next] != null; next = (next + 1) & mask) {
      int home = (int) hashes[next] & mask;
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        hashes[hole] = hashes[next];
        contractors[hole] = contractors[next];
        hole = next;
      }
    }
    contractors[hole] = null;
    size--;
    if (hashes.length > SMALLEST && 16 * size < hashes.length) {
      resize(hashes.length / 4);
    }
    return true;
  }

  /** Shows every worker, in no particular order; the roster must not change meanwhile. */
  void forEach(Consumer<Contractor> action) {
    for (Contractor contractor : contractors) {
      if (contractor != null) {
        action.accept(contractor);
      }
    }
  }

  /**
   * A worker to look at, going round the whole roster from call to call.
   *
   * @param cursor where the last look ended; 0 at first
   * @return the slot of the next worker from there on, or -1 if the roster is empty
   */
  int next(int cursor) {
    if (size == 0) {
      return -1;
    }
    int mask = hashes.length - 1;
    int slot = cursor & mask;
    while (contractors[slot] == null) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The worker in a slot that {@link #next} named. */
  @Nullable Contractor at(int slot) {
    return contractors[slot];
  }

  private void insert(Contractor contractor, long hash) {
    int mask = hashes.length - 1;
    int slot = (int) hash & mask;
    while (contractors[slot] != null) {
      slot = (slot + 1) & mask;
    }
    hashes[slot] = hash;
    contractors[slot] = contractor;
  }

  private void resize(int capacity) {
    long[] oldHashes = hashes;
    @Nullable Contractor[] old = contractors;
    int smallest = Math.max(SMALLEST, capacity);
    hashes = new long[smallest];
    contractors = new @Nullable Contractor[smallest];
    for (int i = 0; i < old.length; i++) {
      Contractor contractor = old[i];
      if (contractor != null) {
        insert(contractor, oldHashes[i]);
      }
    }
    Arrays.fill(old, null);
  }
}
