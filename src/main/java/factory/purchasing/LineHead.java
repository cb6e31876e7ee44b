package factory.purchasing;

import factory.goods.Batch;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Packed;
import factory.goods.Scrap;
import factory.production.Director;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The head of one line: the batch that is being filled, and the credit that says how much may be
 * sent.
 *
 * <p>It never sends more than its credit, and no batch is larger than the line's capacity. Times
 * are the factory clock's nanoseconds.
 */
final class LineHead {
  private final ActorRef<Director.Command> director;
  private final int batch;
  private final long linger;

  private final Filling filling = new Filling();
  private List<Scrap> scrap = List.of();
  private int size;

  /** Most records in a batch; 0 until the first credit has told the capacity. */
  private int limit;

  private int capacity;
  private int credit;
  private int mostInFlight;
  private long sent;
  private long firstTaken;
  private long lastTaken;
  private long due;
  private long told;
  private long watermark = Lot.NO_WATERMARK;

  LineHead(ActorRef<Director.Command> director, int batch, long linger) {
    this.director = director;
    this.batch = batch;
    this.linger = linger;
  }

  /** Takes credit; the first one is the whole capacity. */
  void grant(int records, long now) {
    if (limit == 0) {
      capacity = records;
      limit = Math.min(batch, records);
      told = now;
    } else if (credit == 0 && size > 0 && isDue(now)) {
      due = now + linger; // it may be a trickle: gather some before part of a batch leaves
    }
    credit += records;
  }

  /**
   * Puts a material, bought at {@code taken}, into the batch, which must not be full.
   *
   * @param hash of its pid
   */
  void add(Material material, long hash, long taken) {
    begin(taken);
    filling.add(material, hash, limit);
  }

  /** Puts a record of a packed lot, bought at {@code taken}, into the batch. */
  void add(Packed lot, int record, long taken) {
    begin(taken);
    filling.add(lot, record, limit);
  }

  /** Puts a bad record, bought at {@code taken}, into the batch, which must not be full. */
  void add(Scrap record, long taken) {
    begin(taken);
    if (scrap.isEmpty()) {
      scrap = new ArrayList<>();
    }
    scrap.add(record);
  }

  private void begin(long taken) {
    if (size++ == 0) {
      firstTaken = taken;
      due = taken + linger;
    }
    lastTaken = taken;
  }

  /**
   * Sends the whole batch, for which there must be credit.
   *
   * @param boughtUpTo see {@link Batch#boughtUpTo}
   * @param mark see {@link Batch#watermark}
   */
  void send(long boughtUpTo, long mark) {
    watermark = mark;
    Filling.Times times = new Filling.Times(firstTaken, lastTaken, boughtUpTo, watermark);
    Batch full = filling.take(scrap, times);
    scrap = List.of();
    size = 0;
    deliver(full);
  }

  /**
   * Sends as many of the batch's records as there is credit for; the rest waits for as long as a
   * new batch.
   */
  void sendPart(long now) {
    int good = Math.min(filling.count(), credit);
    int bad = Math.min(scrap.size(), credit - good);
    // Some of the rest may have been bought as early as the first of all, and be as old in event
    // time as what was sent last.
    Filling.Times times = new Filling.Times(firstTaken, lastTaken, firstTaken, watermark);
    Batch part = filling.takeFirst(good, List.copyOf(scrap.subList(0, bad)), times);
    scrap = new ArrayList<>(scrap.subList(bad, scrap.size()));
    size -= good + bad;
    due = now + linger;
    deliver(part);
  }

  /** Says that nothing waits; costs no credit. */
  void beat(long boughtUpTo, long mark) {
    watermark = mark;
    deliver(Batch.empty(boughtUpTo, watermark));
  }

  private void deliver(Batch batch) {
    credit -= batch.size();
    sent += batch.size();
    mostInFlight = Math.max(mostInFlight, capacity - credit);
    told = batch.boughtUpTo();
    director.tell(new Director.Deliver(batch));
  }

  /** The source's end, or that it was left before. */
  void close(boolean left) {
    director.tell(left ? Director.LastCall.INSTANCE : Director.Sold.INSTANCE);
  }

  /**
   * The lines' time goes on from {@code now}, where it stood: the next heartbeat and a waiting
   * batch count from there.
   */
  void resume(long now) {
    told = now;
    due = Math.min(due, now + linger);
  }

  boolean isOpen() {
    return limit > 0;
  }

  boolean isFull() {
    return size == limit;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isDue(long now) {
    return now - due >= 0;
  }

  /** Records that wait here, good and bad, counted one by one. */
  int size() {
    return filling.count() + scrap.size();
  }

  int credit() {
    return credit;
  }

  /** When the batch is to leave though it is not full. */
  long due() {
    return due;
  }

  /** Up to when the director knows the line. */
  long told() {
    return told;
  }

  /** The watermark that the director was told last. */
  long watermark() {
    return watermark;
  }

  int mostInFlight() {
    return mostInFlight;
  }

  /** Records sent since the start. */
  long sent() {
    return sent;
  }
}
