package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static factory.purchasing.Sources.read;
import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Scrap;
import factory.purchasing.Sources.Bought;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
  private static final String GOOD = "{\"id\":\"a\"}";

  @Test
  void keepsEveryKindOfValue() {
    Bought bought =
        read(
            jsonl("id"),
            "{\"id\":\"a\",\"long\":9223372036854775807,\"big\":9223372036854775808,\"money\":1.50,\"yes\":true,"
                + "\"nothing\":null,\"list\":[1,\"x\",null],\"tree\":{\"leaf\":{\"n\":-7}}}\n");
    assertThat(bought.scrap()).isEmpty();
    assertThat(bought.materials().get(0).fields().asMap())
        .containsEntry("long", Long.MAX_VALUE)
        .containsEntry("big", new BigDecimal("9223372036854775808"))
        .containsEntry("money", new BigDecimal("1.50"))
        .containsEntry("yes", true)
        .containsEntry("nothing", null)
        .containsEntry("list", Arrays.asList(1L, "x", null))
        .containsEntry("tree", Map.of("leaf", Map.of("n", -7L)));
    assertThat(bought.materials().get(0).get("tree.leaf.n")).isEqualTo(-7L);
  }

  @Test
  void sharesTheSchemaOfRecordsOfOneShape() {
    Bought bought =
        read(
            jsonl("id"),
            "{\"id\":1,\"x\":1}\n{\"id\":2,\"x\":2}\n{\"x\":3,\"id\":3}\n{\"id\":4}\n{\"id\":5,\"x\":5}\n");
    assertThat(bought.values("x")).containsExactly(1L, 2L, 3L, null, 5L);
    assertThat(bought.materials().get(1).fields().schema())
        .isSameAs(bought.materials().get(0).fields().schema());
    assertThat(bought.materials().get(4).fields().schema())
        .isSameAs(bought.materials().get(0).fields().schema());
    assertThat(bought.materials().get(2).fields().schema().names()).containsExactly("x", "id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":1,\"id\":2} | field 'id' occurs twice",
        "{\"id\":1,\"t\":{\"a\":1,\"a\":2}} | field 'a' occurs twice in one object",
        "{\"id\":1,\"x\":NaN} | no valid JSON at character 13: JSON has no number 'NaN'",
        "{\"é€\":1,\"x\":NaN} | no valid JSON at character 13: JSON has no number 'NaN'",
        "{\"id\":1,\"x\":-Infinity} | no valid JSON at character 13: JSON has no number '-Infinity'",
        "{\"id\":1,\"x\":nul} | no valid JSON at character 13: 'nul' cannot stand there",
        "{\"id\":True,\"x\":1} | no valid JSON at character 7: 'True' cannot stand there",
        "{\"id\":1 /*c*/} | no valid JSON at character 9: '/' cannot stand there",
        "{\"id\":1] | no valid JSON at character 8: ']' cannot stand there",
        "{\"id\":1,} | no valid JSON at character 9: '}' cannot stand there",
        "{\"id\":+1} | no valid JSON at character 8: '1' cannot stand there",
        "{\"id\":\"a\\xb\"} | no valid JSON at character 9: '\\x' is no escape",
        "{\"id\":\"a\tb\"} | no valid JSON at character 9: a control character, 0x09, stands there as it is",
        "{id:1} | no valid JSON at character 2: 'id' cannot stand there",
        "{\"id\":[1 | no valid JSON: the record ends before it is complete",
        "{\"id\":\"a | no valid JSON: the record ends before it is complete",
        "{\"id\":1,\"x\":\"\\ud800\"} | half of a surrogate pair stands alone",
        "{\"id\":1,\"\\udc00\":1} | half of a surrogate pair stands alone",
        "[1,2] | the line is no JSON object but an array",
        "42 | the line is no JSON object but a number",
        "null | the line is no JSON object but null",
        "{\"id\":1} {\"id\":2} | the line goes on after its JSON object",
        "{\"id\":1}, | no valid JSON at character 9",
        "{\"id\":1 | no valid JSON",
        "{\"id\":01} | no valid JSON",
        "{'id':1} | no valid JSON at character 2: a single quote cannot stand there; texts and names have double ones",
        "{\"id\":1,\"x\":1e999999999} | has more than 1000 digits",
        "{\"id\":1,\"x\":1e-5000} | has more than 1000 digits",
        "{\"id\":1,\"x\":1e99999999999} | exponent out of range",
        "{\"other\":1} | no value for pid field 'id'",
        "{\"id\":null} | no value for pid field 'id'",
        "{\"id\":\"\"} | pid field 'id' is empty",
        "{\"id\":{}} | pid field 'id' is an object",
        "{\"id\":[1]} | pid field 'id' is an array",
        "{} | no value for pid field 'id'",
      })
  void scrapsOneBadRecordAndGoesOn(String bad, String detail) {
    Bought bought = read(jsonl("id"), GOOD + "\n" + bad + "\n" + GOOD + "\n");
    Scrap scrap = bought.bad();
    assertThat(scrap.reason()).isEqualTo(Scrap.Reason.MALFORMED);
    assertThat(scrap.detail()).contains(detail).doesNotContain("Feature", "Source", "_");
    assertThat(scrap.line()).isEqualTo(2);
    assertThat(scrap.offset()).isEqualTo(1);
    assertThat(scrap.record()).isEqualTo(bad);
    assertThat(bought.materials()).extracting(m -> m.offset()).containsExactly(0L, 2L);
    assertThat(bought.materials()).extracting(m -> m.fields().line()).containsExactly(1L, 3L);
  }

  @Test
  void refusesNestingThatIsTooDeepWithoutRunningOutOfStack() {
    String bad = "{\"id\":1,\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(read(jsonl("id"), bad + "\n" + GOOD).bad().detail())
        .isEqualTo(
            "a limit of JSON is exceeded: more than 100 objects and arrays within each other");
    String deepest = "[".repeat(JsonRecords.MAX_DEPTH - 1) + "]".repeat(JsonRecords.MAX_DEPTH - 1);
    assertThat(read(jsonl("id"), "{\"id\":1,\"x\":" + deepest + "}").scrap()).isEmpty();
  }

  @Test
  void refusesNumbersThatAreTooLong() {
    String digits = "1".repeat(JsonRecords.MAX_NUMBER + 1);
    assertThat(read(jsonl("id"), "{\"id\":1,\"x\":" + digits + "}").bad().detail())
        .isEqualTo("a limit of JSON is exceeded: a number of more than 1000 characters");
    assertThat(read(jsonl("id"), "{\"id\":1,\"x\":1" + digits.substring(2) + "}").scrap())
        .isEmpty();
  }

  @Test
  void refusesNamesThatAreTooLong() {
    String name = "n".repeat(JsonRecords.MAX_NAME);
    assertThat(read(jsonl("id"), "{\"id\":1,\"" + name + "\":1}").scrap()).isEmpty();
    assertThat(read(jsonl("id"), "{\"id\":1,\"" + name + "n\":1}").bad().detail())
        .startsWith("a limit of JSON");
  }

  @Test
  void readsNamesThatAreWrittenInAnotherWayThanBefore() {
    Bought bought =
        read(
            jsonl("id"),
            "{\"id\":1,\"ä\":2}\n{\"\\u0069d\":3,\"\\u00e4\":4}\n{ \"id\" : 5 , \"ä\" : 6 , \"z\" : 7 }\n{\"id\":8}\n");
    assertThat(bought.pids()).containsExactly("1", "3", "5", "8");
    assertThat(bought.values("ä")).containsExactly(2L, 4L, 6L, null);
    assertThat(bought.materials().get(1).fields().schema())
        .isSameAs(bought.materials().get(0).fields().schema());
  }

  @Test
  void takesEscapedPairsAndAllScripts() {
    Bought bought = read(jsonl("id"), "{\"id\":\"\\ud83d\\ude00\"}\n{\"id\":\"東京 🏭 Ж\"}\n");
    assertThat(bought.pids()).containsExactly("😀", "東京 🏭 Ж");
  }

  @Test
  void skipsBlankLinesByteOrderMarkAndCarriageReturns() {
    Bought bought = read(jsonl("id"), "\uFEFF{\"id\":1}\r\n\r\n  \t\n{\"id\":2}\n\n{\"id\":3}");
    assertThat(bought.scrap()).isEmpty();
    assertThat(bought.pids()).containsExactly("1", "2", "3");
    assertThat(bought.materials()).extracting(m -> m.fields().line()).containsExactly(1L, 4L, 6L);
    assertThat(bought.materials()).extracting(m -> m.offset()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void invalidUtf8CostsOneRecord() {
    byte[] bytes =
        "{\"id\":\"a\"}\n{\"id\":\"?\"}\n{\"id\":\"b\"}\n"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    bytes[18] = (byte) 0xff;
    Bought bought = read(jsonl("id"), bytes);
    assertThat(bought.pids()).containsExactly("a", "b");
    assertThat(bought.bad().detail())
        .isEqualTo("byte 0xFF at position 8 of the record is no valid UTF-8");
    assertThat(bought.bad().record()).isEqualTo("{\"id\":\"\uFFFD\"}");
  }

  @Test
  void writesNumbersAndBooleansAsPidsByTheirDigits() {
    Bought bought =
        read(
            jsonl("id"),
            "{\"id\":42}\n{\"id\":1.50}\n{\"id\":1e2}\n{\"id\":true}\n{\"id\":12345678901234567890}\n");
    assertThat(bought.pids()).containsExactly("42", "1.50", "100", "true", "12345678901234567890");
  }

  @Test
  void takesPidsFromPathsAndFromSeveralFields() {
    Bought bought =
        read(
            jsonl("a.b", "c"),
            "{\"a\":{\"b\":\"x y\"},\"c\":\"z\"}\n{\"a\":{\"b\":\"x\"},\"c\":\"y z\"}\n");
    assertThat(bought.pids()).isEqualTo(List.of("x y z", "x y z"));
    assertThat(bought.materials().get(0).pid()).isNotEqualTo(bought.materials().get(1).pid());
  }

  @Test
  void anEmptyInputHasNoRecords() {
    assertThat(read(jsonl("id"), "").lots()).isEmpty();
    assertThat(read(jsonl("id"), "\n\n").lots()).isEmpty();
  }
}
