package factory.purchasing;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one partition, unpacked where they are gzip.
 *
 * <p>Damaged gzip is not an error here but an end, of which {@link #damage()} tells; so what stood
 * before the damage counts.
 */
final class Input implements Closeable {
  private static final int BLOCK = 1 << 16;

  private final Counted raw;
  private final boolean gzip;
  private @Nullable Gzip unpacked;
  private @Nullable String damage;

  private Input(InputStream stream, boolean gzip) {
    this.raw = new Counted(stream);
    this.gzip = gzip;
  }

  /** A file; gzip by the ending {@code .gz}. */
  static Input ofFile(Path file) throws IOException {
    return new Input(Files.newInputStream(file), isGzip(file.toString()));
  }

  /** Bytes as they come. */
  static Input of(InputStream stream) {
    return new Input(stream, false);
  }

  static boolean isGzip(String name) {
    return name.endsWith(".gz");
  }

  /** As {@link InputStream#read(byte[], int, int)}: at least one byte, -1 at the end. */
  int read(byte[] into, int from, int length) throws IOException {
    if (!gzip) {
      return raw.read(into, from, length);
    }
    if (damage != null) {
      return -1;
    }
    try {
      if (unpacked == null) {
        unpacked = new Gzip(raw);
      }
      int n = unpacked.read(into, from, length);
      if (n < 0 && unpacked.goesOn()) {
        damage = "after the gzip data the file goes on with bytes that are none; they are not read";
      }
      return n;
    } catch (EOFException e) {
      damage =
          "the file is truncated: its gzip data ends too early; the records before are read, those behind are missing";
    } catch (ZipException e) {
      damage =
          "the gzip data is damaged ("
              + e.getMessage()
              + "); what could be unpacked is read: some of its records may be wrong, those behind are missing";
    }
    return -1;
  }

  /**
   * Passes over bytes, as unpacked: at once in a plain file, by unpacking in a packed one.
   *
   * @return how many; fewer only at the end
   */
  long skip(long bytes) throws IOException {
    long skipped = 0;
    if (!gzip) {
      while (skipped < bytes) {
        long n = raw.skip(bytes - skipped);
        if (n <= 0) {
          break;
        }
        skipped += n;
      }
      return skipped;
    }
    byte[] block = new byte[BLOCK];
    while (skipped < bytes) {
      int n = read(block, 0, (int) Math.min(block.length, bytes - skipped));
      if (n < 0) {
        break;
      }
      skipped += n;
    }
    return skipped;
  }

  /** What is wrong with the bytes, a sentence; null if nothing is known to be wrong. */
  @Nullable String damage() {
    return damage;
  }

  /** Whether some byte can be read at once. */
  boolean ready() throws IOException {
    return raw.available() > 0;
  }

  /** How many bytes of the file are read, as they stand there. */
  long consumed() {
    return raw.count;
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) {
      unpacked.close();
    } else {
      raw.close();
    }
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = in.read(into, from, length);
      count += Math.max(0, n);
      return n;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long n = in.skip(bytes);
      count += Math.max(0, n);
      return n;
    }
  }

  /**
   * Java's gzip reader takes whatever follows a member and is no member for the end; that must not
   * be silent.
   */
  private static final class Gzip extends GZIPInputStream {
    private static final int TRAILER = 8;

    Gzip(InputStream in) throws IOException {
      super(in, BLOCK);
    }

    /** At the end: whether there are bytes behind it, padding with zeros aside. */
    boolean goesOn() throws IOException {
      for (int i = len - Math.max(0, inf.getRemaining() - TRAILER); i < len; i++) {
        if (buf[i] != 0) {
          return true;
        }
      }
      byte[] rest = new byte[BLOCK];
      for (int n = in.read(rest); n >= 0; n = in.read(rest)) {
        for (int i = 0; i < n; i++) {
          if (rest[i] != 0) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
