package factory.purchasing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How a gzip file ends: its last eight bytes, which are the checksum and the length of all that is
 * packed in it, so that a change anywhere in it shows there.
 *
 * <p>Written as {@code gzip:9fa31c2b00c3a1f4/51234}. Of several members one after the other only
 * the last one ends there.
 *
 * @param trailer the last bytes, in the order of the file
 * @param size of the file
 */
record PackedEnd(long trailer, long size) {
  private static final String KIND = "gzip:";
  private static final int LENGTH = 8;
  private static final int BLOCK = 1 << 16;

  /** Of a file as it is now. */
  static PackedEnd of(Path file) throws IOException {
    long size = Files.size(file);
    return new PackedEnd(at(file, size), size);
  }

  private static long at(Path file, long size) throws IOException {
    return ByteBuffer.wrap(Fingerprint.bytes(file, size - LENGTH, LENGTH)).getLong();
  }

  /** Reads what {@link #text} wrote. */
  static PackedEnd read(String text) {
    int slash = text.indexOf('/');
    return new PackedEnd(
        HexFormat.fromHexDigitsToLong(text, KIND.length(), slash),
        Long.parseLong(text, slash + 1, text.length(), 10));
  }

  String text() {
    return KIND + HexFormat.of().toHexDigits(trailer) + "/" + size;
  }

  /**
   * Why a file is no longer the one that ended so, as a part of a sentence; null if it is, perhaps
   * with more behind it, or packed anew with more in it.
   */
  @Nullable String difference(Path file) throws IOException {
    long now = Files.size(file);
    if (now < size) {
      return "it had " + size + " bytes and has " + now;
    } else if (at(file, size) == trailer) {
      return null;
    } else if (now == size) {
      return "what is packed in it is other";
    }
    return beginsWithWhatWasPacked(file) ? null : "what was packed in it is other";
  }

  private boolean beginsWithWhatWasPacked(Path file) throws IOException {
    ByteBuffer end = ByteBuffer.allocate(LENGTH).putLong(trailer).flip();
    end.order(ByteOrder.LITTLE_ENDIAN);
    long checksum = Integer.toUnsignedLong(end.getInt());
    long next = Integer.toUnsignedLong(end.getInt()); // the length, of which 32 bits are kept
    CRC32 crc = new CRC32();
    byte[] block = new byte[BLOCK];
    long read = 0;
    try (Input input = Input.ofFile(file)) {
      while (true) {
        if (read == next) {
          if (crc.getValue() == checksum) {
            return true;
          }
          next += 1L << 32;
        }
        int n = input.read(block, 0, (int) Math.min(BLOCK, next - read));
        if (n < 0) {
          return false;
        }
        crc.update(block, 0, n);
        read += n;
      }
    }
  }
}
