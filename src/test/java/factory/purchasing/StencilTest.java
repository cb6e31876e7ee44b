package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Fields;
import factory.goods.Schema;
import factory.purchasing.Framer.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the stencils take is what Jackson and FastCSV take, with the same values; what they do not
 * take goes to those, so nothing else can come of any record.
 */
class StencilTest {
  private static final int MAX_RECORD = 1 << 20;

  // JSON.

  /** Records that are nearly alike, with one or two bytes of some replaced. */
  @Property(tries = 3000)
  void aParserWithStencilsGivesWhatJacksonGives(
      @ForAll("records") List<String> records,
      @ForAll("bytes") byte[] noise,
      @ForAll("places") int[] places) {
    JsonRecords parser = new JsonRecords(MAX_RECORD, new JsonShapes());
    JsonRecords jackson = new JsonRecords(MAX_RECORD, new JsonShapes());
    for (int i = 0; i < records.size(); i++) {
      byte[] bytes = records.get(i).getBytes(StandardCharsets.UTF_8);
      if (i % 3 == 2) {
        for (int j = 0; j < Math.min(noise.length, places.length); j++) {
          bytes[places[j] % bytes.length] = noise[j];
        }
      }
      assertThat(outcome(parser::parse, inside(bytes), bytes.length))
          .as("record %s", new String(bytes, StandardCharsets.UTF_8))
          .isEqualTo(outcome(jackson::strict, inside(bytes), bytes.length));
    }
  }

  @Provide
  Arbitrary<List<String>> records() {
    Arbitrary<List<String>> names =
        Arbitraries.of(
                "a",
                "id",
                "time",
                "page",
                "isRobot",
                "countryIsoCode",
                "größe",
                "名前",
                "a.b",
                "x\\\"y",
                "\\u0041",
                "eightlet",
                "sevenle",
                "ninelette")
            .list()
            .ofMinSize(1)
            .ofMaxSize(6);
    Arbitrary<String> value =
        Arbitraries.oneOf(
            Arbitraries.of(
                "null",
                "true",
                "false",
                "0",
                "-0",
                "7",
                "-12",
                "01",
                "1.50",
                "-0.0",
                "1e5",
                "1.",
                ".5",
                "-",
                "NaN",
                "123456789012345678",
                "1234567890123456789",
                "-9223372036854775808",
                "99999999999999999999",
                "1234567890.123456789012345678",
                "nul",
                "truex",
                "[1,2]",
                "{\"a\":1}",
                "{\"a\":1,\"a\":2}",
                "\"\"",
                "\"\\ud800\"",
                "\"\\ud83d\\ude00\"",
                "\"\\u0041\"",
                "\"\\x\"",
                "\"\\",
                "\"tab\there\"",
                "'a'",
                ""),
            Arbitraries.strings()
                .withChars("ab \\\"/bfnrtu'{}[]:,äß€語\u007f\u0080😀")
                .ofMaxLength(24)
                .map(text -> '"' + text + '"'),
            Arbitraries.strings().ofMaxLength(20).map(StencilTest::quoted));
    Arbitrary<String> blank = Arbitraries.of("", "", "", " ", "  ", "\t");
    Arbitrary<String> end =
        Arbitraries.of("}", "}", "}", "} ", " }", ",}", "}x", "}}", "", "}\u0000");
    return Combinators.combine(names, blank, end)
        .flatAs(
            (fields, space, close) ->
                value
                    .list()
                    .ofSize(fields.size())
                    .map(values -> object(fields, values, space, close))
                    .list()
                    .ofMinSize(3)
                    .ofMaxSize(9));
  }

  private static String object(
      List<String> names, List<String> values, String space, String close) {
    StringBuilder record = new StringBuilder("{").append(space);
    for (int i = 0; i < names.size(); i++) {
      record.append(i == 0 ? "" : "," + space).append('"').append(names.get(i)).append("\":");
      record.append(space).append(values.get(i));
    }
    return record.append(close).toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(2);
  }

  @Provide
  Arbitrary<int[]> places() {
    return Arbitraries.integers().between(0, 10_000).array(int[].class).ofSize(2);
  }

  @Test
  void theSecondRecordOfAShapeIsKeptAsItsBytes() throws Malformed {
    JsonRecords parser = new JsonRecords(MAX_RECORD, new JsonShapes());
    byte[] record =
        "{\"id\":\"a\\n\\\"b\",\"n\":-12,\"d\":1.50,\"t\":true,\"x\":null}"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      assertThat(parser.parse(record, 0, record.length, 1)).isNotInstanceOf(JsonFields.class);
    }
    Fields third = parser.parse(record, 0, record.length, 7);
    assertThat(third).isInstanceOf(JsonFields.class);
    assertThat(third).hasToString("{id=a\n\"b, n=-12, d=1.50, t=true, x=null}");
    assertThat(third.longAt(1)).isEqualTo(-12);
    assertThat(third.line()).isEqualTo(7);
    assertThat(third.weight()).isBetween((long) record.length, record.length + 100L);
  }

  @Test
  void recordsOfSeveralShapesAreAllRecognised() throws Malformed {
    JsonRecords parser = new JsonRecords(MAX_RECORD, new JsonShapes());
    List<String> shapes =
        List.of("{\"a\":1}", "{\"a\":1,\"b\":2}", "{\"b\": 2, \"a\": 1}", "{\"abcdefghi\":1}");
    for (int round = 0; round < 4; round++) {
      for (String record : shapes) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        Fields fields = parser.parse(inside(bytes), 20, 20 + bytes.length, 1);
        assertThat(fields instanceof JsonFields).isEqualTo(round > 1);
      }
    }
  }

  @Test
  void namesWithoutEndAreForgottenAgain() throws Malformed {
    JsonRecords parser = new JsonRecords(MAX_RECORD, new JsonShapes());
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = ("{\"name" + i + "\":" + i + "}").getBytes(StandardCharsets.UTF_8);
      for (int j = 0; j < 3; j++) {
        assertThat(parser.parse(bytes, 0, bytes.length, 1).longAt(0)).isEqualTo(i);
      }
    }
  }

  // CSV.

  @Property(tries = 3000)
  void aRecordOfCsvIsCutAsFastCsvCutsIt(
      @ForAll("csv") String text, @ForAll("bytes") byte[] noise, @ForAll("places") int[] places)
      throws IOException {
    byte[] file = (text + "\n").getBytes(StandardCharsets.UTF_8);
    for (int j = 0; j < noise.length && file.length > 1; j++) {
      file[places[j] % (file.length - 1)] = noise[j];
    }
    for (char delimiter : new char[] {',', ';'}) {
      CsvRecords parser = new CsvRecords(delimiter, MAX_RECORD);
      CsvRecords fastCsv = new CsvRecords(delimiter, MAX_RECORD);
      Schema columns = new Schema(List.of("a", "b", "c"));
      parser.columns(columns);
      fastCsv.columns(columns);
      Framer framer =
          new Framer(Input.of(new ByteArrayInputStream(file)), MAX_RECORD, delimiter, false);
      for (Frame frame = framer.next(true); frame != Frame.END; frame = framer.next(true)) {
        if (frame == Frame.RECORD && framer.from() < framer.to()) {
          byte[] bytes = Arrays.copyOfRange(framer.bytes(), framer.from(), framer.to());
          assertThat(outcome(parser::parse, inside(bytes), bytes.length))
              .as("record '%s'", new String(bytes, StandardCharsets.UTF_8))
              .isEqualTo(outcome(fastCsv::strict, inside(bytes), bytes.length));
        }
      }
    }
  }

  @Provide
  Arbitrary<String> csv() {
    Arbitrary<String> field =
        Arbitraries.oneOf(
            Arbitraries.of(
                "", "", "1", "plain text of some length", "\"\"", "\"\"\"\"", "5\" pipe"),
            Arbitraries.strings().withChars("ab \"'äß€語\r\n;😀").ofMaxLength(20),
            Arbitraries.strings()
                .withChars("ab ,;\"äß€語\r\n😀")
                .ofMaxLength(20)
                .map(text -> '"' + text.replace("\"", "\"\"") + '"'));
    return field.list().ofMinSize(1).ofMaxSize(5).map(fields -> String.join(",", fields));
  }

  @Test
  void aRecordOfCsvIsKeptAsItsBytes() throws Malformed {
    CsvRecords parser = new CsvRecords(',', MAX_RECORD);
    parser.columns(new Schema(List.of("a", "b", "c")));
    byte[] record = "\"say \"\"yes\"\"\",,größer".getBytes(StandardCharsets.UTF_8);
    Fields fields = parser.parse(record, 0, record.length, 3);
    assertThat(fields).isInstanceOf(CsvFields.class);
    assertThat(fields).hasToString("{a=say \"yes\", b=, c=größer}");
  }

  // Both.

  @FunctionalInterface
  private interface Parsing {
    Fields parse(byte[] bytes, int from, int to, long line) throws Malformed;
  }

  /** The record with others around it, as it stands in a block. */
  private static byte[] inside(byte[] record) {
    byte[] block = new byte[record.length + 40];
    Arrays.fill(block, (byte) '"');
    System.arraycopy(record, 0, block, 20, record.length);
    block[20 + record.length] = '\n';
    return block;
  }

  /** The fields in order with the classes of their values, or why there are none. */
  private static Object outcome(Parsing parsing, byte[] block, int length) {
    try {
      List<Object> all = new ArrayList<>();
      Fields fields = parsing.parse(block, 20, 20 + length, 1);
      for (Map.Entry<String, @Nullable Object> field : fields.asMap().entrySet()) {
        Object value = field.getValue();
        all.add(field.getKey());
        all.add(value == null ? "null" : value.getClass().getSimpleName());
        all.add(String.valueOf(value));
      }
      return all;
    } catch (Malformed e) {
      return String.valueOf(e.getMessage());
    }
  }
}
