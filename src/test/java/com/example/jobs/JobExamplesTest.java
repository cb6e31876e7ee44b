package com.example.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/jobs.md run as they stand there. */
@Timeout(180)
class JobExamplesTest {
  private static final List<String> LOG =
      List.of(
          "10.0.0.1 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 12 \"-\" \"-\"",
          "10.0.0.2 - - [17/May/2015:10:05:04 +0000] \"GET /b HTTP/1.1\" 404 0 \"-\" \"-\"",
          "10.0.0.2 - - [17/May/2015:10:05:05 +0000] \"GET /c HTTP/1.1\" 500 0 \"-\" \"-\"");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"Checksums", "Clients", "Measurements", "Watched"})
  void theDocumentationShowsTheseExamples(String name) throws IOException {
    String source = Files.readString(Path.of("src/test/java/com/example/jobs", name + ".java"));
    assertThat(Path.of("docs/jobs.md")).content().contains("```java\n" + source + "```");
  }

  @Test
  void tasks() throws IOException {
    Files.writeString(directory.resolve("a"), "abc");
    Files.createDirectory(directory.resolve("b"));
    assertThat(printed(() -> Checksums.main(new String[] {directory.toString()})).lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("ba7816bf8f01cfea414140de5dae2223").endsWith("a"),
            line -> assertThat(line).contains("b cannot be read: java.io.IOException"));
  }

  @Test
  void pipeline() throws IOException {
    Path log = Files.write(directory.resolve("access.log"), LOG);
    assertThat(printed(() -> Clients.main(new String[] {log.toString()})).lines())
        .startsWith("10.0.0.2 2")
        .hasSize(4);
  }

  @Test
  void theFunctionsOfThePipelineInOneLine() throws IOException {
    Path log = Files.write(directory.resolve("access.log"), LOG);
    assertThat(Clients.report(Clients.failures(Clients.lines(log))))
        .isEqualTo(Map.of("10.0.0.2", 2L));
  }

  @Test
  void array() throws IOException {
    assertThat(printed(() -> Measurements.main(new String[] {directory.toString()})).lines())
        .hasSize(9)
        .startsWith("range 0 (0 to 1249999): 781249375000")
        .endsWith("sum 49999995000000");
    assertThat(directory.resolve("cpu.csv")).content().startsWith("seconds,");
    assertThat(directory.resolve("cpu.png")).isNotEmptyFile();
  }

  @Test
  void watched() throws IOException {
    Path log = Files.write(directory.resolve("access.log"), LOG);
    assertThat(printed(() -> Watched.main(new String[] {log.toString()}))).contains("10.0.0.2 2");
  }

  private interface Program {
    void run() throws IOException;
  }

  private static String printed(Program program) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
