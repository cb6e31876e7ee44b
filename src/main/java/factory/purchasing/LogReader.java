package factory.purchasing;

import factory.goods.Lot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Goes round all followed logs, in the order and as far as {@link ReadingOrder} says, and rests
 * when none has anything. One that is not read is looked after all the same, so that no file that
 * it goes on in is missed.
 */
final class LogReader implements Supplier.Reader {
  private static final long REST_MILLIS = 100;

  private final List<FollowedFile> files;
  private final LotBuilder lot;
  private final ReadingOrder order;
  private final CountDownLatch hurried = new CountDownLatch(1);

  LogReader(List<FollowedFile> files, LotBuilder lot, ReadingOrder order) {
    this.files = files;
    this.lot = lot;
    this.order = order;
  }

  @Override
  public @Nullable Lot read() throws IOException {
    do {
      boolean news = false;
      int before;
      do {
        before = lot.size();
        for (int log : order.round()) {
          news |= comeTo(log);
        }
      } while (order.isByTime() && lot.size() > before && !lot.isFull());
      if (!lot.isEmpty() || news) {
        return lot.take();
      }
    } while (!rest());
    return null;
  }

  /** Returns whether there is something to be said of a log, with or without a record. */
  private boolean comeTo(int log) throws IOException {
    boolean mayBeRead = order.mayBeRead(log);
    if (mayBeRead && !lot.isFull()) {
      return look(log);
    }
    files.get(log).keepUp();
    return !mayBeRead && order.passedOver(log);
  }

  /** Reads what a log has, as far as it may be read; returns whether it has just become idle. */
  private boolean look(int log) throws IOException {
    int before = lot.size();
    lot.fillUpTo(order.furthest(log));
    files.get(log).read(lot);
    long highest = lot.highest();
    lot.fillUpTo(Long.MAX_VALUE);
    return order.looked(log, lot.size() > before, highest);
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
  public void keepTexts(long behind) {
    lot.keepTexts(behind);
  }

  @Override
  public boolean isIdle(int partition) {
    return order.isIdle(partition);
  }

  @Override
  public boolean isHeldBack(int partition) {
    return order.isHeldBack(partition);
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
