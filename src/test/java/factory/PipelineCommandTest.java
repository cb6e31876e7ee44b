package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code pipeline}, and the logs that it is given. */
@Timeout(180)
class PipelineCommandTest {
  private static final Path REAL_LOG = Path.of("../shared/data/web-access/apache_logs.gz");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();

  private final StringWriter err = new StringWriter();

  static boolean realLogIsThere() {
    return Files.exists(REAL_LOG);
  }

  @Test
  @EnabledIf(value = "realLogIsThere", disabledReason = "needs ../shared/data")
  void thePipelineFindsInTheRealLogWhatItsReadmeSays() {
    assertThat(execute("pipeline", "--wait", "0")).isZero();
    assertThat(out.toString())
        .contains("requests    9,999")
        .contains("bytes       2,747,282,505")
        .contains("200 9,125, 206 45, 301 164, 304 445, 403 2, 404 213, 416 2, 500 3")
        .contains("clients     1,753")
        .contains("unreadable  1 line: 8,899")
        .containsPattern("look up +12 +10,000 +10,000 ");
  }

  @Test
  void thePipelineReadsAnyLog() throws IOException {
    Path log = directory.resolve("access.log");
    Files.writeString(log, "1.2.3.4 - - [x] \"GET /\" 200 - \"-\" \"Googlebot\"\nrubbish\n");
    assertThat(execute("pipeline", "--log", log.toString())).isZero();
    assertThat(out.toString())
        .contains("requests    1", "bytes       0", "by robots   1", "unreadable  1 line: 2");
  }

  @Test
  void aFileThatIsNoAccessLogIsNoSuccess() throws IOException {
    Path log = Files.writeString(directory.resolve("README.md"), "# Read\n\nme\n");
    assertThat(execute("pipeline", "--log", log.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("requests    0", "status      -", "unreadable  3 lines: 1, 2, 3")
        .contains(log + ": no line of it is one of an access log in combined format");
  }

  @Test
  void anEmptyLogIsRefusedBefore() throws IOException {
    Path log = Files.createFile(directory.resolve("access.log"));
    assertThat(execute("pipeline", "--log", log.toString())).isEqualTo(2);
    assertThat(err.toString().strip()).isEqualTo(log + ": is empty; name an access log with --log");
  }

  @Test
  void theSampleIsAnAccessLogFromTheFirstLineToTheLast() {
    assertThat(execute("pipeline", "--wait", "0", "--log", "conf/samples/access.log")).isZero();
    assertThat(out.toString()).contains("requests    600").doesNotContain("unreadable");
  }

  @Test
  void aLogThatBreaksEndsThePipelineWithItsName() throws IOException {
    Path log = Files.writeString(directory.resolve("access.log.gz"), "no gzip");
    assertThat(execute("pipeline", "--log", log.toString())).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(log + ": is no gzip file; the name of a plain one must not end in .gz");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aLogThatMayNotBeReadIsNamed() throws IOException {
    Path log = Files.writeString(directory.resolve("access.log"), "x");
    assumeThat(log.toFile().setReadable(false) && !Files.isReadable(log))
        .as("root may read anything, and elsewhere there may be no such permission")
        .isTrue();
    assertThat(execute("pipeline", "--log", log.toString())).isEqualTo(2);
    assertThat(err.toString().strip()).isEqualTo(log + ": cannot be read: permission denied");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLogThatCannotBeReadIsNamedWithTheSystemsWords() {
    // A file at whose beginning nobody may read, not even root.
    assertThat(execute("pipeline", "--log", "/proc/self/mem")).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo("/proc/self/mem: cannot be read: Input/output error");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void ofALogThatEndsInTheMiddleThereIsWhatCameThrough() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 50_000; i++) {
        String line = "1.2.3.4 - - [x] \"GET /" + i + "\" 200 - \"-\" \"x\"\n";
        packed.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    Path log = directory.resolve("access.log.gz");
    Files.write(log, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    assertThat(execute("pipeline", "--wait", "0", "--log", log.toString())).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("reading failed after \\d+,\\d+ lines: the gzip file ends in the middle")
        .containsPattern("requests    [1-9]")
        .containsPattern("read the log +1 ")
        .containsPattern("(?m)^wall \\d+\\.\\d+ s$")
        .doesNotContain("before any item");
  }

  private int execute(String... args) {
    return Main.execute(new Plant(), new PrintWriter(out), new PrintWriter(err), args);
  }
}
