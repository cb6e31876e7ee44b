package factory.custody;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the places are at which reading can begin: noted by who reads, asked by who writes the
 * ledger. Thread-safe.
 *
 * <p>Marks lie closer together near what is done and further apart behind it, so that there are
 * some thousands of them however far a reader is ahead; those below the last one that is needed are
 * forgotten.
 */
final class Marks {
  /** The distance of two marks, as a part of how far the reader is ahead. */
  private static final int PARTS = 512;

  private final List<Row> rows = new ArrayList<>();
  private long settled;
  private volatile Keeper keeper = () -> {};

  /** The marks of one partition. */
  private static final class Row {
    final ArrayDeque<Mark> marks = new ArrayDeque<>();
    final TreeMap<Long, Section> sections = new TreeMap<>();
    Mark furthest = Mark.BEGINNING;
    long settled;

    Mark at(long offset) {
      Mark found = Mark.BEGINNING;
      for (Mark mark : marks) {
        if (mark.offset() > offset) {
          break;
        }
        found = mark;
      }
      return found;
    }

    /** The file that an offset is in, and those behind it. */
    SortedMap<Long, Section> from(long offset) {
      Long first = sections.floorKey(offset);
      return first == null ? sections : sections.tailMap(first);
    }
  }

  /** The reader is at this place; a later one than before. */
  synchronized void note(int partition, Mark mark) {
    Row row = row(partition);
    row.furthest = mark.offset() >= row.furthest.offset() ? mark : row.furthest;
    Mark last = row.marks.peekLast();
    if (last != null && last.offset() == mark.offset()) {
      row.marks.removeLast(); // the same record, but perhaps behind blank lines, or at the end
    } else if (last != null
        && mark.end() < 0
        && mark.tail() > 0
        && mark.offset() - last.offset() < (mark.offset() - row.settled) / PARTS) {
      return;
    }
    row.marks.addLast(mark);
  }

  /**
   * The partition goes on in this file.
   *
   * @param beginning of the file; null where only more of its first bytes are known than before
   */
  synchronized void note(int partition, Section section, @Nullable Mark beginning) {
    row(partition).sections.put(section.from(), section);
    if (beginning != null) {
      note(partition, beginning);
    }
  }

  /** The last place at or before an offset, and the files from there on. */
  synchronized Start from(int partition, long offset) {
    Row row = row(partition);
    Mark mark = row.at(offset);
    return new Start(mark, List.copyOf(row.from(mark.offset()).values()));
  }

  /** The furthest place that was noted, in this run or one before. */
  synchronized Mark furthest(int partition) {
    return row(partition).furthest;
  }

  /** An earlier run was at this place; nobody begins to read there. */
  synchronized void wasAt(int partition, Mark mark) {
    row(partition).furthest = mark;
  }

  /** All records below are done: what lies before the last mark there is forgotten. */
  synchronized void settle(int partition, long watermark) {
    Row row = row(partition);
    settled += watermark - row.settled;
    row.settled = watermark;
    Mark floor = row.at(watermark);
    while (!row.marks.isEmpty() && row.marks.element().offset() < floor.offset()) {
      row.marks.remove();
    }
    row.sections.keySet().retainAll(List.copyOf(row.from(floor.offset()).keySet()));
  }

  /** How many records are below the watermarks, all partitions together. */
  synchronized long settled() {
    return settled;
  }

  /** Takes over what {@code other} knows of a partition. */
  void take(int partition, Marks other, int otherPartition) {
    List<Mark> marks;
    Map<Long, Section> sections;
    Mark furthest;
    synchronized (other) {
      furthest = other.row(otherPartition).furthest;
      marks = List.copyOf(other.row(otherPartition).marks);
      sections = Map.copyOf(other.row(otherPartition).sections);
    }
    synchronized (this) {
      row(partition).marks.addAll(marks);
      row(partition).sections.putAll(sections);
      row(partition).furthest = furthest;
    }
  }

  Keeper keeper() {
    return keeper;
  }

  void keptBy(Keeper who) {
    keeper = who;
  }

  private Row row(int partition) {
    while (rows.size() <= partition) {
      rows.add(new Row());
    }
    return rows.get(partition);
  }
}
