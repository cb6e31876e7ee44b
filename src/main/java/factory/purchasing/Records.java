package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Material;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads records that arrive piece by piece, by the code that reads files and standard input: for
 * tests. Offsets and lines go on from piece to piece, and the first record of CSV is the header.
 * Not thread-safe.
 */
public final class Records {
  private final int partition;
  private final Feed feed = new Feed();
  private final PartitionReader reader;
  private final PidReader pids;
  private final @Nullable TimeReader times;
  private final PidReader.@Nullable FieldFinder timeField;

  /**
   * A reader at the beginning of a partition.
   *
   * @param partition the index of the partition that the records are in
   * @param name the partition's name, for messages
   * @throws SourceException in words for the user, where the format is wrong in itself
   */
  public Records(RecordFormat format, int partition, String name) {
    Suppliers.check(format);
    this.partition = partition;
    this.reader = new PartitionReader(partition, name, format, Input.of(feed));
    this.pids = new PidReader(format.pid(), format.pidSeparator());
    this.times = format.time() == null ? null : new TimeReader(format.time());
    this.timeField =
        format.time() == null ? null : new PidReader.FieldFinder(format.time().field());
  }

  /**
   * The records that are complete with this piece. What is left of it waits for the next one.
   *
   * @throws SourceException if the header is none, or lacks a column
   */
  public List<Lot> read(byte[] piece) {
    feed.piece = piece;
    feed.at = 0;
    return lots();
  }

  /** What has been left waiting, as records that end with the source. */
  public List<Lot> end() {
    feed.ended = true;
    return lots();
  }

  /**
   * A record that is there already, with the pid and the event time that the format finds in it.
   *
   * @throws SourceException if it has no pid or no valid event time
   */
  public Material material(Fields fields, long offset) {
    try {
      long time =
          times == null || timeField == null
              ? Material.NO_TIME
              : times.read(timeField.find(fields));
      return new Material(pids.read(fields), time, partition, offset, fields);
    } catch (Malformed e) {
      throw new SourceException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Lot> lots() {
    List<Lot> lots = new ArrayList<>();
    LotBuilder lot = new LotBuilder(Buyer.LARGEST_LOT);
    try {
      boolean ended = false;
      while (!ended) {
        ended = reader.read(lot, false);
        if (!lot.isEmpty()) {
          lots.add(lot.take());
        }
      }
    } catch (Dry e) {
      return lots;
    } catch (IOException e) {
      throw new IllegalStateException("nothing but bytes in memory were read", e);
    }
    return lots;
  }

  /** Nothing more is there now. */
  private static final class Dry extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The piece that is being read. Where a stream would wait for bytes it says {@link Dry}. */
  private static final class Feed extends InputStream {
    private byte[] piece = {};
    private int at;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (at == piece.length) {
        if (ended) {
          return -1;
        }
        throw new Dry();
      }
      int n = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, into, from, n);
      at += n;
      return n;
    }

    @Override
    public int available() {
      return piece.length - at;
    }
  }
}
