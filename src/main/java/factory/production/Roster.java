package factory.production;

import factory.goods.Batch;
import factory.goods.Pid;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which worker has which pid; owned by the director. Workers are known by their number, see {@link
 * Contractor#id}.
 *
 * <p>An open-addressing table with linear probing and backward-shift deletion (Knuth, TAOCP 3, 6.4,
 * algorithm R), at most half full. The slot is taken from the low bits of the pid's hash; the high
 * bits have already chosen the workshop. Hash and number lie side by side and the pids in a row of
 * their own, so that a look-up touches three lines of memory, none of them by way of another: with
 * a hundred thousand workers each one is a cache miss. A pid that is a number is found by its hash
 * alone, at the price of one.
 */
final class Roster {
  private static final int SMALLEST = 16;

  /** Stands beside the worker's number if its pid is a number. */
  private static final long NUMBER = 1L << 32;

  /** Slot s: the hash at 2s, and at 2s + 1 the number and 1, or 0 if the slot is free. */
  private long[] table = new long[2 * SMALLEST];

  private @Nullable Pid[] pids = new @Nullable Pid[SMALLEST];
  private int size;

  /** How many pids there are. */
  int size() {
    return size;
  }

  /** The number of the worker that has this pid, or -1. */
  int find(Pid pid) {
    long hash = pid.hash();
    int mask = mask();
    for (int slot = (int) hash & mask; ; slot = (slot + 1) & mask) {
      int id = (int) table[2 * slot + 1] - 1;
      if (id < 0) {
        return -1;
      }
      if (table[2 * slot] == hash && pid.equals(pids[id])) {
        return id;
      }
    }
  }

  /** As {@link #find(Pid)} for the pid of a record, which need not be an object yet. */
  int find(Batch batch, int record) {
    long hash = batch.hashes()[record];
    int mask = mask();
    for (int slot = (int) hash & mask; ; slot = (slot + 1) & mask) {
      int id = (int) table[2 * slot + 1] - 1;
      if (id < 0) {
        return -1;
      }
      if (table[2 * slot] == hash && batch.has(record, Objects.requireNonNull(pids[id]))) {
        return id;
      }
    }
  }

  /** As {@link #find(Pid)} for a pid that is a number, which has this hash. */
  int findNumber(long hash) {
    int mask = mask();
    for (int slot = (int) hash & mask; ; slot = (slot + 1) & mask) {
      long entry = table[2 * slot + 1];
      if (entry == 0) {
        return -1;
      }
      if (table[2 * slot] == hash && (entry & NUMBER) != 0) {
        return (int) entry - 1;
      }
    }
  }

  /** Adds a worker whose pid is not on the roster. */
  void add(int id, Pid pid) {
    if (2 * (size + 1) > mask() + 1) {
      resize(2 * (mask() + 1));
    }
    if (id >= pids.length) {
      pids = Arrays.copyOf(pids, Math.max(id + 1, 2 * pids.length));
    }
    pids[id] = pid;
    insert(id + 1L | (pid.isNumber() ? NUMBER : 0), pid.hash());
    size++;
  }

  /** Takes a worker off; false if it is not on the roster with this pid. */
  boolean remove(int id, Pid pid) {
    int mask = mask();
    int slot = (int) pid.hash() & mask;
    while ((int) table[2 * slot + 1] != id + 1) {
      if (table[2 * slot + 1] == 0) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    pids[id] = null;
    int hole = slot;
    for (int next = (hole + 1) & mask; table[2 * next + 1] != 0; next = (next + 1) & mask) {
      int home = (int) table[2 * next] & mask;
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        table[2 * hole] = table[2 * next];
        table[2 * hole + 1] = table[2 * next + 1];
        hole = next;
      }
    }
    table[2 * hole + 1] = 0;
    size--;
    if (mask >= SMALLEST && 16 * size <= mask) {
      resize((mask + 1) / 4);
    }
    return true;
  }

  /** Shows every worker's number, in no particular order; the roster must not change meanwhile. */
  void forEach(IntConsumer action) {
    for (int at = 1; at < table.length; at += 2) {
      if (table[at] != 0) {
        action.accept((int) table[at] - 1);
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
    int slot = cursor & mask();
    while (table[2 * slot + 1] == 0) {
      slot = (slot + 1) & mask();
    }
    return slot;
  }

  /** The number of the worker in a slot that {@link #next} named. */
  int at(int slot) {
    return (int) table[2 * slot + 1] - 1;
  }

  private int mask() {
    return table.length / 2 - 1;
  }

  private void insert(long entry, long hash) {
    int mask = mask();
    int slot = (int) hash & mask;
    while (table[2 * slot + 1] != 0) {
      slot = (slot + 1) & mask;
    }
    table[2 * slot] = hash;
    table[2 * slot + 1] = entry;
  }

  private void resize(int capacity) {
    long[] old = table;
    table = new long[2 * Math.max(SMALLEST, capacity)];
    for (int at = 0; at < old.length; at += 2) {
      if (old[at + 1] != 0) {
        insert(old[at + 1], old[at]);
      }
    }
  }
}
