package factory.transportation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A new file that is written from its beginning to its end.
 *
 * <p>Whole pieces of {@value #PIECE} bytes go past the system's page cache, where the file system
 * allows it: nobody reads them soon, and to fill fresh pages takes ten times the processor time of
 * writing. What is left at the end, a small file, and all after a piece that could not be written
 * so go by way of the cache; what is wrong with the disk is told by that.
 */
final class FileOutput implements AutoCloseable {
  static final int PIECE = 1 << 20;

  /** Opens a file that is there for writing past the cache. */
  @FunctionalInterface
  interface PastCache {
    /**
     * Opens it.
     *
     * @throws IOException if the file system does not allow it
     * @throws UnsupportedOperationException if this Java does not
     */
    FileChannel open(Path file) throws IOException;
  }

  /** As it is done where it can be. */
  static final PastCache DIRECT =
      file -> FileChannel.open(file, StandardOpenOption.WRITE, direct());

  /** By its name, for it is not in every Java's runtime, and JDK 25 warns of what is named here. */
  static OpenOption direct() {
    try {
      for (Object option :
          Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
        if (option.toString().equals("DIRECT")) {
          return (OpenOption) option;
        }
      }
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException(e);
    }
    throw new UnsupportedOperationException("this Java has no direct writing");
  }

  /**
   * Memory of one piece, where the disk can take it from: for one file after the other, as each
   * costs anew what it costs to have it.
   */
  static final class Tray {
    private final PastCache pastCache;
    private @Nullable ByteBuffer piece;

    Tray(PastCache pastCache) {
      this.pastCache = pastCache;
    }

    private ByteBuffer piece() {
      ByteBuffer mine = piece;
      if (mine == null) {
        // Its address has to be a multiple of the disk's blocks, which divide it.
        mine = ByteBuffer.allocateDirect(2 * PIECE).alignedSlice(PIECE).slice(0, PIECE);
        piece = mine;
      }
      return mine.clear();
    }
  }

  private final Path file;
  private final FileChannel channel;
  private final PastCache pastCache;
  private final ByteBuffer piece;
  private @Nullable FileChannel past;
  private boolean refused;
  private long written;

  /** A new file; nothing else is written by way of the tray until it is closed. */
  FileOutput(Path file, Tray tray) throws IOException {
    this.file = file;
    this.pastCache = tray.pastCache;
    this.piece = tray.piece();
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Writes this behind the rest. */
  void write(byte[] content) throws IOException {
    int at = 0;
    while (at < content.length) {
      int part = Math.min(piece.remaining(), content.length - at);
      piece.put(content, at, part);
      at += part;
      if (!piece.hasRemaining()) {
        drain();
      }
    }
  }

  /** All is on disk. */
  void finish() throws IOException {
    drain();
    channel.force(true);
  }

  /** Its size so far. */
  long bytes() {
    return written + piece.position();
  }

  @Override
  public void close() throws IOException {
    try (FileChannel second = past) {
      channel.close();
    }
  }

  private void drain() throws IOException {
    int size = piece.position();
    piece.flip();
    if (size < PIECE || !drainPastCache()) {
      writeTo(channel);
    }
    written += size;
    piece.clear();
  }

  /** False if it could not be, for whatever reason: then the rest of it is to be written. */
  private boolean drainPastCache() {
    if (refused) {
      return false;
    }
    try {
      FileChannel open = past;
      if (open == null) {
        open = pastCache.open(file);
        past = open;
      }
      writeTo(open);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      refused = true;
      return false;
    }
  }

  private void writeTo(FileChannel open) throws IOException {
    while (piece.hasRemaining()) {
      open.write(piece, written + piece.position());
    }
  }
}
