package factory.custody;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

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

  /** The marks of one partition. */
  private static final class Row {
    final ArrayDeque<Mark> marks = new ArrayDeque<>();
    final ArrayDeque<Section> sections = new ArrayDeque<>();
    long settled;
  }

  /** The reader is at this place; a later one than before. */
  synchronized void note(int partition, Mark mark) {
    Row row = row(partition);
    Mark last = row.marks.peekLast();
    if (last != null && last.offset() == mark.offset()) {
      row.marks.removeLast(); // the same record, but perhaps behind blank lines, or at the end
    } else if (last != null
        && mark.end() < 0
        && mark.bytes() > 0
        && mark.offset() - last.offset() < (mark.offset() - row.settled) / PARTS) {
      return;
    }
    row.marks.addLast(mark);
  }

  /**
   * From here on the partition is in another file, or the fingerprint of the last one is known
   * better.
   */
  synchronized void note(int partition, Section section) {
    Row row = row(partition);
    Section last = row.sections.peekLast();
    if (last != null && last.from() == section.from()) {
      row.sections.removeLast();
    }
    row.sections.addLast(section);
  }

  /** The last place at or before an offset. */
  synchronized Mark at(int partition, long offset) {
    Mark found = Mark.BEGINNING;
    for (Mark mark : row(partition).marks) {
      if (mark.offset() > offset) {
        break;
      }
      found = mark;
    }
    return found;
  }

  /** The file that an offset is in, and those behind it; empty where it is only one. */
  synchronized List<Section> sections(int partition, long offset) {
    ArrayDeque<Section> found = new ArrayDeque<>();
    for (Section section : row(partition).sections) {
      if (section.from() <= offset) {
        found.clear();
      }
      found.add(section);
    }
    return List.copyOf(found);
  }

  /** All records below are done: what lies before the last mark there is forgotten. */
  synchronized void settle(int partition, long watermark) {
    Row row = row(partition);
    settled += watermark - row.settled;
    row.settled = watermark;
    Mark floor = at(partition, watermark);
    while (!row.marks.isEmpty() && row.marks.element().offset() < floor.offset()) {
      row.marks.remove();
    }
    int needed = sections(partition, floor.offset()).size();
    while (row.sections.size() > needed) {
      row.sections.remove();
    }
  }

  /** How many records are below the watermarks, all partitions together. */
  synchronized long settled() {
    return settled;
  }

  /** Takes over what {@code other} knows of a partition. */
  void take(int partition, Marks other, int otherPartition) {
    List<Mark> marks;
    List<Section> sections;
    synchronized (other) {
      marks = List.copyOf(other.row(otherPartition).marks);
      sections = List.copyOf(other.row(otherPartition).sections);
    }
    synchronized (this) {
      row(partition).marks.addAll(marks);
      row(partition).sections.addAll(sections);
    }
  }

  private Row row(int partition) {
    while (rows.size() <= partition) {
      rows.add(new Row());
    }
    return rows.get(partition);
  }
}
