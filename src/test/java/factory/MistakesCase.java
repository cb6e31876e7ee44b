package factory;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Tests of configuration files that are wrong, in a directory of their own. */
abstract class MistakesCase {
  @TempDir Path directory;

  /** What is told of these files, a line each. */
  final List<String> mistakes(String... files) {
    WrongInput refused = catchThrowableOfType(WrongInput.class, () -> read(files).checked());
    return refused.getMessage().replace(directory + "/", "").lines().toList();
  }

  final ConfigStack read(String... files) {
    List<Path> paths = Stream.of(files).map(directory::resolve).toList();
    return ConfigStack.read(directory, paths, List.of(), new Properties());
  }

  final void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
