package factory.purchasing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import factory.goods.Fields;
import factory.goods.Schema;
import factory.purchasing.JsonShapes.Shape;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON Lines: one object a record, by the letter of RFC 8259, names without repetition. */
final class JsonRecords implements RecordParser {
  /** Deepest nesting of objects and arrays, the record itself counted. */
  static final int MAX_DEPTH = 100;

  /**
   * Most characters of a number, and most digits and zeros that it has when written without an
   * exponent.
   */
  static final int MAX_NUMBER = 1000;

  /**
   * Most characters of a field's name; names are kept for later records, so they must not be large.
   */
  static final int MAX_NAME = 2000;

  private final JsonFactory factory;
  private final JsonShapes shapes;
  private final JsonStencil stencil = new JsonStencil();
  private Shape last = new Shape(new Schema(List.of()));

  /** Whether the record in hand is not the first of its shape; that may be the only one. */
  private boolean met;

  private String[] names = new String[32];
  private @Nullable Object[] values = new @Nullable Object[32];
  private boolean escapes;

  /**
   * A parser of records of at most {@code maxRecord} bytes.
   *
   * @param shapes shared with other parsers of the same source
   */
  JsonRecords(int maxRecord, JsonShapes shapes) {
    this.shapes = shapes;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .maxStringLength(maxRecord)
                    .maxNameLength(MAX_NAME)
                    .build())
            // Names come from outside: they shall neither fill the JVM's table of strings nor fail
            // by their hashes.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();
  }

  @Override
  public boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public Fields parse(byte[] bytes, int from, int to, long line) throws Malformed {
    Fields raw = stencil.read(bytes, from, to, line);
    return raw != null ? raw : strict(bytes, from, to, line);
  }

  /** As {@link #parse}, by Jackson, which has the last word. */
  Fields strict(byte[] bytes, int from, int to, long line) throws Malformed {
    Utf8.check(bytes, from, to);
    escapes = hasUnicodeEscape(bytes, from, to);
    try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("the line is no JSON object but " + described(parser.currentToken()));
      }
      Fields fields = object(parser, line);
      if (parser.nextToken() != null) {
        throw new Malformed("the line goes on after its JSON object");
      }
      if (met) {
        stencil.learn(fields.schema());
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw JsonTrouble.of(e, bytes, from, to);
    } catch (IOException e) { // the parser guesses the encoding by zeros among the first bytes
      throw new Malformed("no valid JSON: the record begins as no UTF-8 text does");
    }
  }

  private Fields object(JsonParser parser, long line) throws IOException, Malformed {
    Shape expected = last;
    boolean same = true;
    int count = 0;
    while (true) {
      String name;
      // Most records have the shape of the one before: comparing with the expected name is cheaper
      // than looking one up.
      if (same && count < expected.names.length && parser.nextFieldName(expected.names[count])) {
        name = expected.names[count].getValue();
      } else {
        name =
            same && count < expected.names.length ? parser.currentName() : parser.nextFieldName();
        if (parser.currentToken() != JsonToken.FIELD_NAME || name == null) {
          break;
        }
        same =
            same && count < expected.names.length && expected.names[count].getValue().equals(name);
      }
      if (count == names.length) {
        names = Arrays.copyOf(names, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      names[count] = name;
      values[count++] = value(parser, parser.nextToken());
    }
    @Nullable Object[] row = Arrays.copyOf(values, count);
    Arrays.fill(values, 0, count, null);
    met = same && count == expected.names.length;
    if (!met) {
      last = shape(Arrays.asList(names).subList(0, count));
    }
    return Fields.of(last.schema, row, line);
  }

  private Shape shape(List<String> shape) throws Malformed {
    Shape known = shapes.known(shape);
    if (known != null) {
      met = true;
      return known;
    }
    for (String name : shape) {
      checked(name);
    }
    try {
      return shapes.add(new Schema(shape));
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Object value(JsonParser parser, JsonToken token) throws IOException, Malformed {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_STRING -> checked(parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? new BigDecimal(parser.getText())
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
      case START_OBJECT -> map(parser);
      case START_ARRAY -> list(parser);
      default -> throw new Malformed("no valid JSON: " + described(token));
    };
  }

  private Map<String, @Nullable Object> map(JsonParser parser) throws IOException, Malformed {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      Object value = value(parser, parser.nextToken());
      if (map.containsKey(checked(name))) {
        throw new Malformed("field " + Malformed.quoted(name) + " occurs twice in one object");
      }
      map.put(name, value);
    }
    return Collections.unmodifiableMap(map);
  }

  private List<@Nullable Object> list(JsonParser parser) throws IOException, Malformed {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(value(parser, token));
    }
    return Collections.unmodifiableList(list);
  }

  /** Keeps all digits, but no number whose digits would fill the heap in the first addition. */
  private static BigDecimal decimal(String text) throws Malformed {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Malformed("number " + Malformed.quoted(text) + " has an exponent out of range");
    }
    if (Math.abs((long) number.scale()) > MAX_NUMBER
        || number.precision() - (long) number.scale() > MAX_NUMBER) {
      throw new Malformed(
          "number " + Malformed.quoted(text) + " has more than " + MAX_NUMBER + " digits");
    }
    return number;
  }

  private String checked(String text) throws Malformed {
    if (escapes && !Utf8.isWellFormed(text)) {
      throw new Malformed("half of a surrogate pair stands alone in " + Malformed.quoted(text));
    }
    return text;
  }

  /** Only an escape can smuggle in a lone surrogate. */
  private static boolean hasUnicodeEscape(byte[] bytes, int from, int to) {
    for (int i = from; i < to - 1; i++) {
      if (bytes[i] == '\\' && bytes[i + 1] == 'u') {
        return true;
      }
    }
    return false;
  }

  private static String described(@Nullable JsonToken token) {
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }
}
