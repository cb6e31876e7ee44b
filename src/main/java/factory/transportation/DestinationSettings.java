package factory.transportation;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/** Where shipments go; the tree under {@code factory.destination}. */
public sealed interface DestinationSettings {

  /** Products are counted and thrown away. */
  record Discard() implements DestinationSettings {}

  /**
   * One directory a shipment.
   *
   * @param directory where those are made
   * @param format of the files
   * @param times how event times are written
   * @param unit of event times
   */
  record Files(Path directory, Format format, Times times, ChronoUnit unit)
      implements DestinationSettings {}

  /** A file format. */
  enum Format {
    /** JSON Lines. */
    JSONL,
    /** CSV by RFC 4180 with a header. */
    CSV
  }

  /** How event times are written. */
  enum Times {
    /** ISO 8601 in UTC. */
    ISO,
    /** A number, counted in the unit since 1970-01-01T00:00:00Z. */
    EPOCH
  }
}
