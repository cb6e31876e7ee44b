package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import factory.endtoend.FactoryProcess.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bad record costs one record, with a line in the scrap; its neighbours are intact. */
class MalformedRecordsIT {
  private static final String JSONL =
      """
      factory {
        name = trial
        source { kind = files, paths = ["in/*"], format = jsonl, pid = [s]
          event-time { field = t, format = epoch-s, unit = s } }
        blueprint { kind = merge, fields { n = list, x = list }, others = drop }
        destination.directory = out
        memory.open-assemblies = 16 MiB # all of it fits into the small heap
      }
      """;
  private static final String CSV =
      JSONL.replace("format = jsonl", "format = csv").replace("n = list, ", "");

  @TempDir private Path directory;

  @BeforeEach
  void makeTheInputsDirectory() throws IOException {
    Files.createDirectory(directory.resolve("in"));
  }

  @Test
  void jsonLinesOfEveryBadKindCostOneRecordEach() throws IOException {
    Input a = new Input();
    a.raw(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}); // a byte order mark
    a.good("\r\n");
    a.bad("UTF-8", bytes("{\"s\":\"caf\u00e9\",\"t\":1}"));
    a.good("\n");
    a.bad("surrogate", "{\"s\":\"a\",\"t\":1,\"x\":\"\\ud800\"}");
    a.good("\n\n  \n"); // blank lines are no records
    a.bad("'n'", "{\"s\":\"a\",\"t\":1,\"n\":1,\"n\":2}");
    a.good("\n");
    a.bad("NaN", "{\"s\":\"a\",\"t\":1,\"n\":NaN}");
    a.good("\n");
    a.bad("pid field 's'", "{\"t\":1,\"n\":1}");
    a.bad("pid field 's'", "{\"s\":null,\"t\":1}");
    a.good("\n");
    a.bad("event-time field 't'", "{\"s\":\"a\",\"t\":\"yesterday\"}");
    a.bad("event-time field 't'", "{\"s\":\"a\"}");
    a.bad("JSON", "{\"s\":\"a\",\"t\":1");
    a.bad("JSON", "neither");
    a.bad("object", "[1]");
    a.good("");
    Files.write(directory.resolve("in/a.jsonl"), a.bytes());

    Input huge = new Input();
    huge.good("\n");
    huge.raw("{\"s\":\"a\",\"t\":1,\"x\":\"".getBytes(StandardCharsets.UTF_8));
    byte[] mebibyte = new byte[1 << 20];
    Arrays.fill(mebibyte, (byte) 'x');
    for (int i = 0; i < 16; i++) {
      huge.raw(mebibyte);
    }
    huge.bad("the largest allowed has 1048576", "\"}");
    huge.good("\n");
    Files.write(directory.resolve("in/b.jsonl"), huge.bytes());

    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 1000; i++) {
        gzip.write(
            ("{\"s\":\"z\",\"t\":1,\"n\":" + i * 7919 + "}\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.write(
        directory.resolve("in/c.jsonl.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));

    Ended ended = run(JSONL, List.of("-Xmx64m"), 5);
    assertThat(ended.out())
        .contains("  damaged: in/c.jsonl.gz: the file is truncated", "those behind are missing");

    Shipped shipped = Shipped.in(directory.resolve("out"));
    ended.account().isExactly(ended.account().bought(), shipped.materials(), shipped.scrapped(), 0);
    assertScrap(shipped, "in/a.jsonl", a);
    assertScrap(shipped, "in/b.jsonl", huge);
    assertThat(of(shipped, "in/b.jsonl").get(0)).containsEntry("reason", "oversized");
    assertThat(of(shipped, "in/c.jsonl.gz"))
        .singleElement()
        .satisfies(
            cut -> {
              assertThat(cut).containsEntry("reason", "malformed");
              assertThat((String) cut.get("detail")).contains("gzip");
            });
    assertThat(Json.number(shipped.product("good"), "materials"))
        .isEqualTo(a.goods + (long) huge.goods);
    List<?> kept = (List<?>) Json.at(shipped.product("z"), "fields", "n");
    assertThat(kept.size()).isBetween(100, 999);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i)).isEqualTo((long) i * 7919);
    }
    assertThat(shipped.products()).hasSize(2);
  }

  @Test
  void csvRowsOfEveryBadKindCostOneRecordEach() throws IOException {
    Input a = new Input();
    a.raw(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    a.raw("s,t,x\r\n".getBytes(StandardCharsets.UTF_8));
    a.line++;
    a.goodRow("good,1,\"two\r\nlines, and a \"\"quote\"\"\"\r\n", 2);
    a.bad("2 fields", "a,1");
    a.goodRow("good,2,plain\n", 1);
    a.bad("4 fields", "a,1,b,c");
    a.bad("quot", "a,1,\"b\"c");
    a.goodRow("good,3,5\" pipe\n", 1);
    a.bad("UTF-8", bytes("a,1,caf\u00e9"));
    a.bad("event-time field 't'", "a,soon,x");
    a.bad("pid field 's'", ",1,x");
    a.goodRow("good,4,\"\u5927\u962a\"\n", 1);
    a.bad("quot", "a,1,\"never closed");
    a.goodRow("good,5,last", 0);
    Files.write(directory.resolve("in/a.csv"), a.bytes());

    Ended ended = run(CSV, List.of());

    Shipped shipped = Shipped.in(directory.resolve("out"));
    ended.account().isExactly(5L + a.reasons.size(), 5, a.reasons.size(), 0);
    assertScrap(shipped, "in/a.csv", a);
    assertThat(shipped.products()).hasSize(1);
    assertThat(Json.at(shipped.product("good"), "fields", "x"))
        .isEqualTo(
            List.of("two\r\nlines, and a \"quote\"", "plain", "5\" pipe", "\u5927\u962a", "last"));
  }

  private Ended run(String conf, List<String> options) throws IOException {
    return run(conf, options, 0);
  }

  private Ended run(String conf, List<String> options, int exitCode) throws IOException {
    Files.writeString(directory.resolve("trial.conf"), conf);
    Ended ended = FactoryProcess.run(directory, options, "run", "--config", "trial.conf");
    ended.exitedWith(exitCode).account().balanced();
    // the first few lines of all these happen to lack it, and a misspelt name would look the same
    assertThat(ended.complaints())
        .allMatch(
            line ->
                line.contains("WARN  no field 'x' in the ")
                    || (exitCode == 5 && line.contains("WARN  in/c.jsonl.gz: the file is trunc")));
    return ended;
  }

  private static List<Map<String, Object>> of(Shipped shipped, String partition) {
    return shipped.scrap().stream()
        .filter(scrap -> scrap.get("partition").equals(partition))
        .sorted((a, b) -> Long.compare(Json.number(a, "offset"), Json.number(b, "offset")))
        .toList();
  }

  private static void assertScrap(Shipped shipped, String partition, Input input) {
    List<Map<String, Object>> scrap = of(shipped, partition);
    assertThat(scrap.stream().map(line -> Json.number(line, "line")))
        .as("lines of the scrap of %s", partition)
        .containsExactlyElementsOf(input.lines);
    for (int i = 0; i < scrap.size(); i++) {
      assertThat((String) scrap.get(i).get("detail"))
          .as("detail of line %s of %s", input.lines.get(i), partition)
          .contains(input.reasons.get(i));
      assertThat(scrap.get(i)).contains(entry("materials", 1L));
    }
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A file under construction that knows where its bad records stand. */
  private static final class Input {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Long> lines = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private long line = 1;
    private int goods;

    void raw(byte[] part) {
      bytes.writeBytes(part);
    }

    void good(String end) {
      goods++;
      raw(("{\"s\":\"good\",\"t\":" + goods + ",\"n\":1}" + end).getBytes(StandardCharsets.UTF_8));
      line += end.chars().filter(c -> c == '\n').count();
    }

    void goodRow(String row, int rowLines) {
      raw(row.getBytes(StandardCharsets.UTF_8));
      line += rowLines;
    }

    void bad(String reason, String text) {
      bad(reason, text.getBytes(StandardCharsets.UTF_8));
    }

    void bad(String reason, byte[] text) {
      lines.add(line);
      reasons.add(reason);
      raw(text);
      raw(new byte[] {'\n'});
      line++;
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
