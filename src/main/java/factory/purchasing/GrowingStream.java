package factory.purchasing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file that others still write. At its end it says {@link Dry}, and can be read on
 * when there is more; only after {@link #finish} does it end. It stays with the file when that is
 * renamed.
 */
final class GrowingStream extends InputStream {
  private final String name;
  private final FileChannel channel;
  private boolean last;

  /** Nothing more is there now. */
  static final class Dry extends IOException {
    private static final long serialVersionUID = 1L;

    Dry() {
      super("nothing more is there now");
    }
  }

  /**
   * Opens a file at its beginning.
   *
   * @param name for messages
   */
  GrowingStream(String name, Path file) throws IOException {
    this.name = name;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  /** How much the file has by now, in bytes. */
  long size() throws IOException {
    return channel.size();
  }

  /** Nothing more will be written: what is there now is all. */
  void finish() {
    last = true;
  }

  /** The first bytes; fewer only where the file has no more. */
  byte[] first(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
      continue; // until it is full or the file ends
    }
    byte[] first = new byte[bytes.position()];
    bytes.flip().get(first);
    return first;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int n = channel.read(ByteBuffer.wrap(into, from, length));
    if (n > 0) {
      return n;
    }
    if (channel.size() < channel.position()) {
      throw new SourceException(
          "%s: has shrunk from %s to %s bytes; a file that is followed may be renamed, but not emptied (copytruncate)"
              .formatted(name, channel.position(), channel.size()));
    }
    if (last) {
      return -1;
    }
    throw new Dry();
  }

  @Override
  public long skip(long bytes) throws IOException {
    long n = Math.max(0, Math.min(bytes, channel.size() - channel.position()));
    channel.position(channel.position() + n);
    return n;
  }

  /** More than none also at a final end, so that it is met. */
  @Override
  public int available() throws IOException {
    long more = channel.size() - channel.position();
    return last || more < 0 ? 1 : (int) Math.min(Integer.MAX_VALUE, more);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
