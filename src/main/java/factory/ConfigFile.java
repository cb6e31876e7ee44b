package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import factory.goods.NoEntry;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One file of the configuration, with all that it includes. */
final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads files; their substitutions are not resolved.
   *
   * @param given those that options name
   * @throws WrongInput for each that is not there, cannot be read or is no HOCON, and for those
   *     that are included
   */
  static List<Config> all(List<Path> files, List<Path> given) {
    List<Config> read = new ArrayList<>();
    List<WrongInput> wrong = new ArrayList<>();
    for (Path file : files) {
      try {
        if (given.contains(file)) {
          checkThere(file);
        }
        read.add(read(file));
      } catch (WrongInput e) {
        wrong.add(e);
      }
    }
    if (!wrong.isEmpty()) {
      throw WrongInput.all(wrong);
    }
    return read;
  }

  private static void checkThere(Path file) {
    if (!Files.exists(file)) {
      String noEntry = NoEntry.words(file);
      throw new WrongInput(
          "--config "
              + file
              + (noEntry == null
                  ? ": there is no such file"
                  : ": cannot be looked up: " + noEntry));
    }
    if (!Files.isRegularFile(file)) {
      String was = Files.isDirectory(file) ? "a directory" : "none";
      throw new WrongInput("--config " + file + ": must be a file, was " + was);
    }
  }

  private static Config read(Path file) {
    checkReadable(file);
    checkUtf8(file);
    try {
      return ConfigFactory.parseFile(
          beside(file),
          ConfigParseOptions.defaults().setAllowMissing(false).appendIncluder(new Includes(file)));
    } catch (ConfigException e) {
      throw ParserWords.refusal(e);
    }
  }

  private static void checkReadable(Path file) {
    if (!Files.isReadable(file)) {
      throw new WrongInput(file + ": must be readable");
    }
  }

  /** Of a file without a directory the parser would not find what is included beside it. */
  private static File beside(Path file) {
    return file.getParent() == null ? new File(".", file.toString()) : file.toFile();
  }

  /** HOCON is UTF-8; the parser would put question marks in the place of what is none. */
  static void checkUtf8(Path file) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new WrongInput(file + ": cannot be read: " + e.getMessage(), e);
    }
    CharBuffer text = CharBuffer.allocate(bytes.capacity());
    if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
      long line = 1 + text.flip().chars().filter(c -> c == '\n').count();
      throw new WrongInput(
          "%s: %s: must be UTF-8, was byte 0x%02x"
              .formatted(file, line, bytes.get(bytes.position())));
    }
  }
}
