package factory.transportation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a directory, or a database file, for one factory, by a lock on a file in the directory; the
 * system releases it however the process ends.
 */
final class DirectoryLock {
  static final String NAME = ".factory.lock";

  /**
   * Files locked by this process. POSIX releases all locks that a process has on a file once it
   * closes any channel on it, so a second factory in this process must be refused without opening
   * one.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Path real;

  /** What is locked by it, as the user has named it. */
  private final Path what;

  private final String factory;
  private @Nullable FileChannel channel;
  private @Nullable Object key;

  private DirectoryLock(Path file, Path real, Path what, String factory) {
    this.file = file;
    this.real = real;
    this.what = what;
    this.factory = factory;
  }

  /**
   * Locks a directory.
   *
   * @throws DestinationException if another factory has it; names that one
   */
  static DirectoryLock take(Path directory, String factory) throws IOException {
    return take(directory, NAME, directory, factory);
  }

  /**
   * Locks what is in a directory.
   *
   * @param name of the file in the directory
   * @param what is locked: the directory, or a file in it
   * @throws DestinationException if another factory has it; names that one
   */
  static DirectoryLock take(Path directory, String name, Path what, String factory)
      throws IOException {
    Path real = directory.toRealPath().resolve(name);
    if (!OURS.add(real)) {
      throw inUse(what, "another factory of this process");
    }
    DirectoryLock lock = new DirectoryLock(directory.resolve(name), real, what, factory);
    try {
      lock.lock();
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.release();
      throw e;
    }
  }

  /**
   * Looks whether another factory has a directory, and changes nothing.
   *
   * @throws DestinationException if one has; names it
   */
  static void look(Path directory) throws IOException {
    look(directory, NAME, directory);
  }

  /**
   * The same of what is in a directory.
   *
   * @param name of the file in the directory
   * @param what would be locked
   * @throws DestinationException if another factory has it; names that one
   */
  static void look(Path directory, String name, Path what) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      return;
    }
    if (OURS.contains(directory.toRealPath().resolve(name))) {
      throw inUse(what, "another factory of this process");
    }
    try (FileChannel opened =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (opened.tryLock() == null) { // which ends with the channel
        throw inUse(what, holder(file));
      }
    }
  }

  private static String holder(Path file) throws IOException {
    String holder = Files.readString(file).strip();
    return holder.isEmpty() ? "another factory" : holder;
  }

  /**
   * Makes sure that the directory is still ours; one that was deleted and made again is locked
   * again.
   *
   * @throws IOException if another factory has it now
   */
  void check() throws IOException {
    if (Files.exists(file) && Objects.equals(key, key(file))) {
      return;
    }
    closeChannel();
    try {
      lock();
    } catch (DestinationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  void release() {
    try {
      closeChannel();
    } catch (IOException e) {
      // The file is gone or its disk is; then so is the lock.
    }
    OURS.remove(real);
  }

  private void lock() throws IOException {
    FileChannel opened =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = opened.tryLock();
      if (lock == null) {
        throw inUse(what, holder(file));
      }
      locked = true;
    } catch (OverlappingFileLockException e) {
      throw inUse(what, "another factory of this process");
    } finally {
      if (!locked) {
        opened.close();
      }
    }
    channel = opened;
    key = key(file);
    String text =
        "factory '%s', process %s, since %s%n"
            .formatted(
                factory,
                ProcessHandle.current().pid(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    opened.truncate(0);
    opened.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private void closeChannel() throws IOException {
    FileChannel held = channel;
    channel = null;
    key = null;
    if (held != null) {
      held.close();
    }
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static DestinationException inUse(Path what, String holder) {
    String kind = Files.isDirectory(what) ? "directory" : "file";
    return new DestinationException(
        "destination.%s: '%s' is in use by %s; stop that one or choose another %s"
            .formatted(kind, what, holder, kind));
  }
}
