package factory.purchasing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log and the files that it was before it was rotated: those beside it that have its name with a
 * number or a date behind it, or before its ending ({@code app.log.1}, {@code app.log-20260102},
 * {@code app-2026-01-02.log}), not packed.
 */
final class LogFiles {
  private static final Pattern PACKED = Pattern.compile(".*\\.(gz|bz2|xz|zst|zip|lz4)");

  private final Path path;
  private final Predicate<String> rotated;
  private final RotationOrder byName;

  LogFiles(Path path) {
    this.path = path;
    this.rotated = rotatedNames(String.valueOf(path.getFileName()));
    this.byName = new RotationOrder(String.valueOf(path.getFileName()));
  }

  /**
   * A file as it is now.
   *
   * @param key tells it from every other one that is there, also after it was renamed
   * @param modified when it was last written
   */
  record LogFile(Path path, Object key, FileTime modified, long size) {
    boolean is(LogFile other) {
      return key.equals(other.key);
    }
  }

  /** Which names are those of rotated files of a log with this name. */
  static Predicate<String> rotatedNames(String name) {
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String ending = dot <= 0 ? "" : name.substring(dot);
    String number = "[._-][0-9][0-9A-Za-z:_-]*";
    Pattern behind = Pattern.compile(Pattern.quote(name) + number);
    Pattern within = Pattern.compile(Pattern.quote(stem) + number + Pattern.quote(ending));
    return other ->
        !PACKED.matcher(other).matches()
            && (behind.matcher(other).matches() || within.matcher(other).matches());
  }

  /** The log itself; null while it is not there, as between two steps of a rotation. */
  @Nullable LogFile live() throws IOException {
    return look(path);
  }

  /**
   * All of them, the oldest first, the log itself last.
   *
   * <p>A file that is renamed while the directory is read can be seen twice or not at all, so they
   * are looked for again until they are the same ones.
   */
  List<LogFile> all() throws IOException {
    List<LogFile> files = found();
    for (List<LogFile> again = found(); !keys(files).equals(keys(again)); again = found()) {
      files = again;
    }
    return files;
  }

  private static List<Object> keys(List<LogFile> files) {
    return files.stream().map(LogFile::key).toList();
  }

  private List<LogFile> found() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    List<Path> paths;
    try (Stream<Path> content = Files.list(Objects.requireNonNull(directory))) {
      paths = content.filter(p -> rotated.test(String.valueOf(p.getFileName()))).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<LogFile> files = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    for (Path each : paths) {
      LogFile file = look(each);
      if (file != null && keys.add(file.key)) {
        files.add(file);
      }
    }
    files.sort(Comparator.comparing(LogFile::modified).thenComparing(LogFile::path, byName));
    LogFile live = live();
    if (live != null) {
      files.removeIf(live::is);
      files.add(live);
    }
    return files;
  }

  /** Whether the log still goes on in this one. */
  boolean isLive(LogFile file) throws IOException {
    LogFile live = live();
    return live != null && live.is(file);
  }

  /** Those that the log went on in after this one, in order; null if that is not there any more. */
  @Nullable List<LogFile> after(LogFile file) throws IOException {
    List<LogFile> files = all();
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).is(file)) {
        return files.subList(i + 1, files.size());
      }
    }
    return null;
  }

  /** Those that were written to when this one was or later, in order, without itself. */
  List<LogFile> since(LogFile file) throws IOException {
    List<LogFile> later = new ArrayList<>(all());
    later.removeIf(other -> other.is(file) || other.modified.compareTo(file.modified) < 0);
    return later;
  }

  /** Whether this file has the name still under which it was found. */
  static boolean isThere(LogFile file) throws IOException {
    LogFile now = look(file.path);
    return now != null && now.is(file);
  }

  private static @Nullable LogFile look(Path path) throws IOException {
    try {
      BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
      Object key = a.fileKey() == null ? a.creationTime() : a.fileKey();
      return a.isRegularFile() ? new LogFile(path, key, a.lastModifiedTime(), a.size()) : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
