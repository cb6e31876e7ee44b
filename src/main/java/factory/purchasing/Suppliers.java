package factory.purchasing;

import factory.purchasing.SourceSettings.PidField;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The suppliers that read records: files and standard input. */
public final class Suppliers {
  /** Largest {@code max-record}, in bytes. */
  static final int LARGEST_RECORD = 1 << 29;

  private static final String KEY = "factory.source.";

  private Suppliers() {}

  /**
   * The supplier of these files, checked as far as that is possible before reading: they are there,
   * may be read, are gzip where they say so, and their headers have the configured columns.
   *
   * @param baseDirectory what relative paths are relative to, the directory the factory was started
   *     in
   * @throws SourceException in words for the user, where something is wrong
   */
  public static Supplier files(SourceSettings.Files settings, Path baseDirectory) {
    check(settings.format());
    return FileSupplier.of(
        FileList.expand(settings.paths(), baseDirectory),
        settings.format(),
        settings.maxDrift(),
        settings.parsers());
  }

  /**
   * The supplier of files that grow, checked like {@link #files}.
   *
   * @param baseDirectory as of {@link #files}
   * @throws SourceException in words for the user, where something is wrong
   */
  public static Supplier follow(SourceSettings.Followed settings, Path baseDirectory) {
    check(settings.format());
    return FollowSupplier.of(
        FileList.expand(settings.paths(), baseDirectory),
        settings.format(),
        settings.idleAfter(),
        settings.maxDrift(),
        System::nanoTime);
  }

  /**
   * The supplier of a stream of records. A header is only checked when it arrives: {@link
   * Supplier.Reader#read} fails with {@link SourceException} then.
   *
   * @param stream read on from where it stands; its {@link InputStream#available} decides when a
   *     lot that is not full is handed over
   * @throws SourceException in words for the user, where the format is wrong in itself
   */
  public static Supplier stdin(SourceSettings.Stdin settings, InputStream stream) {
    check(settings.format());
    return new StdinSupplier(settings.format(), stream);
  }

  /**
   * Finds out whether these files are there and may be read; what is in them is not looked at.
   *
   * @throws SourceException in words for the user, a line for each that is not
   */
  public static void find(List<String> paths, Path baseDirectory) {
    FileList.expand(paths, baseDirectory);
  }

  static void check(RecordFormat format) {
    if (format.maxRecord() < 1 || format.maxRecord() > LARGEST_RECORD) {
      throw new SourceException(
          KEY
              + "max-record: must be from 1 to "
              + LARGEST_RECORD
              + " bytes, was "
              + format.maxRecord());
    }
    if (format.pid().isEmpty()) {
      throw new SourceException(
          KEY + "pid: the list is empty; name the field, or the fields, that make the pid");
    }
    for (PidField field : format.pid()) {
      Pattern pattern = field.pattern();
      if (pattern != null && pattern.matcher("").groupCount() < 1) {
        throw new SourceException(
            KEY
                + "pid: the pattern '"
                + pattern.pattern()
                + "' of field '"
                + field.field()
                + "' has no group; the pid is its first");
      }
    }
    if (format.time() != null) {
      new TimeReader(format.time());
    }
    if (format.syntax() == Syntax.CSV) {
      char delimiter = format.delimiter();
      if (delimiter == '"'
          || delimiter == '\r'
          || delimiter == '\n'
          || delimiter == 0
          || delimiter > 0x7e) {
        throw new SourceException(
            KEY
                + "delimiter: must be an ASCII character other than a quote or a line end, was '"
                + delimiter
                + "'");
      }
    }
    if (format.syntax() == Syntax.TEXT) {
      Pattern pattern = format.pattern();
      if (pattern == null || pattern.pattern().isEmpty()) {
        throw new SourceException(KEY + "pattern: must be set with format = text");
      }
      List<String> groups = TextRecords.groups(pattern);
      if (groups.isEmpty()) {
        throw new SourceException(
            KEY
                + "pattern: '"
                + pattern.pattern()
                + "' has no named group as (?<client>…); each becomes a field");
      }
      Columns.check(KEY + "pattern: ", "group", groups, format);
    }
  }
}
