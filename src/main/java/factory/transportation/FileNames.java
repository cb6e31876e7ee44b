package factory.transportation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names the product files of one shipment; safe for every file system, whatever the classes are
 * called.
 *
 * <p>A class of lower-case letters, digits, {@code -} and {@code _} keeps its name. Of any other
 * what is readable remains, followed by {@code ~} and a checksum, so that {@code TCP} and {@code
 * tcp} differ also where file systems do not tell them apart. Columns that differ within a class
 * are numbered. Classes beyond {@link #MOST} share files.
 */
final class FileNames {
  /** Most crates of a shipment that have a file of their own. */
  static final int MOST = 256;

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9_-]{0,59}");
  private static final String OTHER = "other";

  private final String ending;
  private final Map<Crate, String> names = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();

  FileNames(String ending) {
    this.ending = ending;
    // A class named so keeps out of the way of the file for all others.
    taken.put(OTHER, 0);
  }

  /** Whether the next crate shares a file with others. */
  boolean isSpent() {
    return names.size() >= MOST;
  }

  /** The file of a class's products; differs for each crate. */
  String of(Crate crate) {
    return names.computeIfAbsent(crate, key -> numbered(safe(key.pclass())));
  }

  /** A file that several classes with the same columns share; differs for each call. */
  String other() {
    return numbered(OTHER);
  }

  private String numbered(String base) {
    int number = taken.merge(base, 1, Integer::sum);
    return "products-" + base + (number == 1 ? "" : "." + number) + "." + ending;
  }

  private static String safe(String pclass) {
    if (PLAIN.matcher(pclass).matches() && !pclass.equals(OTHER)) {
      return pclass;
    }
    StringBuilder readable = new StringBuilder();
    for (int i = 0; i < Math.min(pclass.length(), 40); i++) {
      char c = Character.toLowerCase(pclass.charAt(i));
      boolean kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      readable.append(kept ? c : '_');
    }
    return readable + "~" + checksum(pclass);
  }

  private static String checksum(String pclass) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(pclass.getBytes(StandardCharsets.UTF_16BE));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
