package factory.purchasing;

import factory.goods.Nearest;
import factory.goods.NoEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the files that a user's paths and globs mean. */
final class FileList {
  private static final String KEY = "factory.source.paths: ";
  private static final String GLOB_CHARACTERS = "*?[{";

  private final Path base;
  private final TreeMap<String, Path> files = new TreeMap<>();
  private final Set<Path> seen = new HashSet<>();

  private FileList(Path base) {
    this.base = base;
  }

  /**
   * The files by name, as the user would write it, in the order of the names. Each is a readable
   * regular file; one that is meant twice is there once.
   *
   * @param paths relative to {@code base}, or absolute
   * @throws SourceException in words, a line for each path that means no such file
   */
  static TreeMap<String, Path> expand(List<String> paths, Path base) {
    if (paths.isEmpty()) {
      throw new SourceException(KEY + "the list is empty; name at least one file or glob");
    }
    FileList list = new FileList(base);
    List<SourceException> wrong = new ArrayList<>();
    for (String path : paths) {
      try {
        list.tryToAdd(path);
      } catch (SourceException e) {
        wrong.add(e);
      }
    }
    if (wrong.size() > 1) {
      throw new SourceException(
          wrong.stream().map(SourceException::getMessage).collect(Collectors.joining("\n")));
    } else if (!wrong.isEmpty()) {
      throw wrong.get(0);
    }
    return list.files;
  }

  private void tryToAdd(String path) {
    try {
      add(path);
    } catch (InvalidPathException e) {
      throw new SourceException(KEY + "'" + path + "' is no path: " + e.getReason(), e);
    } catch (PatternSyntaxException e) {
      throw new SourceException(
          KEY + "'" + path + "' is no glob: " + inWords(e.getDescription()), e);
    } catch (UncheckedIOException e) {
      throw cannotBeLookedUp(path, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw cannotBeLookedUp(path, e);
    }
  }

  private static SourceException cannotBeLookedUp(String path, IOException e) {
    String why =
        e instanceof AccessDeniedException denied
            ? "no permission to read " + denied.getFile()
            : e.getMessage();
    return new SourceException(KEY + "'" + path + "' cannot be looked up: " + why, e);
  }

  /** A file that seems not to be there may only be hidden from this user. */
  private static void checkWayTo(Path file, String path) {
    String noEntry = NoEntry.words(file);
    if (noEntry != null) {
      throw new SourceException(KEY + "'" + path + "' cannot be looked up: " + noEntry);
    }
  }

  /** What the JDK says of a glob. */
  private static String inWords(String description) {
    return switch (description) {
      case "Missing ']" -> "a '[' is never closed by a ']'";
      case "Missing '}" -> "a '{' is never closed by a '}'";
      case "No character to escape" -> "a backslash must have a character behind it";
      case "Cannot nest groups" -> "'{' must not stand within '{ }'";
      case "Invalid range" -> "a range within '[ ]' must go from a lower to a higher character";
      case "Explicit 'name separator' in class" -> "'/' must not stand within '[ ]'";
      default -> description;
    };
  }

  private void add(String path) throws IOException {
    if (path.isBlank()) {
      throw new SourceException(KEY + "'" + path + "' is no path");
    }
    // A name may have a bracket in it: what is there as it is written is meant.
    boolean literal = firstGlobCharacter(path) < 0 || Files.exists(base.resolve(path));
    if (literal) {
      addFile(path, base.resolve(path));
      return;
    }
    if (addGlob(path) == 0) {
      throw new SourceException(
          KEY + "'" + path + "' matches no file in " + base.toAbsolutePath().normalize());
    }
  }

  private void addFile(String name, Path file) throws IOException {
    if (!Files.exists(file)) {
      checkWayTo(file, name);
      throw new SourceException(
          KEY
              + "no such file: '"
              + name
              + "' (looked for "
              + file.toAbsolutePath().normalize()
              + ")"
              + Nearest.hint(String.valueOf(file.getFileName()), alike(file)));
    }
    if (Files.isDirectory(file)) {
      throw new SourceException(
          KEY
              + "'"
              + name
              + "' is a directory; name files, or all in it by '"
              + name.replaceAll("/+$", "")
              + "/*'");
    }
    if (!Files.isRegularFile(file)) {
      throw new SourceException(
          KEY
              + "'"
              + name
              + "' is no regular file, so it cannot be read twice; use kind = stdin for a stream");
    }
    if (!Files.isReadable(file)) {
      throw new SourceException(KEY + "'" + name + "' may not be read by this user");
    }
    if (seen.add(file.toRealPath())) {
      files.put(name, file);
    }
  }

  /** Of files of one kind the endings tell nothing. */
  private static List<String> alike(Path file) {
    String stem = stem(String.valueOf(file.getFileName()));
    return neighbours(file).stream().filter(name -> Nearest.isNear(stem, stem(name))).toList();
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 1 ? name : name.substring(0, dot);
  }

  private static Collection<String> neighbours(Path file) {
    Path directory = file.toAbsolutePath().normalize().getParent();
    List<String> names = new ArrayList<>();
    if (directory != null && Files.isDirectory(directory)) {
      try (Stream<Path> all = Files.list(directory)) {
        all.limit(1_000).forEach(f -> names.add(String.valueOf(f.getFileName())));
      } catch (IOException | UncheckedIOException e) {
        return List.of(); // The hint is left out; what is wrong is said without it.
      }
    }
    return names;
  }

  /** Adds what matches and tells how many files that were. */
  private int addGlob(String path) throws IOException {
    int slash = path.lastIndexOf('/', firstGlobCharacter(path));
    String prefix = path.substring(0, slash + 1);
    String glob = path.substring(slash + 1);
    Path root = prefix.isEmpty() ? base : base.resolve(prefix);
    if (!Files.isDirectory(root)) {
      checkWayTo(root, path);
      throw new SourceException(
          KEY
              + "'"
              + path
              + "' matches no file: there is no directory "
              + root.toAbsolutePath().normalize());
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    boolean hiddenToo = glob.startsWith(".") || glob.contains("/.");
    int depth =
        glob.contains("**")
            ? Integer.MAX_VALUE
            : 1 + (int) glob.chars().filter(c -> c == '/').count();
    List<Path> found;
    try (Stream<Path> all = Files.walk(root, depth)) {
      found =
          all.filter(f -> matcher.matches(root.relativize(f)) && Files.isRegularFile(f)).toList();
    }
    int count = 0;
    for (Path file : found) {
      Path relative = root.relativize(file);
      if (hiddenToo || !isHidden(relative)) {
        addFile(prefix + relative.toString().replace('\\', '/'), file);
        count++;
      }
    }
    return count;
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static int firstGlobCharacter(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (GLOB_CHARACTERS.indexOf(path.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
