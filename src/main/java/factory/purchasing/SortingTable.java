package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Packed;
import factory.goods.Pid;
import factory.goods.Places;
import factory.goods.Scrap;
import factory.production.Director;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What is bought and not sent: the lot in hand, and a batch for each line. Sorts the one into the
 * others and sends what may leave; {@link ShardRouter} says when.
 *
 * <p>All times are {@link LineTime}'s. Not thread-safe.
 */
final class SortingTable {
  private final LineHead[] lines;
  private final LineTime time;
  private final long heartbeat;
  private final Places measure;

  /** The lot in hand, the next of its records to be sorted, and when it was taken. */
  private @Nullable Lot lot;

  private int next;
  private long taken;

  private final Shares shares;

  private int opened;

  /** Whether event time counts, and the watermark of the last lot that is sorted to its end. */
  private final boolean inEventTime;

  private long watermark = Lot.NO_WATERMARK;

  SortingTable(List<ActorRef<Director.Command>> directors, LineSettings settings, LineTime time) {
    this.time = time;
    this.inEventTime = settings.event() != null;
    this.heartbeat = settings.heartbeat().toNanos();
    this.measure = settings.places();
    this.lines = new LineHead[directors.size()];
    long silence = inEventTime ? Long.MAX_VALUE / 2 : heartbeat;
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          new LineHead(
              directors.get(i),
              settings.batch(),
              settings.linger().toNanos(),
              silence,
              measure,
              time);
    }
    this.shares = new Shares(lines);
  }

  /** The line of a record that never got a pid: always the same for a position. */
  static int lineOf(Scrap scrap, int lines) {
    if (scrap.pid() != null) {
      return scrap.pid().workshop(lines);
    }
    long mixed = (scrap.offset() * 31 + scrap.partition()) * 0x9e3779b97f4a7c15L;
    return (int) (((mixed >>> 32) * lines) >>> 32);
  }

  void grant(Director.Credit credit, long now) {
    LineHead line = lines[credit.workshop()];
    boolean wasOpen = line.isOpen();
    line.grant(credit.places(), credit.window(), now);
    if (!wasOpen && line.isOpen()) {
      opened++;
    }
  }

  /** Whether every line has had its first credit. */
  boolean isOpen() {
    return opened == lines.length;
  }

  /** Takes a lot in hand; there must be none. */
  void take(Lot fresh, long now) {
    lot = fresh;
    next = 0;
    time.taken();
    taken = time.boughtUpTo(now); // asked for before buying stood still
  }

  /**
   * Sorts and sends whatever can be now, and sees whether buying has to stand still.
   *
   * @param last whether nothing more will be taken
   */
  void work(long now, boolean last) {
    sort(now);
    send(now, last);
    if (lot != null) { // part of a batch may have left, which makes room
      sort(now);
      send(now, last);
    }
    note(now);
  }

  /** Puts the records of the lot in hand into the batches, until one has to wait for credit. */
  private void sort(long now) {
    Lot sorted = lot;
    if (sorted == null) {
      return;
    }
    Packed rows = sorted.packed();
    boolean good = rows == null ? sortObjects(sorted, now) : sortRows(rows, sorted, now);
    if (good && sortScrap(sorted, now)) {
      lot = null;
      watermark = sorted.watermark();
    }
  }

  /** What its records weigh is only looked at one by one where some are large. */
  private boolean sortObjects(Lot sorted, long now) {
    Material[] materials = sorted.materials();
    int count = sorted.count();
    Lot.Load load = sorted.weighed();
    boolean large = measure.of(load.heaviest()) > 1;
    long weight = load.bytes() / Math.max(1, count);
    int takes = 1;
    while (next < count) {
      if (large) {
        weight = Places.weight(materials[next]);
        takes = measure.of(weight);
      }
      long hash = materials[next].pid().hash();
      LineHead line = lines[Pid.workshop(hash, lines.length)];
      if (!line.hasRoom(takes) && !sendFull(line, now)) {
        return false;
      }
      line.add(materials[next++], hash, takes, weight, taken);
    }
    return true;
  }

  /** As many at a time as each line has room for: first whose each is, then line by line. */
  private boolean sortRows(Packed packed, Lot sorted, long now) {
    int count = sorted.count();
    int takes = measure.of(packed.packing());
    long weight = sorted.weighed().bytes() / Math.max(1, count);
    int single = 0;
    while (next < count) {
      LineHead line = lines[Pid.workshop(packed.hashes()[next], lines.length)];
      if (!line.hasRoom(takes) && !sendFull(line, now)) {
        return false;
      }
      int stretch = single > 0 ? 1 : shares.stretch(count - next, takes);
      if (stretch > lines.length) {
        shares.add(packed, next, stretch, takes, weight, taken);
        next += stretch;
      } else { // too few for a look at all lines each time
        single = single > 0 ? single - 1 : lines.length;
        shares.addOne(line, packed, next++, takes, weight, taken);
      }
    }
    return true;
  }

  private boolean sortScrap(Lot sorted, long now) {
    List<Scrap> scrap = sorted.scrap();
    for (; next < sorted.size(); next++) {
      Scrap record = scrap.get(next - sorted.count());
      LineHead line = lines[lineOf(record, lines.length)];
      int takes = measure.of(record);
      if (!line.hasRoom(takes) && !sendFull(line, now)) {
        return false;
      }
      line.add(record, takes, taken);
    }
    return true;
  }

  private boolean sendFull(LineHead line, long now) {
    if (!line.maySend()) {
      return false;
    }
    line.send(boughtUpTo(now), watermark);
    return true;
  }

  /**
   * Sends what is full, what has lingered, and heartbeats to lines that were told nothing for long.
   */
  private void send(long now, boolean last) {
    for (LineHead line : lines) {
      if (line.isEmpty()) {
        if (beats(line, last) && now - line.told() >= heartbeat) {
          line.beat(now, watermark);
        }
      } else if (line.maySend()) {
        if (line.isFull() || line.isDue(now) || last) {
          line.send(boughtUpTo(now), watermark);
        }
      } else if (line.maySendPart()) {
        if (line.isDue(now)) {
          line.sendPart(now);
        }
      } else if (line.isOpen()) {
        line.askIfLacking();
      }
    }
  }

  /** What an emptied line may be told: the lot in hand may still have records for it. */
  private long boughtUpTo(long now) {
    return lot != null ? taken : time.boughtUpTo(now);
  }

  private boolean beats(LineHead line, boolean last) {
    return lot == null
        && !time.standsStill()
        && !last
        && line.isOpen()
        && (!inEventTime || line.watermark() != watermark);
  }

  private void note(long now) {
    boolean stuck = lot != null;
    for (LineHead line : lines) {
      stuck |= line.isOpen() && line.isFull();
    }
    if (stuck && !time.standsStill()) {
      time.stop(now);
    } else if (!stuck && time.standsStill()) {
      long stopped = time.goOn(now);
      for (LineHead line : lines) {
        line.resume(stopped); // buy first, then say that nothing came
      }
    }
  }

  /**
   * How long until the next batch or heartbeat is due, in nanoseconds, not above zero if it is;
   * {@code Long.MAX_VALUE} if none will be without credit.
   */
  long untilDue(long now, boolean last) {
    long soonest = Long.MAX_VALUE;
    for (LineHead line : lines) {
      if (!line.isEmpty()) {
        if (line.maySendPart()) {
          soonest = Math.min(soonest, line.due() - now);
        } // else the next credit wakes it
      } else if (beats(line, last)) {
        soonest = Math.min(soonest, line.told() + heartbeat - now);
      }
    }
    return soonest;
  }

  /** Records that wait here, counted one by one. */
  long held() {
    long held = lot == null ? 0 : lot.size() - next;
    for (LineHead line : lines) {
      held += line.size();
    }
    return held;
  }

  /** Tells all directors of the source's end, or that it was left before. */
  void close(boolean left, long now) {
    for (LineHead line : lines) {
      if (line.watermark() != watermark) {
        line.beat(now, watermark);
      }
      line.close(left);
    }
  }

  /** Notes what each line has carried so far. */
  void count(AtomicReferenceArray<Buyer.InFlight> mostInFlight, AtomicLongArray sent) {
    for (int i = 0; i < lines.length; i++) {
      mostInFlight.lazySet(i, lines[i].mostInFlight());
      sent.lazySet(i, lines[i].sent());
    }
  }
}
