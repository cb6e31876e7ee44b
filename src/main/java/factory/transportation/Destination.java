package factory.transportation;

import factory.custody.Ledger;
import factory.goods.Drill;
import java.io.IOException;

/**
 * Where shipments go. May block; used by one thread at a time, {@link #encoder()} apart. Made by
 * {@link Destinations#open}; who opened it closes it, after the dispatcher has stopped.
 */
public interface Destination extends AutoCloseable {
  /** What a reader calls it, as in {@code files in out (jsonl)}. */
  String describe();

  /** A new encoder for one stevedore. */
  Encoder encoder();

  /**
   * Ships everything on the truck, or nothing.
   *
   * <p>May be called again with the same truck, whether the call before was answered or not: a
   * number that is committed is never committed twice.
   *
   * @param truck its number is {@link #lastNumber} + 1, or {@link #lastNumber} if that is repeated
   * @param drill passes {@code driver.before-write} and {@code driver.after-write} around the
   *     products and scrap, {@code driver.before-commit} when all is written and nothing is
   *     committed, and {@code driver.after-commit} when it is and nobody knows
   * @throws IOException trouble that may pass; its message says in words what is wrong, where, and
   *     what to do
   */
  void ship(Truck truck, Drill drill) throws IOException;

  /** Whether it needs the positions of the materials. */
  boolean keepsPositions();

  /** The number of the last shipment that is committed; 0 before the first. */
  long lastNumber();

  /**
   * What earlier runs have shipped or scrapped, bound to the partitions of this run. A snapshot
   * made when the destination was opened: it does not change and can be read by any thread.
   */
  Ledger ledger();

  /** Where it can be looked up what became of a pid. */
  default Archive archive() {
    return Archive.none(describe());
  }

  @Override
  void close();
}
