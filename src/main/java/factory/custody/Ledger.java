package factory.custody;

import factory.goods.Partition;
import factory.goods.Positions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which positions of a source are shipped or scrapped.
 *
 * <p>Each partition has a watermark, below which all offsets are done, and above it the set of
 * single offsets that are. The watermark only rises. Not thread-safe for writers; a {@link #copy}
 * that no longer changes can be read by many threads.
 */
public final class Ledger {
  /** The version of {@link #toBytes}. */
  private static final long FORMAT = 1;

  private final List<Page> pages = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Marks marks;
  private final Amendables amendables;

  /** One partition. */
  private static final class Page {
    private Partition partition;

    /** What it was for the run before, which may have seen less of a file that grows. */
    private final String known;

    private final OffsetSet above;
    private long watermark;

    Page(Partition partition, String known, long watermark, OffsetSet above) {
      this.partition = partition;
      this.known = known;
      this.watermark = watermark;
      this.above = above;
      raise();
    }

    boolean isDone(long offset) {
      return offset < watermark || above.contains(offset);
    }

    void raise() {
      long next = above.nextAbsent(watermark);
      if (next > watermark) {
        watermark = next;
        above.removeBelow(next);
      }
    }

    Page copyAs(Partition now) {
      return new Page(now, known, watermark, above.copy());
    }
  }

  /**
   * A ledger as it was written.
   *
   * @param factory the name of the factory that wrote it
   * @param number the number of the last shipment that is in it; 0 if there was none
   * @param ledger bound to no source yet, see {@link #bind}
   */
  public record Saved(String factory, long number, Ledger ledger) {}

  /** A ledger of these partitions with nothing done. */
  public Ledger(List<Partition> partitions) {
    this(partitions, new Marks(), new Amendables());
  }

  private Ledger(List<Partition> partitions, Marks marks, Amendables amendables) {
    this.marks = marks;
    this.amendables = amendables;
    partitions.forEach(partition -> addPage(blank(partition)));
  }

  private static Page blank(Partition partition) {
    return new Page(partition, "", 0, new OffsetSet());
  }

  /** The partitions; all indexes go into this list. */
  public List<Partition> partitions() {
    return pages.stream().map(page -> page.partition).toList();
  }

  /**
   * Where a partition stands in {@link #partitions}; one that is not known is added with nothing
   * done.
   */
  public int indexOf(Partition partition) {
    Integer index = indexes.get(partition.name());
    if (index == null) {
      addPage(blank(partition));
      return pages.size() - 1;
    }
    Page page = pages.get(index);
    if (partition.mayContinue(page.partition)) {
      page.partition = partition;
    } else if (!page.partition.mayContinue(partition)) {
      throw changed(page.partition, partition);
    }
    return index;
  }

  /** Whether the record at this position is shipped or scrapped. */
  public boolean isDone(int partition, long offset) {
    return pages.get(partition).isDone(offset);
  }

  /**
   * These positions are done.
   *
   * @return how many of them were not done before
   */
  public long add(Positions positions) {
    long[] added = new long[1];
    positions.forEach(
        (partition, offset) -> {
          Page page = pages.get(partition);
          if (!page.isDone(offset)) {
            page.above.add(offset);
            added[0]++;
          }
        });
    pages.forEach(Page::raise);
    return added[0];
  }

  /** These offsets of a partition are done. */
  public void add(int partition, OffsetSet offsets) {
    Page page = pages.get(partition);
    page.above.addAll(offsets);
    page.above.removeBelow(page.watermark);
    page.raise();
  }

  /**
   * What this copy has below its watermarks is committed: nobody will begin to read before the last
   * places there, which are forgotten. Not to be called for a commit that may yet fail.
   */
  public void settle() {
    for (int i = 0; i < pages.size(); i++) {
      marks.settle(i, pages.get(i).watermark);
    }
  }

  /** An offset among {@code offsets} that is done already, or -1. */
  public long firstDone(int partition, OffsetSet offsets) {
    Page page = pages.get(partition);
    long first = offsets.first();
    return first >= 0 && first < page.watermark ? first : offsets.firstCommon(page.above);
  }

  /** All offsets of the partition below this are done. */
  public long watermark(int partition) {
    return pages.get(partition).watermark;
  }

  /** The highest offset of the partition that is done, or -1. */
  public long last(int partition) {
    Page page = pages.get(partition);
    return Math.max(page.watermark - 1, page.above.last());
  }

  /**
   * Where a reader that wants all that is open begins: at the watermark, or before it where no
   * place is known there.
   */
  public Start start(int partition) {
    return marks.from(partition, watermark(partition));
  }

  /**
   * The furthest place that a reader has noted, in this run or one before: what stands before it is
   * not to change.
   */
  public Mark furthest(int partition) {
    return marks.furthest(partition);
  }

  /**
   * Whether the run before had read this partition, and by which fingerprint it knew it; empty if
   * it had not.
   */
  public String known(int partition) {
    return pages.get(partition).known;
  }

  /**
   * A reader is at this place. All copies of a ledger share these notes, which are facts about the
   * source; may be called by any thread.
   */
  public void note(int partition, Mark mark) {
    marks.note(partition, mark);
  }

  /**
   * As {@link #note(int, Mark)}: the partition goes on in this file.
   *
   * @param beginning of the file; null where only more of its first bytes are known than before
   */
  public void note(int partition, Section section, @Nullable Mark beginning) {
    marks.note(partition, section, beginning);
  }

  /** Whoever has this ledger, or one of its copies, can write down what is noted in it. */
  public void keptBy(Keeper keeper) {
    marks.keptBy(keeper);
  }

  /**
   * Has all that was noted written down, and waits for it; does nothing where nobody keeps it.
   *
   * @throws IOException as {@link Keeper#keep}
   */
  public void keep() throws IOException {
    marks.keeper().keep();
  }

  /**
   * How many records are below the watermarks of the copy that was last {@link #settle settled};
   * may be called by any thread.
   */
  public long settled() {
    return marks.settled();
  }

  /** How many positions are done, all partitions together. */
  public long done() {
    return pages.stream().mapToLong(page -> page.watermark + page.above.count()).sum();
  }

  /** How many positions below the highest done one of their partition are open. */
  public long open() {
    return pages.stream()
        .mapToLong(page -> Math.max(0, page.above.last() + 1 - page.watermark) - page.above.count())
        .sum();
  }

  /** Estimated size in bytes, in memory and on disk alike. */
  public long bytes() {
    return pages.stream().mapToLong(page -> 8 + page.above.bytes()).sum();
  }

  /** What the ledger costs for each open material, in bytes; the whole of it where none is open. */
  public double bytesPerOpenMaterial() {
    return (double) bytes() / Math.max(1, open());
  }

  /**
   * Event time of the records before all that a reader will give: of each partition that has more,
   * the highest before that, and of these the lowest; {@code Long.MIN_VALUE} if nothing is known.
   *
   * @param sequence whether partitions are read one after the other and share their event time
   */
  public long passedTime(boolean sequence) {
    long highest = Long.MIN_VALUE;
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < pages.size(); i++) {
      Mark mark = start(i).mark();
      highest = Math.max(highest, mark.time());
      if (mark.end() < 0) { // there may be open ones, or it is not begun
        if (sequence) {
          return highest;
        }
        lowest = Math.min(lowest, mark.time());
      }
    }
    return sequence ? highest : lowest;
  }

  /** The products in it that late materials may still amend. */
  public Amendables amendables() {
    return amendables;
  }

  /** A ledger of its own with the same content. */
  public Ledger copy() {
    Ledger copy = new Ledger(List.of(), marks, amendables.copy());
    pages.forEach(page -> copy.addPage(page.copyAs(page.partition)));
    return copy;
  }

  /**
   * The same content for the partitions of this run, in their order. A file that is longer now is
   * taken for the same: whether its first bytes are, the source has to see by {@link #known}.
   *
   * @throws LedgerException if a partition of the ledger is gone or is another now, or was read
   *     from something that cannot be recognised
   */
  public Ledger bind(List<Partition> partitions) {
    Ledger bound = new Ledger(partitions, new Marks(), amendables.copy());
    for (int i = 0; i < pages.size(); i++) {
      Page page = pages.get(i);
      Integer index = bound.indexes.get(page.partition.name());
      if (index == null) {
        throw new LedgerException(
            "the ledger has '%s' with %s records done, but the source does not; put it back, or ship to a new directory"
                .formatted(page.partition.name(), count(page)));
      }
      Partition now = partitions.get(index);
      if (!now.mayContinue(page.partition)) {
        throw changed(page.partition, now);
      }
      if (now.fingerprint().isEmpty() && count(page) > 0) {
        throw new LedgerException(
            "the ledger has %s records of '%s', which cannot be read again or recognised; ship to a new directory"
                .formatted(count(page), now.name()));
      }
      bound.marks.take(index, marks, i);
      String known = page.partition.fingerprint();
      bound.pages.set(index, new Page(now, known, page.watermark, page.above.copy()));
    }
    bound.settle();
    return bound;
  }

  /**
   * The ledger as a file with a version and a checksum.
   *
   * @param factory the name of this factory
   * @param number the number of the last shipment that is in it
   */
  public byte[] toBytes(String factory, long number) throws IOException {
    return SealedJson.write(
        json -> {
          json.writeNumberField("format", FORMAT);
          json.writeStringField("factory", factory);
          json.writeNumberField("number", number);
          json.writeArrayFieldStart("partitions");
          for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            json.writeStartObject();
            json.writeStringField("partition", page.partition.name());
            json.writeStringField("fingerprint", page.partition.fingerprint());
            json.writeNumberField("watermark", page.watermark);
            json.writeStringField("above", page.above.toBase64());
            MarksJson.write(json, start(i), marks.furthest(i));
            json.writeEndObject();
          }
          json.writeEndArray();
          Amendables.write(json, amendables.all());
        });
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException in words, if it is damaged or of another version
   */
  public static Saved read(byte[] bytes) throws IOException {
    SealedJson json = SealedJson.read(bytes);
    if (json.number("format") != FORMAT) {
      throw new IOException(
          "it has format %s; this version reads format %s"
              .formatted(json.number("format"), FORMAT));
    }
    Ledger ledger = new Ledger(List.of());
    for (SealedJson page : json.objects("partitions")) {
      Partition partition = new Partition(page.text("partition"), page.text("fingerprint"));
      ledger.addPage(
          new Page(
              partition,
              partition.fingerprint(),
              page.number("watermark"),
              OffsetSet.ofBase64(page.text("above"))));
      MarksJson.read(page, ledger.marks, ledger.pages.size() - 1);
    }
    ledger.amendables.addAll(Amendables.read(json));
    return new Saved(json.text("factory"), json.number("number"), ledger);
  }

  private void addPage(Page page) {
    if (indexes.put(page.partition.name(), pages.size()) != null) {
      throw new LedgerException(
          "the source has two partitions named '" + page.partition.name() + "'");
    }
    pages.add(page);
  }

  private static long count(Page page) {
    return page.watermark + page.above.count();
  }

  private static LedgerException changed(Partition known, Partition now) {
    return new LedgerException(
        "'%s' is not what it was when it was shipped from (then '%s', now '%s'); put the old one back, or ship to a new directory"
            .formatted(known.name(), known.fingerprint(), now.fingerprint()));
  }
}
