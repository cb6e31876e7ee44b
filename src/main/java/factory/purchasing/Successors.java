package factory.purchasing;

import factory.purchasing.LogFiles.LogFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that a log goes on in behind the one that is read. They are open as soon as they are
 * seen, so that each is read to its end even if it was deleted or packed before its turn came: a
 * log may be held back for long.
 */
final class Successors implements Closeable {
  /** Most files of a log that are open and not read; more are only looked for after that. */
  static final int MOST = 64;

  /** Looks at a log that is not read are not nearer to each other. */
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  /**
   * No log is rotated twice, and both files taken away, between two looks so near to each other.
   */
  static final Duration NEAR = Duration.ofSeconds(10);

  private final String name;
  private final LogFiles files;
  private final LongSupplier nanos;
  private final ArrayDeque<OpenFile> next = new ArrayDeque<>(1);
  private long lookedAt;

  /** A file and the stream of it, which goes on wherever the file is renamed to. */
  record OpenFile(LogFile file, GrowingStream stream) {}

  /** {@code name} is the log's, for messages; {@code nanos} the machine's clock. */
  Successors(String name, LogFiles files, LongSupplier nanos) {
    this.name = name;
    this.files = files;
    this.nanos = nanos;
  }

  /** Opens a file where it was found; null if it is not there any more, as after a rotation. */
  @Nullable OpenFile open(LogFile found) throws IOException {
    GrowingStream stream;
    try {
      stream = new GrowingStream(name, found.path());
    } catch (NoSuchFileException e) {
      return null;
    }
    if (!LogFiles.isThere(found)) {
      stream.close();
      return null;
    }
    lookedAt = nanos.getAsLong();
    return new OpenFile(found, stream);
  }

  /** Looks as {@link #look} does, unless it has just been done. */
  void keepUp(LogFile read) throws IOException {
    if (nanos.getAsLong() - lookedAt >= LOOK_NANOS) {
      look(read);
    }
  }

  /**
   * Sees where the log goes on by now.
   *
   * @param read the file that is read
   * @throws SourceException in words, if files may have been missed
   */
  void look(LogFile read) throws IOException {
    if (next.size() >= MOST) {
      return;
    }
    long now = nanos.getAsLong();
    for (LogFile found : behind(next.isEmpty() ? read : next.getLast().file, now)) {
      OpenFile open = next.size() < MOST ? open(found) : null;
      if (open == null) {
        return; // there is another look
      }
      next.add(open);
    }
    lookedAt = now;
  }

  private List<LogFile> behind(LogFile newest, long now) throws IOException {
    if (files.isLive(newest)) {
      return List.of();
    }
    List<LogFile> known = files.after(newest);
    if (known != null) {
      return known;
    }
    List<LogFile> since = files.since(newest);
    if (!since.isEmpty() && now - lookedAt > NEAR.toNanos()) {
      throw new SourceException(
          ("%s: the file that was read last is gone, deleted or packed, and nobody looked for %s s: other"
                  + " files of the log may have come and gone since. Put those that were rotated meanwhile"
                  + " beside it, not packed, and start again; with delaycompress they stay there for longer")
              .formatted(name, Duration.ofNanos(now - lookedAt).toSeconds()));
    }
    return since;
  }

  /** Whether one of them has content: then nobody writes into the one before any more. */
  boolean haveContent() throws IOException {
    for (OpenFile file : next) {
      if (file.stream.size() > 0) {
        return true;
      }
    }
    return false;
  }

  /** The first of them, which is the caller's from now on; null if there is none. */
  @Nullable OpenFile poll() {
    return next.poll();
  }

  @Override
  public void close() throws IOException {
    for (OpenFile file : next) {
      file.stream.close();
    }
    next.clear();
  }
}
