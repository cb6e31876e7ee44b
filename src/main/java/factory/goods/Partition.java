package factory.goods;

/**
 * A part of a source that is read in one order.
 *
 * @param name what a user knows it by: a file's relative name, {@code generator}, {@code stdin}
 * @param fingerprint tells whether it is still the same: for a file checksums, and last of all how
 *     many bytes those are of; empty where nothing can be said
 */
public record Partition(String name, String fingerprint) {
  /**
   * Whether this can be what {@code earlier} was: the same, or a file of which more bytes count
   * now. Whether those from before are still the same, only the file can tell.
   */
  public boolean mayContinue(Partition earlier) {
    if (equals(earlier)) {
      return true;
    }
    int slash = fingerprint.lastIndexOf('/');
    int before = earlier.fingerprint.lastIndexOf('/');
    return name.equals(earlier.name)
        && slash > 0
        && before > 0
        && length(fingerprint, slash) > length(earlier.fingerprint, before);
  }

  private static long length(String fingerprint, int slash) {
    try {
      return Long.parseLong(fingerprint, slash + 1, fingerprint.length(), 10);
    } catch (NumberFormatException e) {
      return -1; // no file's
    }
  }
}
