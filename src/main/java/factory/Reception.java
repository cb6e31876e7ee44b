package factory;

import factory.operations.Desk;
import factory.purchasing.SourceSettings;
import java.util.function.Consumer;

/**
 * Who is told where people may ask, once the departments are open.
 *
 * @param pidParts how many parts a pid has, at least 1
 * @param pidSeparator stands between them where a pid is written
 * @param opened gets the desk
 */
record Reception(int pidParts, String pidSeparator, Consumer<Desk> opened) {
  /** Nobody is told. */
  static final Reception NONE = new Reception(1, " ", desk -> {});

  /** For the pids of this source. */
  static Reception of(SourceSettings source, Consumer<Desk> opened) {
    if (source instanceof SourceSettings.Files files) {
      return of(files.format(), opened);
    } else if (source instanceof SourceSettings.Followed followed) {
      return of(followed.format(), opened);
    } else if (source instanceof SourceSettings.Stdin stdin) {
      return of(stdin.format(), opened);
    }
    return new Reception(1, " ", opened);
  }

  private static Reception of(SourceSettings.RecordFormat format, Consumer<Desk> opened) {
    return new Reception(format.pid().size(), format.pidSeparator(), opened);
  }
}
