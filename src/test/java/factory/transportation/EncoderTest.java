package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import factory.goods.Closed;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import factory.goods.Scrap;
import java.io.IOError;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static final EventTimes ISO =
      new EventTimes(DestinationSettings.Times.ISO, ChronoUnit.MICROS);
  private static final EventTimes EPOCH =
      new EventTimes(DestinationSettings.Times.EPOCH, ChronoUnit.MICROS);
  private static final long TIME = 1_442_018_818_771_000L;

  private final JsonEncoder json = new JsonEncoder(Goods.SOURCE, ISO);
  private final CsvEncoder csv = new CsvEncoder(Goods.SOURCE, ISO);
  private final Goods goods = new Goods();

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
    EventTimes seconds = new EventTimes(DestinationSettings.Times.ISO, ChronoUnit.SECONDS);
    assertThat(seconds.text(1)).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(seconds.text(Long.MAX_VALUE))
        .as("no calendar has it")
        .isEqualTo("9223372036854775807");
    assertThat(new EventTimes(DestinationSettings.Times.ISO, ChronoUnit.NANOS).text(-1))
        .isEqualTo("1969-12-31T23:59:59.999999999Z");
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

  @Property
  void writesEveryTimeAsAnInstantIsWritten(
      @ForAll @LongRange(min = -70_000_000_000_000_000L, max = 300_000_000_000_000_000L)
          long micros,
      @ForAll @IntRange(min = 0, max = 3) int zeros) {
    long rounded = zeros == 0 ? micros : micros / 1_000_000 * 1_000_000 + zeros % 3 * 1_000;
    Instant instant = Instant.EPOCH.plus(rounded, ChronoUnit.MICROS);
    assertThat(ISO.text(rounded)).isEqualTo(instant.toString());
    long second = instant.getEpochSecond();
    assertThat(new EventTimes(DestinationSettings.Times.ISO, ChronoUnit.SECONDS).text(second))
        .isEqualTo(Instant.ofEpochSecond(second).toString());
    assertThat(new EventTimes(DestinationSettings.Times.ISO, ChronoUnit.MILLIS).text(rounded))
        .isEqualTo(Instant.ofEpochMilli(rounded).toString());
    assertThat(new EventTimes(DestinationSettings.Times.ISO, ChronoUnit.NANOS).text(micros))
        .isEqualTo(Instant.EPOCH.plusNanos(micros).toString());
  }

  @Test
  void writesTheFirstAndTheLastInstantOfYearsOfFourDigits() {
    EventTimes seconds = new EventTimes(DestinationSettings.Times.ISO, ChronoUnit.SECONDS);
    for (String edge : List.of("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
      long second = Instant.parse(edge).getEpochSecond();
      for (long near = second - 1; near <= second + 1; near++) {
        assertThat(seconds.text(near)).isEqualTo(Instant.ofEpochSecond(near).toString());
      }
    }
  }

  @Test
  void writesWhateverABlueprintPutsIntoAProduct() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("thread state", Thread.State.NEW);
    fields.put("int", 1);
    fields.put("float", 0.1f);
    fields.put("nan", Double.NaN);
    fields.put("integer", new BigInteger("123456789012345678901234567890"));
    fields.put("array", new Object[] {1, "b"});
    fields.put("keys", Map.of(5, "five"));
    fields.put("cycle", cycle);
    String line = line(json, product("a", fields, TIME));
    assertThat(line)
        .contains(
            "\"thread state\":\"NEW\",\"int\":1,\"float\":0.1,\"nan\":\"NaN\",\"integer\":123456789012345678901234567890")
        .contains(
            "\"array\":[1,\"b\"],\"keys\":{\"5\":\"five\"},\"cycle\":[\"(contains itself)\"]}}");
    assertThat(line(json, product("a", Map.of("deep", deep), TIME))).contains("nested too deep");
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

  private static String quoted(String text) {
    return new JsonLine().text((json, values) -> json.writeString(text));
  }

  @Test
  void writesTheProductEvenIfItsValuesCannotBeAndTheNextOneAsAlways() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text");
          }
        };
    String first = line(json, product("a", Map.of("x", broken), TIME));
    assertThat(first)
        .endsWith("\"fields\":{\"(unencodable)\":\"java.lang.IllegalStateException: no text\"}}\n");
    assertThat(line(json, product("a", Map.of("x", 1L), TIME)))
        .startsWith("{\"id\"")
        .endsWith("\"fields\":{\"x\":1}}\n");
    assertThat(line(csv, product("a", Map.of("x", broken), TIME)))
        .endsWith(",java.lang.IllegalStateException: no text\r\n");
  }

  /** Its text fails by an error that is no exception, and so does the error's own text. */
  private static final class Hopeless {
    @Override
    public String toString() {
      throw new AssertionError("no text") {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
          throw new IOError(new IOException("nor this"));
        }
      };
    }
  }

  @Test
  void writesTheProductWhateverItsValuesThrow() {
    Map<String, Object> hopeless = Map.of("x", new Hopeless());
    assertThat(line(json, product("a", hopeless, TIME))).contains("{\"(unencodable)\":\"");
    assertThat(line(csv, product("a", hopeless, TIME))).contains(",factory.transportation.");
    Scrap parked = goods.parked(1);
    Scrap.Bundle bundle = new Scrap.Bundle("b", "e", hopeless, null, List.of());
    Scrap scrap =
        new Scrap(parked.reason(), 0, 9, -1, "failed", null, null, bundle, 1, parked.positions());
    assertThat(line(json, scrap)).contains("\"failing\":{\"(unencodable)\":\"");
  }

  @Test
  void anEmptyHeapIsNoMatterOfAValue() {
    Object greedy =
        new Object() {
          @Override
          public String toString() {
            throw new OutOfMemoryError("drill");
          }
        };
    for (Encoder encoder : List.of(json, csv)) {
      assertThatThrownBy(() -> encoder.encode(product("a", Map.of("x", greedy), TIME)))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void escapesLoneSurrogatesWhichUtf8CannotWrite() {
    String line =
        line(json, product("a", Map.of("t\ud800", "a\ud800b\udc00", "u", "\ud83d\ude00"), TIME));
    assertThat(line).contains("\"t\\uD800\":\"a\\uD800b\\uDC00\"").contains("\"\\uD83D\\uDE00\"");
    assertThat(line(csv, product("a", Map.of("t", "a\ud800b\ud83d\ude00"), TIME)))
        .contains(",a\\uD800b\ud83d\ude00\r\n");
  }

  @Property(tries = 200, seed = "1")
  void writesAnyTextSoThatItIsReadBackTheSame(@ForAll("texts") String text) throws Exception {
    String line = line(json, product("a", Map.of(text, text), TIME));
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      String name = "";
      String value = "";
      while (parser.nextToken() != null) {
        if (parser.currentToken() == com.fasterxml.jackson.core.JsonToken.VALUE_STRING) {
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

  private static String line(Encoder encoder, factory.goods.Cargo cargo) {
    return new String(encoder.encode(cargo).bytes(), StandardCharsets.UTF_8);
  }

  private static Product product(
      String pclass, Map<String, ? extends @Nullable Object> fields, long first) {
    return product(Pid.of("p"), pclass, fields, first);
  }

  private static Product product(
      Pid pid, String pclass, Map<String, ? extends @Nullable Object> fields, long first) {
    Positions positions = new Positions();
    positions.add(0, 17);
    positions.add(0, 18);
    return new Product(
        0, 17, pid, pclass, Closed.END_OF_INPUT, 2, first, first + 1_000_000, 0, fields, positions);
  }
}
