package factory.purchasing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a file is still the same: the CRC-32C of its first bytes as they are stored, and
 * how many those were.
 *
 * <p>Written as {@code crc32c:1c291ca3/65536}; of a gzip file with more bytes than that its {@link
 * PackedEnd} follows behind a comma. A file that has only grown still matches.
 */
final class Fingerprint {
  private static final int FIRST = 1 << 16;
  private static final String KIND = "crc32c:";
  private static final char AND = ',';

  private Fingerprint() {}

  /** The fingerprint of a file as it is now, of its first 64 KiB or all of it. */
  static String of(Path file) throws IOException {
    String first = of(file, FIRST);
    return Input.isGzip(file.toString()) && Files.size(file) > FIRST
        ? first + AND + PackedEnd.of(file).text()
        : first;
  }

  /** Whether the file is still the one of which this is the fingerprint. */
  static boolean matches(Path file, String fingerprint) throws IOException {
    return difference(file, fingerprint) == null;
  }

  /** Why it is not, as a part of a sentence; null if it is. */
  static @Nullable String difference(Path file, String fingerprint) throws IOException {
    int and = fingerprint.indexOf(AND);
    String first = and < 0 ? fingerprint : fingerprint.substring(0, and);
    if (!of(file, length(first)).equals(first)) {
      return "its first bytes are others";
    }
    return and < 0 ? null : PackedEnd.read(fingerprint.substring(and + 1)).difference(file);
  }

  /** Of how many first bytes it is. */
  static int length(String fingerprint) {
    return Integer.parseInt(fingerprint, fingerprint.indexOf('/') + 1, fingerprint.length(), 10);
  }

  private static String of(Path file, int first) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(first);
    }
    return of(bytes);
  }

  /** The fingerprint of a file that has only these bytes. */
  static String of(byte[] bytes) {
    return String.format(Locale.ROOT, "%s%08x/%d", KIND, checksum(bytes), bytes.length);
  }

  /** The CRC-32C of bytes. */
  static long checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }

  /** Bytes from the middle of a file; fewer only at its end. */
  static byte[] bytes(Path file, long from, int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      return in.readNBytes(length);
    }
  }
}
