package factory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Lines of an access log in combined format, for the command {@code pipeline}. */
final class AccessLog {
  // As in conf/web-access.conf: the + behind a + or * never gives back what it took.
  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+) \\S+ \\S+ \\[[^\\]]+\\] \"(?:[^\"\\\\]++|\\\\.)*+\" (\\d{3}) (\\d+|-)"
              + " \"(?:[^\"\\\\]++|\\\\.)*+\" \"((?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern ROBOT =
      Pattern.compile("bot|crawl|spider|slurp", Pattern.CASE_INSENSITIVE);

  private AccessLog() {}

  /** A line and its number in the file, from 1. */
  record Line(long number, String text) {}

  /** What a line says, or only its number if it cannot be read. */
  record Hit(long line, boolean readable, String client, int status, long bytes, boolean robot) {
    static Hit of(Line line) {
      Matcher m = LINE.matcher(line.text());
      if (!m.matches()) {
        return new Hit(line.number(), false, "", 0, 0, false);
      }
      long bytes = m.group(3).equals("-") ? 0 : Long.parseLong(m.group(3));
      boolean robot = ROBOT.matcher(m.group(4)).find();
      return new Hit(line.number(), true, m.group(1), Integer.parseInt(m.group(2)), bytes, robot);
    }
  }

  /** The lines of a file, read as they are taken; {@code .gz} by its name. */
  static Stream<Line> lines(Path file) {
    try {
      InputStream bytes = Files.newInputStream(file);
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
      AtomicLong number = new AtomicLong();
      return reader
          .lines()
          .map(text -> new Line(number.incrementAndGet(), text))
          .onClose(() -> close(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
