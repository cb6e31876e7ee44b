package factory;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import factory.goods.NoEntry;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses {@code include "x.conf"} of a file that is not there: HOCON passes over it in silence, so
 * that a misspelt name would leave out half of a configuration. {@code include file("x.conf")}
 * stays HOCON's way to say that a file may be missing.
 */
final class Includes implements ConfigIncluder {
  private static final List<String> ENDINGS = List.of("", ".conf", ".json", ".properties");

  /** Files read so far: the parser does not tell in which of them an include stands. */
  private final List<Path> files;

  private final @Nullable ConfigIncluder parser;

  /** For all that a file includes, and what that includes. */
  Includes(Path file) {
    this(new ArrayList<>(List.of(file)), null);
  }

  private Includes(List<Path> files, @Nullable ConfigIncluder parser) {
    this.files = files;
    this.parser = parser;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return new Includes(files, fallback);
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (isFile(what)) {
      checkThere(what);
    }
    return parser == null ? ConfigFactory.empty().root() : parser.include(context, what);
  }

  private static boolean isFile(String what) {
    try {
      new URL(what);
      return false;
    } catch (MalformedURLException e) {
      return Includes.class.getClassLoader().getResource(what) == null;
    }
  }

  private void checkThere(String what) {
    List<Place> places = new ArrayList<>();
    for (Path file : files) {
      find(file, what).ifPresent(places::add);
    }
    for (Place place : places) {
      Path there = existing(place.named(what));
      if (there != null) {
        checkReadable(place, what, there);
        files.add(there);
        return;
      }
    }
    if (!places.isEmpty()) {
      throw notThere(places.get(0), what);
    }
  }

  /** The parser would pass over one that may not be read, and over bytes that are no UTF-8. */
  private static void checkReadable(Place place, String what, Path there) {
    if (!Files.isReadable(there)) {
      throw place.wrong(what, "must be readable (found " + full(there) + ")");
    }
    ConfigFile.checkUtf8(there);
  }

  private static WrongInput notThere(Place place, String what) {
    Path file = place.named(what);
    String noEntry = NoEntry.words(file);
    return noEntry == null
        ? place.wrong(
            what,
            "there is no such file (looked for %s); include file(\"%s\") is for one that may be missing"
                .formatted(full(file), what))
        : place.wrong(what, "cannot be looked up: " + noEntry);
  }

  private static Path full(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Where a file is included. */
  private record Place(Path file, long line) {
    Path named(String what) {
      return file.resolveSibling(what);
    }

    WrongInput wrong(String what, String rule) {
      String name = Origins.here(file.toString());
      return new WrongInput(name + ": " + line + ": include \"" + what + "\": " + rule);
    }
  }

  private static @Nullable Path existing(Path path) {
    return ENDINGS.stream()
        .map(ending -> path.resolveSibling(path.getFileName() + ending))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  private static Optional<Place> find(Path file, String what) {
    String text = text(file);
    Matcher include =
        Pattern.compile(
                "(?m)^[^#\n]*\\binclude\\s+(required\\s*\\(\\s*)?\"" + Pattern.quote(what) + "\"")
            .matcher(text);
    return include.find()
        ? Optional.of(new Place(file, text.substring(0, include.end()).lines().count()))
        : Optional.empty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // the parser says that it cannot be read
    }
  }
}
