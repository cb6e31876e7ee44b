package factory.verification;

import java.nio.file.Path;

/**
 * Recounts a destination: each position in exactly one shipped product or scrap entry, sums and
 * checksums.
 */
public final class Verification {
  private Verification() {}

  /**
   * Recounts the shipments in a directory. A factory may be at work there meanwhile.
   *
   * @param complete whether a position that is open below the highest one is a problem as well
   * @throws VerificationException in words, if no factory has shipped there, or it cannot be read
   */
  public static Verdict files(Path directory, boolean complete) {
    return new FilesRecount(directory).recount(complete);
  }
}
