package factory.purchasing;

import factory.goods.Batch;
import factory.goods.LineLag;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Packed;
import factory.goods.Places;
import factory.goods.Scrap;
import factory.production.Director;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The head of one line: the batch that is being filled, and the credit that says how much may be
 * sent.
 *
 * <p>It never sends more than its credit, and no batch takes more than the first credit was; both
 * are counted in {@link Places}. Times are the factory clock's nanoseconds.
 */
final class LineHead {
  private final ActorRef<Director.Command> director;
  private final int batch;
  private final long linger;
  private final long silence;
  private final Places measure;
  private final LineTime time;

  private final Filling filling = new Filling();
  private List<Scrap> scrap = List.of();

  /** What the batch takes, and whether one of its records takes more than one place. */
  private int places;

  private long bytes;
  private boolean large;

  /** Most places that a batch takes, unless it is one record; 0 until the first credit. */
  private int limit;

  private int credit;

  /** What was in flight or credit when the last one came. */
  private int window;

  private int mostInFlight;

  /** What it might carry when most was in flight. */
  private int windowThen;

  private long sent;
  private long firstTaken;
  private long lastTaken;

  /** How far the line was behind the clock then. */
  private LineLag lag = LineLag.NONE;

  private long due;
  private long told;
  private long watermark = Lot.NO_WATERMARK;

  /** Whether the director was told what the next record takes. */
  private boolean asked;

  /**
   * A line without a batch.
   *
   * @param silence longest time that a batch waits here after the line was told where it is;
   *     contracts by the time of purchase end by that
   */
  LineHead(
      ActorRef<Director.Command> director,
      int batch,
      long linger,
      long silence,
      Places measure,
      LineTime time) {
    this.director = director;
    this.batch = batch;
    this.linger = Math.min(linger, silence);
    this.silence = silence;
    this.measure = measure;
    this.time = time;
  }

  /**
   * Takes credit.
   *
   * @param out see {@link Director.Credit#window}
   */
  void grant(int more, int out, long now) {
    if (limit == 0) {
      limit = Math.min(batch, more - more / Director.Credit.HANDFULS);
      told = now;
    } else if (credit == 0 && places > 0 && isDue(now)) {
      due = now + linger; // it may be a trickle: gather some before part of a batch leaves
    }
    credit += more;
    window = out;
    windowThen = mostInFlight == 0 ? out : windowThen;
  }

  /**
   * Puts a material, bought at {@code taken}, into the batch, which must have room for it.
   *
   * @param hash of its pid
   * @param takes how many places
   * @param weight estimated heap, in bytes
   */
  void add(Material material, long hash, int takes, long weight, long taken) {
    begin(takes, taken);
    bytes += weight;
    filling.add(material, hash, limit);
  }

  /**
   * Puts the first {@code count} of these records of a packed lot, bought at {@code taken}, into
   * the batch, which must have room for all.
   *
   * @param takes how many places each takes
   * @param weight of each
   */
  void addAll(Packed lot, int[] records, int count, int takes, long weight, long taken) {
    begin(takes, taken);
    places += takes * (count - 1);
    bytes += weight * count;
    filling.addAll(lot, records, count, limit);
  }

  /** Puts a bad record, bought at {@code taken}, into the batch, which must have room for it. */
  void add(Scrap record, int takes, long taken) {
    begin(takes, taken);
    if (scrap.isEmpty()) {
      scrap = new ArrayList<>();
    }
    scrap.add(record);
  }

  private void begin(int takes, long taken) {
    if (places == 0) {
      firstTaken = taken;
      due = taken + Math.min(linger, Math.max(0, told + silence - taken));
    }
    places += takes;
    large |= takes > 1;
    lastTaken = taken;
    lag = time.lagThen();
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
    Batch full = filling.take(scrap, new Filling.Room(places, bytes), times);
    scrap = List.of();
    places = 0;
    bytes = 0;
    large = false;
    deliver(full);
  }

  /** Whether there is credit for one record of the batch at least. */
  boolean maySendPart() {
    return credit > 0 && (!large || credit >= takes(0));
  }

  /** What a record of the batch takes, the good ones counted first; 0 behind the last. */
  private int takes(int record) {
    int count = filling.count();
    if (record == size()) {
      return 0;
    }
    if (!large) {
      return 1;
    }
    return record < count ? filling.places(record, measure) : measure.of(scrap.get(record - count));
  }

  /**
   * Sends as many of the batch's records as there is credit for, at least one; the rest waits for
   * as long as a new batch.
   */
  void sendPart(long now) {
    int count = filling.count();
    int took = 0;
    int sent = 0;
    for (int next = takes(0); sent < size() && took + next <= credit; next = takes(sent)) {
      took += next;
      sent++;
    }
    int good = Math.min(sent, count);
    int bad = sent - good;
    long weight = count == 0 ? 0 : bytes * good / count;
    // Some of the rest may have been bought as early as the first of all, and be as old in event
    // time as what was sent last.
    Filling.Times times = new Filling.Times(firstTaken, lastTaken, firstTaken, watermark);
    Filling.Room room = new Filling.Room(took, weight);
    Batch part = filling.takeFirst(good, List.copyOf(scrap.subList(0, bad)), room, times);
    scrap = new ArrayList<>(scrap.subList(bad, scrap.size()));
    places -= took;
    bytes -= weight;
    due = now + linger;
    deliver(part);
  }

  /** Says that nothing waits; costs no credit. */
  void beat(long boughtUpTo, long mark) {
    watermark = mark;
    deliver(Batch.empty(boughtUpTo, watermark));
  }

  /** Asks for what the next record takes, where it is a large one that has to wait for credit. */
  void askIfLacking() {
    int takes = takes(0);
    if (takes > 1 && takes > credit && !asked) {
      asked = true;
      director.tell(new Director.Lack(takes));
    }
  }

  private void deliver(Batch batch) {
    asked &= batch.size() == 0;
    credit -= batch.places();
    sent += batch.size();
    if (window - credit > mostInFlight) {
      mostInFlight = window - credit;
      windowThen = window;
    }
    told = batch.boughtUpTo();
    director.tell(new Director.Deliver(batch, lag));
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
    return places >= limit;
  }

  /** How many records that take so many places can be put into the batch. */
  int room(int takes) {
    return hasRoom(takes) ? Math.max(1, (limit - places) / takes) : 0;
  }

  /** Whether a record that takes so many places can be put into the batch. */
  boolean hasRoom(int takes) {
    return places == 0 || places + takes <= limit;
  }

  boolean isEmpty() {
    return places == 0;
  }

  /** Whether there is credit for the whole batch. */
  boolean maySend() {
    return credit >= places;
  }

  boolean isDue(long now) {
    return now - due >= 0;
  }

  /** Records that wait here, good and bad, counted one by one. */
  int size() {
    return filling.count() + scrap.size();
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

  /** The most that was ever in flight. */
  Buyer.InFlight mostInFlight() {
    return new Buyer.InFlight(mostInFlight, windowThen);
  }

  /** Records sent since the start. */
  long sent() {
    return sent;
  }
}
