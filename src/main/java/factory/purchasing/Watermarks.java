package factory.purchasing;

import factory.goods.Late;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Positions;
import factory.goods.Scrap;
import factory.production.EventClock;
import factory.production.EventClock.Lateness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows event time through the lots as they are read: finds late materials, and says how far the
 * source is.
 *
 * <p>The watermark of a partition is the highest event time read from it less {@code
 * contract.grace}; the partitions of a sequence share one. Whether a material is late is decided
 * here, by the records before it in its partition and nothing else, so it is the same at every
 * speed and after a restart. What a lot says is the lowest watermark of all partitions that are not
 * read to their end; at the end of the last one, the highest that any had.
 *
 * <p>Partitions without an end may be idle, and are left out as long; if all are, the highest
 * counts here, too. What one brings when it is back may be behind what was said meanwhile. It is in
 * time by its own partition, so it is not scrapped; it is dealt with at the watermark, as a late
 * one that is accepted, or amends.
 *
 * <p>Used by one thread at a time.
 */
final class Watermarks {
  private static final Logger log = LoggerFactory.getLogger(Watermarks.class);

  /** Most characters of a late record that are shown in the scrap. */
  private static final int LONGEST = 2_000;

  private final EventClock clock;
  private final boolean sequence;
  private final List<Partition> partitions;
  private final boolean[] behind;
  private final long[] highest;
  private final long[] marks;
  private long lowest = Lot.NO_WATERMARK;
  private boolean lastTold;

  /** Highest event times of what earlier runs have read and this one does not. */
  private final long[] passed;

  /** Partitions of a sequence of which that has been counted. */
  private int begun;

  Watermarks(Supplier supplier, EventClock clock) {
    this.clock = clock;
    this.sequence = supplier.isSequence();
    this.partitions = supplier.partitions();
    this.behind = new boolean[partitions.size()];
    this.highest = new long[sequence ? 1 : Math.max(1, supplier.partitions().size())];
    this.marks = new long[highest.length];
    Arrays.fill(highest, Material.NO_TIME);
    Arrays.fill(marks, Lot.NO_WATERMARK);
    this.passed = new long[supplier.partitions().size()];
    for (int i = 0; i < passed.length; i++) {
      passed[i] = supplier.passedTime(i);
    }
    for (int i = 0; i < passed.length && !sequence; i++) {
      reach(i, passed[i]);
    }
  }

  /**
   * What earlier runs have read of partitions, up to this one, counts from where the sequence comes
   * to it.
   */
  private void begin(int partition) {
    for (; begun <= partition && begun < passed.length; begun++) {
      reach(0, passed[begun]);
    }
  }

  private void reach(int stream, long time) {
    if (time > highest[stream]) {
      highest[stream] = time;
      marks[stream] = minus(time, clock.grace());
    }
  }

  /** What is older than the newest of its partition by more than this is scrapped. */
  long scrapsBehind() {
    return clock.scrapsBehind();
  }

  /** The lot with its watermark, late materials dealt with; {@code reader} has just read it. */
  Lot mark(Lot fresh, Supplier.Reader reader) {
    Lot lot = clock.labels() ? fresh.unpacked() : fresh; // a label needs an object
    List<Scrap> scrap = null;
    int kept = 0;
    for (int i = 0; i < lot.count(); i++) {
      int partition = lot.partition(i);
      int stream = sequence ? 0 : partition;
      if (sequence && partition >= begun) {
        begin(partition);
      }
      long time = lot.time(i);
      if (time > highest[stream]) {
        highest[stream] = time;
        marks[stream] = minus(time, clock.grace());
        keepInStep(lot, i, time);
      } else if (time < marks[stream] || time == Material.NO_TIME) {
        if (isScrapped(time, marks[stream])) {
          scrap = scrap == null ? new ArrayList<>(lot.scrap()) : scrap;
          scrap.add(scrap(lot.material(i), marks[stream], reader));
          continue;
        }
        lot.materials()[i] = Late.label(lot.material(i), Math.max(marks[stream], overtaken()));
      } else {
        keepInStep(lot, i, time);
      }
      lot.move(i, kept++);
    }
    reach(0, reader.reached());
    lowest = Math.max(lowest, lowest(reader));
    return lot.with(kept, scrap == null ? lot.scrap() : scrap, lowest);
  }

  /** What is behind the others, although in time, is dealt with where they are. */
  private void keepInStep(Lot lot, int record, long time) {
    if (time >= overtaken()) {
      return;
    }
    Material material = lot.material(record);
    if (!behind[material.partition()]) {
      behind[material.partition()] = true;
      log.warn(
          "{} was idle and is back with records of {}, behind the others' watermark {}: what they"
              + " belong to may be closed already",
          partitions.get(material.partition()).name(),
          clock.text(material.time()),
          clock.text(lowest));
    }
    lot.materials()[record] = Late.label(material, lowest);
  }

  /** The watermark that was said, where a partition can be behind it. */
  private long overtaken() {
    return clock.idles() && !sequence ? lowest : Lot.NO_WATERMARK;
  }

  /** The names of partitions that event time goes on without. */
  List<String> idle(Supplier.Reader reader) {
    List<String> idle = new ArrayList<>(0);
    for (int i = 0; i < marks.length && !sequence; i++) {
      if (reader.isIdle(i)) {
        idle.add(partitions.get(i).name());
      }
    }
    return idle;
  }

  /** The partitions that are not read for being ahead of the others, and how far they are. */
  List<String> heldBack(Supplier.Reader reader) {
    List<String> ahead = new ArrayList<>(0);
    for (int i = 0; i < marks.length && !sequence; i++) {
      if (reader.isHeldBack(i)) {
        ahead.add(partitions.get(i).name() + " (at " + clock.text(highest[i]) + ")");
      }
    }
    return ahead;
  }

  /** An empty lot with the watermark of the end; null when that is told. */
  @Nullable Lot last() {
    if (lastTold) {
      return null;
    }
    lastTold = true;
    if (sequence) {
      begin(passed.length - 1); // files that follow, of which this run had nothing to read
    }
    Lot empty = new Lot(new Material[0], 0, List.of());
    return empty.with(0, List.of(), Math.max(lowest, highestMark()));
  }

  private long lowest(Supplier.Reader reader) {
    if (sequence) {
      return marks[0];
    }
    long least = Long.MAX_VALUE;
    boolean idle = false;
    for (int i = 0; i < marks.length; i++) {
      if (reader.isIdle(i)) {
        idle = true;
        behind[i] = false;
      } else if (!reader.isEnded(i)) {
        least = Math.min(least, marks[i]);
      }
    }
    if (least == Long.MAX_VALUE) {
      // with all at their end the end is told behind this lot
      return idle ? highestMark() : lowest;
    }
    return least;
  }

  private long highestMark() {
    return Arrays.stream(marks).max().orElse(Lot.NO_WATERMARK);
  }

  private boolean isScrapped(long time, long mark) {
    return time == Material.NO_TIME
        || clock.late() == Lateness.SCRAP
        || (clock.late() == Lateness.AMEND
            && Long.compareUnsigned(mark - time, clock.amendWithin()) > 0);
  }

  private Scrap scrap(Material material, long mark, Supplier.Reader reader) {
    Positions one = new Positions();
    one.add(material.partition(), material.offset());
    boolean timeless = material.time() == Material.NO_TIME;
    String text = reader.text(material.partition(), material.offset());
    String record = text == null ? FieldsText.of(material.fields()) : text;
    return new Scrap(
        timeless ? Scrap.Reason.MALFORMED : Scrap.Reason.LATE,
        material.partition(),
        material.offset(),
        material.fields().line(),
        timeless
            ? "the material has no event time, and factory.contract.clock is event"
            : "event time "
                + clock.text(material.time())
                + " is behind its partition's watermark "
                + clock.text(mark),
        material.pid(),
        record.length() <= LONGEST ? record : record.substring(0, LONGEST) + " ...",
        null,
        1,
        one);
  }

  /** {@code time - span}, or the smallest number if that is beyond it. */
  private static long minus(long time, long span) {
    long difference = time - span;
    return difference > time ? Lot.NO_WATERMARK : difference;
  }
}
