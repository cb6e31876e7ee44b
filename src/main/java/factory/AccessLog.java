package factory;

import factory.jobs.PipelineFailed;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An access log in combined format, for the command {@code pipeline}; to be read once. */
final class AccessLog {
  // As in conf/web-access.conf: the + behind a + or * never gives back what it took.
  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+) \\S+ \\S+ \\[[^\\]]+\\] \"(?:[^\"\\\\]++|\\\\.)*+\" (\\d{3}) (\\d+|-)"
              + " \"(?:[^\"\\\\]++|\\\\.)*+\" \"((?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern ROBOT =
      Pattern.compile("bot|crawl|spider|slurp", Pattern.CASE_INSENSITIVE);

  private static final List<Path> USUAL =
      List.of(
          Path.of("../shared/data/web-access/apache_logs.gz"), Path.of("conf/samples/access.log"));

  private static final byte[] MAGIC = {0x1f, (byte) 0x8b};

  private final Path file;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  AccessLog(Path file) {
    this.file = file;
  }

  /**
   * What is read where no log is named: real ones where they are, else the sample of the factory.
   *
   * @throws WrongInput if there is neither
   */
  static Path usual() {
    return USUAL.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new WrongInput("name an access log with --log; no sample is here"));
  }

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

  /**
   * Looks at a file before anything is started.
   *
   * @throws WrongInput if it is none that can be read
   */
  static void check(Path file) {
    if (Files.isDirectory(file)) {
      throw new WrongInput(file + ": is a directory; name an access log with --log");
    }
    if (!Files.exists(file)) {
      throw new WrongInput(file + ": there is no such file; name an access log with --log");
    }
    if (!Files.isRegularFile(file)) {
      throw new WrongInput(file + ": is no regular file; name an access log with --log");
    }
    boolean packed;
    boolean empty;
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] first = bytes.readNBytes(MAGIC.length);
      packed = Arrays.equals(first, MAGIC);
      empty = first.length == 0;
    } catch (IOException e) {
      throw new WrongInput(file + ": cannot be read: " + JobOptions.reason(e), e);
    }
    if (empty) {
      throw new WrongInput(file + ": is empty; name an access log with --log");
    }
    if (packed != isPacked(file)) {
      throw new WrongInput(
          file
              + (packed
                  ? ": is a gzip file; the name of one must end in .gz"
                  : ": is no gzip file; the name of a plain one must not end in .gz"));
    }
  }

  private static boolean isPacked(Path file) {
    return file.toString().endsWith(".gz");
  }

  /** Why a pipeline failed that reads it. */
  String why(PipelineFailed failed) {
    Throwable thrown = failed.getCause();
    if (thrown instanceof UncheckedIOException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    if (!(thrown instanceof IOException broken)) {
      return String.valueOf(failed.getMessage());
    }
    String why =
        isPacked(file) && broken instanceof EOFException
            ? "the gzip file ends in the middle"
            : broken instanceof ZipException
                ? "the gzip file is damaged: " + JobOptions.reason(broken)
                : JobOptions.reason(broken);
    return "reading failed after " + Words.count(taken.get(), "line") + ": " + why;
  }

  /** How much of the file is read, from 0 to 1; by any thread. */
  double share() {
    try {
      long size = Files.size(file);
      return size == 0 ? 1 : Math.min(1, (double) read.get() / size);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** Its lines, read as they are taken; {@code .gz} by its name. */
  Stream<Line> lines() {
    try {
      InputStream bytes = new Counted(Files.newInputStream(file), read);
      InputStream plain = isPacked(file) ? new GZIPInputStream(bytes) : bytes;
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
      return reader
          .lines()
          .map(text -> new Line(taken.incrementAndGet(), text))
          .onClose(() -> close(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts what is read, before it is unpacked. */
  private static final class Counted extends FilterInputStream {
    private final AtomicLong read;

    Counted(InputStream in, AtomicLong read) {
      super(in);
      this.read = read;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      read.addAndGet(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      read.addAndGet(Math.max(0, n));
      return n;
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
