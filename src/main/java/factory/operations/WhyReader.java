package factory.operations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import factory.operations.Why.Contract;
import factory.operations.Why.Fate;
import factory.operations.Why.Held;
import factory.operations.Why.Span;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads answers that {@link WhyJson} wrote. */
public final class WhyReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<?, ?> values;

  private WhyReader(Map<?, ?> values) {
    this.values = values;
  }

  /**
   * Reads an answer of {@link Desk#why}.
   *
   * @throws IOException in words, if it is none
   */
  public static Why why(String text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      if (!(value(json) instanceof Map<?, ?> values)) {
        throw new IOException("it is no object");
      }
      return new WhyReader(values).why();
    } catch (ClassCastException e) {
      throw new IOException("a value is not of its kind", e);
    }
  }

  /** A text of an object, as {@code error} of {@code {"error":"…"}}; null if there is none. */
  public static @Nullable String word(String text, String name) {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return value(json) instanceof Map<?, ?> values && values.get(name) instanceof String word
          ? Text.clean(word)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private Why why() throws IOException {
    Why now = now();
    return values.get("earlier") == null
        ? now
        : new Why.Again(now, fates("earlier"), text("searched"));
  }

  private Why now() throws IOException {
    String pid = text("pid");
    switch (text("state")) {
      case "open":
        return open(pid);
      case "parked":
        return new Why.Parked(
            pid,
            (int) number("workshop"),
            needed("hiredForSeconds"),
            number("materials"),
            number("bytes"),
            object("contract").contract(),
            text("reason"),
            object("failing").span(),
            object("held").held());
      case "under-way":
        return new Why.UnderWay(pid, text("text"));
      case "unanswered":
        return new Why.Unanswered(pid, text("text"));
      case "shipped":
      case "scrapped":
        return new Why.Gone(pid, fates("fates"), text("searched"));
      case "several":
        return several(pid);
      case "unknown":
        return new Why.Unknown(pid, is("never"), text("searched"));
      default:
        throw new IOException("its state is '" + text("state") + "', which this version has not");
    }
  }

  private Why several(String pid) throws IOException {
    List<Why.Alike> each = new ArrayList<>();
    for (Object one : list("each")) {
      WhyReader alike = of(one);
      List<Why.Part> parts = new ArrayList<>();
      for (Object part : alike.list("parts")) {
        parts.add(new Why.Part(of(part).text("field"), of(part).text("value")));
      }
      each.add(new Why.Alike(List.copyOf(parts), alike.why()));
    }
    return new Why.Several(pid, List.copyOf(each));
  }

  private List<Fate> fates(String name) throws IOException {
    List<Fate> fates = new ArrayList<>();
    for (Object fate : list(name)) {
      fates.add(of(fate).fate());
    }
    return List.copyOf(fates);
  }

  private Why open(String pid) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    object("fields").values.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return new Why.Open(
        pid,
        (int) number("workshop"),
        needed("hiredForSeconds"),
        number("materials"),
        number("bytes"),
        number("finished"),
        object("contract").contract(),
        texts("closedBy"),
        values.get("missing") == null ? null : texts("missing"),
        Collections.unmodifiableMap(fields),
        is("cut"),
        object("held").held());
  }

  private Contract contract() throws IOException {
    return new Contract(
        text("clock").equals("event"),
        needed("termSeconds"),
        seconds("leftSeconds"),
        optional("until"),
        optional("watermark"));
  }

  private Held held() throws IOException {
    List<Span> spans = new ArrayList<>();
    for (Object span : list("spans")) {
      spans.add(of(span).span());
    }
    return new Held(number("count"), List.copyOf(spans));
  }

  private Span span() throws IOException {
    return new Span(text("partition"), number("from"), number("to"));
  }

  private Fate fate() throws IOException {
    if (text("fate").equals("scrapped")) {
      return new Why.Scrapped(
          number("shipment"),
          optional("reason"),
          optional("detail"),
          values.get("origin") == null ? null : object("origin").span(),
          optional("when"));
    }
    return new Why.Shipped(
        number("shipment"),
        optional("id"),
        optional("pclass"),
        optional("closed"),
        number("materials"),
        optional("when"));
  }

  // ---- values ----

  private static WhyReader of(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return new WhyReader(map);
    }
    throw new IOException("an object is missing");
  }

  private WhyReader object(String name) throws IOException {
    return of(values.get(name));
  }

  private List<?> list(String name) throws IOException {
    if (values.get(name) instanceof List<?> items) {
      return items;
    }
    throw new IOException("'" + name + "' is missing");
  }

  private List<String> texts(String name) throws IOException {
    return list(name).stream().map(String::valueOf).toList();
  }

  private @Nullable String optional(String name) {
    return (String) values.get(name);
  }

  private String text(String name) throws IOException {
    String text = optional(name);
    if (text == null) {
      throw new IOException("'" + name + "' is missing");
    }
    return text;
  }

  private long number(String name) throws IOException {
    if (values.get(name) instanceof Long number) {
      return number;
    }
    throw new IOException("'" + name + "' is missing");
  }

  private boolean is(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  private Duration needed(String name) throws IOException {
    Duration time = seconds(name);
    if (time == null) {
      throw new IOException("'" + name + "' is missing");
    }
    return time;
  }

  private @Nullable Duration seconds(String name) {
    Object value = values.get(name);
    if (value instanceof Long whole) {
      return Duration.ofSeconds(whole);
    }
    return value == null
        ? null
        : Duration.ofMillis(((BigDecimal) value).movePointRight(3).longValue());
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        object.put(name, value(json));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> items = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(json));
      }
      return items;
    }
    return simple(json, token);
  }

  private static @Nullable Object simple(JsonParser json, @Nullable JsonToken token)
      throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    if (token == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return json.getLongValue();
    }
    if (token != null && token.isNumeric()) {
      return json.getDecimalValue();
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    throw new IOException("it is no JSON: " + token);
  }
}
