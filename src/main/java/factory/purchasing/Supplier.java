package factory.purchasing;

import factory.custody.Ledger;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A source of materials: files, standard input, the generator. */
public interface Supplier {
  /** What a reader calls it, as in {@code files (3)}. */
  String name();

  /**
   * Its partitions; a material's partition is an index into this list. Known before anything is
   * read.
   */
  List<Partition> partitions();

  /** Whether every record can be read again from its position by a later run. */
  boolean replayable();

  /** Whether it has an end. */
  boolean bounded();

  /**
   * All fields that its records have, of flat values; null where that is not known before they are
   * read.
   */
  default @Nullable Set<String> fields() {
    return null;
  }

  /**
   * Whether its partitions follow each other, so that event time goes on from one to the next. Else
   * they are read side by side, each with a watermark of its own.
   */
  default boolean isSequence() {
    return true;
  }

  /**
   * The same source, whose readers go on from where earlier runs have come: they need not give what
   * the ledger knows as done, and note in it where they are.
   *
   * @param ledger bound to {@link #partitions}
   * @throws SourceException in words, if what earlier runs have read is not what it was
   */
  default Supplier goingOn(Ledger ledger) {
    return this;
  }

  /**
   * The highest event time of those records of a partition that its readers do not give, since they
   * stand before the place where {@link #goingOn} begins; {@link Material#NO_TIME} if there are
   * none.
   */
  default long passedTime(int partition) {
    return Material.NO_TIME;
  }

  /**
   * What its readers have found damaged so far, so that records behind it are missing: a sentence
   * each, with the partition's name. May be asked by any thread.
   */
  default List<String> damages() {
    return List.of();
  }

  /**
   * Opens it at its beginning, or where {@link #goingOn} says.
   *
   * @param lotSize most records in one lot
   */
  Reader open(int lotSize) throws IOException;

  /**
   * As {@link #open(int)}, and what can be done by several threads at a time is given to them. What
   * is read does not depend on it.
   *
   * @param threads run what they are given at once or soon; a reader that is told to {@link
   *     Reader#hurry} does not wait for them
   */
  default Reader open(int lotSize, Executor threads) throws IOException {
    return open(lotSize);
  }

  /** Reads a supplier once, in order. Used by one thread at a time; reading may block. */
  interface Reader extends Closeable {
    /**
     * The next records, good or bad; none of them only where a partition became idle, or is said to
     * be held back from now on; null at the end.
     */
    @Nullable Lot read() throws IOException;

    /** How much is read, 0 to 1; NaN where that is unknown. */
    double progress();

    /**
     * Whether a partition is read to its end. Asked only where the partitions are no sequence; one
     * that is not ended holds event time back.
     */
    default boolean isEnded(int partition) {
      return false;
    }

    /**
     * Whether a partition without an end has had nothing for so long that event time goes on
     * without it, until it has something again. Asked as {@link #isEnded}.
     */
    default boolean isIdle(int partition) {
      return false;
    }

    /**
     * An event time that a sequence has reached without a record that says so; {@link
     * Material#NO_TIME} if it knows of none.
     */
    default long reached() {
      return Material.NO_TIME;
    }

    /**
     * Whether a partition without an end was not read for long, since it is too far ahead of
     * another in event time. Asked as {@link #isEnded}.
     */
    default boolean isHeldBack(int partition) {
      return false;
    }

    /**
     * From now on {@link #text} knows, where there is text, the records that are older than the
     * newest one before them in their partition by more than this, in the unit of event times.
     * Before it is said, no text need be kept.
     */
    default void keepTexts(long behind) {}

    /**
     * The text of a record of the lot that was read last, cut to a sensible length; null where it
     * is not known, see {@link #keepTexts}.
     */
    default @Nullable String text(int partition, long offset) {
      return null;
    }

    /** How many records it has passed over so far, since earlier runs have dealt with them. */
    default long passed() {
      return 0;
    }

    /**
     * Nothing more is wanted: a read that waits for more to come ends soon, with whatever result.
     * May be called by any thread.
     */
    default void hurry() {}
  }
}
