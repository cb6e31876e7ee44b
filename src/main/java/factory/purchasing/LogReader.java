package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Material;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Goes round all followed logs and rests when none has anything. In event time the one that is
 * least far comes first, and none is read further ahead of one that is not idle than it may be;
 * else another one comes first each time.
 */
final class LogReader implements Supplier.Reader {
  private static final long REST_MILLIS = 100;

  private final List<FollowedFile> files;
  private final LotBuilder lot;
  private final Idleness idleness;
  private final Drift drift;
  private final CountDownLatch hurried = new CountDownLatch(1);
  private final BitSet looked = new BitSet();
  private int first;

  LogReader(List<FollowedFile> files, LotBuilder lot, Idleness idleness, Drift drift) {
    this.files = files;
    this.lot = lot;
    this.idleness = idleness;
    this.drift = drift;
  }

  @Override
  public @Nullable Lot read() throws IOException {
    do {
      boolean news = false;
      int before;
      do {
        before = lot.size();
        for (int log : round()) {
          news |= !lot.isFull() && mayBeRead(log) && look(log);
        }
      } while (drift.isBounded() && lot.size() > before && !lot.isFull());
      if (!lot.isEmpty() || news) {
        return lot.take();
      }
    } while (!rest());
    return null;
  }

  /** Reads what a log has, as far as it may be read; returns whether it has just become idle. */
  private boolean look(int log) throws IOException {
    int before = lot.size();
    lot.fillUpTo(furthest(log));
    files.get(log).read(lot);
    looked.set(log);
    drift.reached(log, lot.highest());
    lot.fillUpTo(Long.MAX_VALUE);
    return idleness.look(log, lot.size() > before);
  }

  private boolean mayBeRead(int log) {
    return drift.highest(log) <= furthest(log);
  }

  private long furthest(int log) {
    return drift.furthest(log, this::holdsOthers);
  }

  /** One that was looked at and has no event time yet holds nobody: it may never have one. */
  private boolean holdsOthers(int log) {
    return !idleness.isIdle(log) && !(looked.get(log) && drift.highest(log) == Material.NO_TIME);
  }

  /** All logs, in the order in which they are looked at. */
  private List<Integer> round() {
    List<Integer> round = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      round.add((first + i) % files.size());
    }
    first = (first + 1) % files.size();
    if (drift.isBounded()) {
      round.sort(Comparator.comparingLong(drift::highest));
    }
    return round;
  }

  /** Whether nothing more is wanted. */
  private boolean rest() {
    try {
      return hurried.await(REST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void hurry() {
    hurried.countDown();
  }

  @Override
  public boolean isIdle(int partition) {
    return idleness.isIdle(partition);
  }

  @Override
  public double progress() {
    return Double.NaN;
  }

  @Override
  public @Nullable String text(int partition, long offset) {
    return lot.text(partition, offset);
  }

  @Override
  public long passed() {
    return files.stream().mapToLong(FollowedFile::passed).sum();
  }

  @Override
  public void close() throws IOException {
    for (FollowedFile file : files) {
      file.close();
    }
  }
}
