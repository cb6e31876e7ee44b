package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Scrap;
import java.io.IOError;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever values a blueprint puts into a product, the product is written. */
class HardValuesTest extends EncoderCase {
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
}
