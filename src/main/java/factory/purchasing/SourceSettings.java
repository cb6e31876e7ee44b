package factory.purchasing;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where materials come from; the tree under {@code factory.source}. */
public sealed interface SourceSettings {

  /** The demonstration's packets. */
  record Generator(
      long seed,
      long materials,
      int livePids,
      int materialsPerProduct,
      Distribution distribution,
      double zipfExponent)
      implements SourceSettings {
    /** {@link #materials} of a generator that never ends. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Which of the live flows sends next. */
    public enum Distribution {
      /** All alike. */
      UNIFORM,
      /** Zipf's law. */
      ZIPF
    }
  }

  /**
   * Files.
   *
   * @param paths files and globs as the user wrote them
   * @param format how they are read
   * @param maxDrift in parallel, by event time: how far, in the unit of event times, one may be
   *     read ahead of another; {@link #SEQUENCE} if they are read one after the other
   * @param parsers most threads that parse records of files that follow each other; at least 1
   */
  record Files(List<String> paths, RecordFormat format, long maxDrift, int parsers)
      implements SourceSettings {
    /** {@link #maxDrift} of files that follow each other. */
    public static final long SEQUENCE = -1;

    /**
     * Most lots that are read and not bought, each of 1 MiB: of a file they have a quarter of that,
     * or one record, which can take several times as much as objects.
     */
    public int lotsAhead() {
      return (int) (Purchases.AHEAD_BYTES >> 20)
          + (maxDrift == SEQUENCE ? Parsers.ahead(parsers) : 1);
    }

    /** Files that follow each other in the order of their names. */
    public Files(List<String> paths, RecordFormat format) {
      this(paths, format, SEQUENCE, 1);
    }
  }

  /**
   * Files that grow: they are read on at their end, also after they were rotated by renaming.
   *
   * @param paths files and globs as the user wrote them; what they mean is found out once
   * @param format how they are read
   * @param idleAfter event time goes on without a file that had nothing new for so long, by the
   *     machine's clock; {@link #WAITED_FOR} if it never does
   * @param maxDrift how far, in the unit of event times, one may be read ahead of another; {@link
   *     #IN_TURN} where event time does not count
   */
  record Followed(List<String> paths, RecordFormat format, Duration idleAfter, long maxDrift)
      implements SourceSettings {
    /** {@link #maxDrift} of files that are read in turn. */
    public static final long IN_TURN = Drift.UNBOUNDED;

    /** {@link #idleAfter} where a silent file holds event time back however long it is silent. */
    public static final Duration WAITED_FOR = Duration.ZERO;

    /** Files that are all waited for. */
    public Followed(List<String> paths, RecordFormat format) {
      this(paths, format, WAITED_FOR, IN_TURN);
    }
  }

  /** Standard input; it cannot be read again. */
  record Stdin(RecordFormat format) implements SourceSettings {}

  /**
   * How bytes become materials.
   *
   * @param syntax the file format
   * @param delimiter between two fields of CSV
   * @param pattern with named groups, for text; null for the others
   * @param maxRecord largest record in bytes
   * @param pid the fields that make the pid, at least one
   * @param pidSeparator between their values where a pid is written
   * @param time where the event time is; null if materials have none
   */
  record RecordFormat(
      Syntax syntax,
      char delimiter,
      @Nullable Pattern pattern,
      int maxRecord,
      List<PidField> pid,
      String pidSeparator,
      @Nullable TimeField time) {}

  /** A file format. */
  enum Syntax {
    /** JSON Lines: one object a line. */
    JSONL,
    /** CSV by RFC 4180 with a header. */
    CSV,
    /** Text lines that match a pattern. */
    TEXT
  }

  /**
   * A part of the pid.
   *
   * @param field a field's name or path
   * @param pattern the part is its first group; null for the whole value
   */
  record PidField(String field, @Nullable Pattern pattern) {}

  /**
   * The event time.
   *
   * @param field a field's name or path
   * @param format {@code iso}, {@code epoch-s}, {@code epoch-ms}, {@code epoch-us}, {@code
   *     epoch-ns}, or a pattern of {@link java.time.format.DateTimeFormatter} (English names)
   * @param zone of times that name none; null if those are malformed
   * @param unit what is kept: SECONDS, MILLIS, MICROS or NANOS
   */
  record TimeField(String field, String format, @Nullable ZoneId zone, ChronoUnit unit) {}
}
