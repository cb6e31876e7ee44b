package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Scrap;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How products and scrap are written, as JSON and as CSV. */
class EncoderTest extends EncoderCase {
  private static final EventTimes EPOCH =
      new EventTimes(DestinationSettings.Times.EPOCH, ChronoUnit.MICROS);

  @Test
  void writesAProductAsOneLineOfJson() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("n", 7L);
    fields.put("price", new BigDecimal("1.10"));
    fields.put("big", new BigDecimal("1E+400"));
    fields.put("ok", true);
    fields.put("none", null);
    fields.put("list", List.of("a", 1L));
    fields.put("map", Map.of("k", "v"));
    fields.put("text", "é\"\n");
    assertThat(line(json, product("tcp", fields, TIME)))
        .isEqualTo(
            "{\"id\":\"orders.jsonl:17\",\"pid\":\"p\",\"pclass\":\"tcp\",\"closed\":\"end-of-input\",\"materials\":2,"
                + "\"first\":\"2015-09-12T00:46:58.771Z\",\"last\":\"2015-09-12T00:46:59.771Z\",\"revision\":0,\"fields\":{"
                + "\"n\":7,\"price\":1.10,\"big\":1E+400,\"ok\":true,\"none\":null,\"list\":[\"a\",1],\"map\":{\"k\":\"v\"},"
                + "\"text\":\"é\\\"\\n\"}}\n");
  }

  @Test
  void writesTimesAsNumbersWhereConfiguredAndNullWhereThereIsNone() {
    assertThat(line(new JsonEncoder(Goods.SOURCE, EPOCH), product("a", Map.of(), TIME)))
        .contains("\"first\":1442018818771000,\"last\":1442018819771000,");
    assertThat(line(json, goods.product("a", 1))).contains("\"first\":null,\"last\":null,");
  }

  @Test
  void writesEachOfManyTimesOnItsOwnDay() {
    long day = Duration.ofDays(1).toMillis() * 1_000;
    for (long time : new long[] {TIME, TIME + day, TIME + 1, TIME - 40 * day, TIME}) {
      String first = Instant.EPOCH.plus(time, ChronoUnit.MICROS).toString();
      String last = Instant.EPOCH.plus(time + 1_000_000, ChronoUnit.MICROS).toString();
      assertThat(line(json, product("a", Map.of(), time)))
          .contains("\"first\":\"" + first + "\",\"last\":\"" + last + "\",");
    }
  }

  @Property(tries = 300)
  void quotesEachNameAsJacksonDoes(
      @ForAll String source, @ForAll String pid, @ForAll String pclass, @ForAll long number) {
    JsonEncoder encoder = new JsonEncoder(List.of(new Partition(source, "")), ISO);
    for (Pid named : List.of(Pid.of(pid), Pid.of("a\"" + pid), Pid.of(number))) {
      assertThat(line(encoder, product(named, pclass, Map.of(), TIME)))
          .startsWith(
              "{\"id\":%s,\"pid\":%s,\"pclass\":%s,\"closed\":\"end-of-input\",\"materials\":2,"
                  .formatted(quoted(source + ":17"), quoted(named.text()), quoted(pclass)));
    }
  }

  @Property(tries = 300)
  void writesSimpleFieldsAsJacksonDoes(@ForAll("fields") Map<String, @Nullable Object> fields) {
    assertThat(line(json, product("a", fields, TIME)))
        .endsWith(
            "\"fields\":"
                + new JsonLine().text((generator, values) -> values.object(generator, fields))
                + "}\n");
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> fields() {
    Arbitrary<@Nullable Object> values =
        Arbitraries.oneOf(
            Arbitraries.longs().map(value -> value),
            Arbitraries.integers().map(value -> value),
            Arbitraries.doubles().map(value -> value),
            Arbitraries.of(Double.NaN, Double.NEGATIVE_INFINITY, 1e300, -0.0, 0.1f, (short) 3),
            Arbitraries.bigDecimals().map(value -> value),
            Arbitraries.bigIntegers().map(value -> value),
            Arbitraries.of(true, false, List.of(1L, "a"), Map.of("k", 2.5)),
            texts().map(value -> value),
            Arbitraries.just(null));
    return Arbitraries.maps(texts(), values).ofMaxSize(8);
  }

  private static String quoted(String text) {
    return new JsonLine().text((json, values) -> json.writeString(text));
  }

  @Property(tries = 200, seed = "1")
  void writesAnyTextSoThatItIsReadBackTheSame(@ForAll("texts") String text) throws Exception {
    String line = line(json, product("a", Map.of(text, text), TIME));
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      String name = "";
      String value = "";
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          name = parser.currentName();
          value = parser.getText();
        }
      }
      assertThat(name).isEqualTo(text);
      assertThat(value).isEqualTo(text);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("a\"\\\n\r\t\u0000\u001f\u2028\ud800\udc00\ud83d\ude00é,;")
        .ofMaxLength(40);
  }

  @Test
  void writesScrapWithItsReasonAndOrigin() {
    assertThat(line(json, goods.malformed()))
        .isEqualTo(
            "{\"reason\":\"malformed\",\"partition\":\"orders.jsonl\",\"offset\":0,\"line\":1,\"pid\":null,"
                + "\"detail\":\"the quote never closes\",\"record\":\"\\\"a\",\"materials\":1,\"bundle\":null}\n");
  }

  @Test
  void writesAParkedBundleWithAllItsPositionsInOrder() {
    Positions positions = new Positions();
    for (long offset : new long[] {5, 6, 7, 3, 9}) {
      positions.add(0, offset);
    }
    Scrap parked = goods.parked(5);
    Scrap scrap =
        new Scrap(
            parked.reason(), 0, 9, -1, "failed", parked.pid(), null, parked.bundle(), 5, positions);
    assertThat(line(csv, scrap))
        .isEqualTo(
            "{\"reason\":\"parked\",\"partition\":\"orders.jsonl\",\"offset\":9,\"line\":null,\"pid\":\"bad\",\"detail\":\"failed\","
                + "\"record\":null,\"materials\":5,\"bundle\":{\"blueprint\":\"merge\",\"exception\":\"java.lang.IllegalStateException: no\","
                + "\"failing\":{\"a\":1},\"assembly\":{\"b\":\"x\"},\"kept\":[],"
                + "\"positions\":[[\"orders.jsonl\",5,7],[\"orders.jsonl\",3,3],[\"orders.jsonl\",9,9]]}}\n");
  }

  @Test
  void writesAProductAsOneRecordOfCsv() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", "own");
    fields.put("text", "a,\"b\"\r\nc");
    fields.put("empty", "");
    fields.put("none", null);
    fields.put("list", Arrays.asList(1L, null));
    fields.put("price", new BigDecimal("1.10"));
    Parcel parcel = csv.encode(product("tcp", fields, TIME));
    assertThat(parcel.crate())
        .isEqualTo(
            new Crate(
                "tcp",
                List.of(
                    "id",
                    "pid",
                    "pclass",
                    "closed",
                    "materials",
                    "first",
                    "last",
                    "revision",
                    "fields.id",
                    "text",
                    "empty",
                    "none",
                    "list",
                    "price")));
    assertThat(new String(parcel.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "orders.jsonl:17,p,tcp,end-of-input,2,2015-09-12T00:46:58.771Z,2015-09-12T00:46:59.771Z,0,"
                + "own,\"a,\"\"b\"\"\r\nc\",\"\",,\"[1,null]\",1.10\r\n");
  }
}
