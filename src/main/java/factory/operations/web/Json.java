package factory.operations.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON. Times are seconds with three decimals; what is not known is null. */
final class Json {
  /** U+2028 and U+2029, which end a line for some readers of a line, are escaped. */
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().characterEscapes(JsonpCharacterEscapes.instance()).build();

  /** An event goes to every page once a second, so what it takes must not go by the data. */
  static final int MOST_NAMES = 50;

  static final int LONGEST_NAME = 100;

  /** Departments say so, too, of what is beyond the classes that they count. */
  static final String OTHERS = "(other)";

  private Json() {}

  /** Writes one value. */
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  static String text(Body body) {
    StringWriter text = new StringWriter(4096);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written to but memory
    }
    return text.toString();
  }

  static void seconds(JsonGenerator json, String name, @Nullable Duration time) throws IOException {
    if (time == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, time.toMillis() / 1e3);
    }
  }

  static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    number(json, value);
  }

  /** With three decimals; JSON has no word for what is not a number. */
  static void number(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(Math.round(value * 1e3) / 1e3);
    }
  }

  /**
   * A list of {@code {"name":…,"count":…}}, the largest first: names are data. At most {@link
   * #MOST_NAMES}; what all others have together is the last one.
   */
  static void counts(JsonGenerator json, String name, Map<?, Long> counts) throws IOException {
    List<? extends Map.Entry<?, Long>> largest =
        counts.entrySet().stream()
            .filter(entry -> !OTHERS.equals(entry.getKey()))
            .sorted(
                Comparator.<Map.Entry<?, Long>>comparingLong(Map.Entry::getValue)
                    .reversed()
                    .thenComparing(entry -> String.valueOf(entry.getKey())))
            .limit(MOST_NAMES)
            .toList();
    long others = counts.values().stream().mapToLong(Long::longValue).sum();
    json.writeArrayFieldStart(name);
    for (Map.Entry<?, Long> entry : largest) {
      count(json, cut(word(entry.getKey())), entry.getValue());
      others -= entry.getValue();
    }
    if (others > 0) {
      count(json, OTHERS, others);
    }
    json.writeEndArray();
  }

  private static void count(JsonGenerator json, String name, long count) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeNumberField("count", count);
    json.writeEndObject();
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
  }

  /** As configuration and documents write a constant. */
  static String word(Object name) {
    return name instanceof Enum<?> constant
        ? constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
        : String.valueOf(name);
  }
}
