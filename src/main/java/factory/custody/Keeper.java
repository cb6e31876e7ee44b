package factory.custody;

import java.io.IOException;

/**
 * Who can write down what readers have noted before anything that they read is shipped, so that a
 * next start knows it whatever becomes of this run.
 */
@FunctionalInterface
public interface Keeper {
  /**
   * Writes it down durably; nothing that was committed changes by it. For any thread.
   *
   * @throws IOException trouble that may pass, in words
   */
  void keep() throws IOException;
}
