package factory.purchasing;

import factory.custody.Ledger;
import factory.goods.Lot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round all followed logs, in the order and as far as {@link ReadingOrder} says, and rests
 * when none has anything. One that is not read is looked after all the same, so that no file that
 * it goes on in is missed.
 */
final class LogReader implements Supplier.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final long REST_MILLIS = 100;

  private final List<FollowedFile> files;
  private final LotBuilder lot;
  private final ReadingOrder order;
  private final @Nullable Ledger ledger;
  private final CountDownLatch hurried = new CountDownLatch(1);

  /** {@code ledger} is null where none is kept. */
  LogReader(List<FollowedFile> files, LotBuilder lot, ReadingOrder order, @Nullable Ledger ledger) {
    this.files = files;
    this.ledger = ledger;
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
        return keepsNew() ? lot.take() : null;
      }
    } while (!rest());
    return null;
  }

  /**
   * Has the ledger written before the first records of a log are given: after a kill before the
   * first shipment nobody would find them again if the log was rotated meanwhile. Tries until it
   * can be written; returns whether it was before nothing more is wanted.
   */
  private boolean keepsNew() {
    boolean told = false;
    while (ledger != null && files.stream().anyMatch(FollowedFile::isFresh)) {
      try {
        ledger.keep();
        files.forEach(FollowedFile::isKept);
      } catch (IOException e) {
        if (!told) {
          LOG.warn(
              "nothing of a log that is new is bought until the ledger is written: {}",
              e.getMessage());
          told = true;
        }
        if (rest()) {
          return false;
        }
      }
    }
    return true;
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
