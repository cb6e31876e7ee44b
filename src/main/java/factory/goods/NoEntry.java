package factory.goods;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells a file that is not there from one that this user may not look for: Java says of both that
 * they do not exist.
 */
public final class NoEntry {
  private NoEntry() {}

  /**
   * {@code "no permission to enter /srv/logs"}: the directory on the way to a file behind which
   * nothing can be seen; null where the way is open, so that the file is not there indeed.
   */
  public static @Nullable String words(Path file) {
    return words(file, Files::isExecutable);
  }

  /** The same by another right to enter: root may enter everything. */
  static @Nullable String words(Path file, Predicate<Path> mayEnter) {
    Path on = file.toAbsolutePath().getParent();
    while (on != null && !Files.isDirectory(on)) {
      on = on.getParent();
    }
    return on == null || mayEnter.test(on) ? null : "no permission to enter " + on.normalize();
  }
}
