package factory;

import factory.goods.PidForm;
import factory.operations.Desk;
import factory.purchasing.SourceSettings;
import java.util.function.Consumer;

/**
 * Who is told where people may ask, once the departments are open.
 *
 * @param form how pids are written
 * @param opened gets the desk
 */
record Reception(PidForm form, Consumer<Desk> opened) {
  /** Nobody is told. */
  static final Reception NONE = new Reception(PidForm.ofOne("pid"), desk -> {});

  /** For the pids of this source. */
  static Reception of(SourceSettings source, Consumer<Desk> opened) {
    if (source instanceof SourceSettings.Files files) {
      return of(files.format(), opened);
    } else if (source instanceof SourceSettings.Followed followed) {
      return of(followed.format(), opened);
    } else if (source instanceof SourceSettings.Stdin stdin) {
      return of(stdin.format(), opened);
    }
    return new Reception(PidForm.ofOne("pid"), opened);
  }

  private static Reception of(SourceSettings.RecordFormat format, Consumer<Desk> opened) {
    return new Reception(
        new PidForm(
            format.pid().stream().map(SourceSettings.PidField::field).toList(),
            format.pidSeparator()),
        opened);
  }
}
