package factory.transportation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What survives a loss of power: files and directories that are written and synced. */
final class Disk {
  /** Java keeps a copy of what is written at once beside the heap. */
  private static final int PART = 1 << 16;

  private Disk() {}

  /** Writes a new file and syncs it. */
  static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int at = 0; at < bytes.length; ) {
        at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(PART, bytes.length - at)));
      }
      channel.force(true);
    }
  }

  /** Puts a file in the place of another: afterwards the one or the other is there, whole. */
  static void replace(Path directory, String name, byte[] bytes) throws IOException {
    Path fresh = directory.resolve("." + name + ".tmp");
    Files.deleteIfExists(fresh);
    write(fresh, bytes);
    Files.move(
        fresh,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(directory);
  }

  /** Makes the names in a directory durable. */
  static void syncDirectory(Path directory) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return; // it has no such call, and its journal orders renames
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Makes a file in a directory, and the directory if need be, and takes all that away again.
   *
   * @throws IOException if nothing can be written there
   */
  static void tryToWrite(Path directory) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    Path next = directory.toAbsolutePath();
    while (next != null && !Files.exists(next)) {
      missing.push(next);
      next = next.getParent();
    }
    Deque<Path> made = new ArrayDeque<>();
    try {
      for (Path path : missing) {
        Files.createDirectory(path);
        made.push(path);
      }
      Path file = directory.resolve(".factory.check");
      Files.deleteIfExists(file);
      made.push(Files.createFile(file));
    } finally {
      for (Path path : made) {
        deleteUnlessUsed(path);
      }
    }
  }

  private static void deleteUnlessUsed(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      // somebody has put something there meanwhile, as a factory that was started
    }
  }

  /** The SHA-256 of a file in hexadecimal. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = newSha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of a file of these pieces in hexadecimal. */
  static String sha256(List<byte[]> pieces) {
    MessageDigest digest = newSha256();
    pieces.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Deletes a directory with all that is in it; links are not followed. */
  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
