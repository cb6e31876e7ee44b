package factory.operations.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import factory.operations.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants done to a pid.
 *
 * @param pid whose
 * @param parts that the pid is made of; empty where they are not said
 * @param word {@code close}, {@code extend} or {@code release}
 * @param action the same
 */
record Order(String pid, List<String> parts, String word, Action action) {
  /** Of two values of one name nobody knows which is meant. */
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final long LONGEST_SECONDS = Duration.ofDays(100).toSeconds();

  /**
   * Reads {@code {"pid":"…","action":"close"}}; {@code extend} also has {@code "seconds":60}, and
   * one of several pids that are written alike {@code "parts":["…","…"]}.
   *
   * @throws IllegalArgumentException if it is something else, in words
   */
  static Order read(String text) {
    String pid = null;
    String word = null;
    long seconds = 0;
    List<String> parts = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw wrong();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("pid") && value == JsonToken.VALUE_STRING) {
          pid = json.getText();
        } else if (name.equals("action") && value == JsonToken.VALUE_STRING) {
          word = json.getText();
        } else if (name.equals("seconds")) {
          seconds = seconds(json, value);
        } else if (name.equals("parts") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            parts.add(json.getText());
          }
          if (json.currentToken() != JsonToken.END_ARRAY) {
            throw wrong();
          }
        } else {
          throw wrong();
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw wrong();
      }
    } catch (IOException e) {
      throw wrong();
    }
    if (pid == null || pid.isEmpty() || word == null) {
      throw wrong();
    }
    if (!isText(pid) || !parts.stream().allMatch(Order::isText)) {
      throw new IllegalArgumentException("pid and parts: must be whole Unicode characters");
    }
    return new Order(pid, List.copyOf(parts), word, action(word, seconds));
  }

  private static long seconds(JsonParser json, @Nullable JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw wrongSeconds();
    }
    return json.getLongValue();
  }

  /** An escape can write half a character, which no pid has. */
  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Action action(@Nullable String word, long seconds) {
    if ("close".equals(word)) {
      return Action.CloseNow.INSTANCE;
    } else if ("release".equals(word)) {
      return Action.Release.INSTANCE;
    } else if ("extend".equals(word)) {
      if (seconds < 1 || seconds > LONGEST_SECONDS) {
        throw wrongSeconds();
      }
      return new Action.Extend(Duration.ofSeconds(seconds));
    }
    throw new IllegalArgumentException("action: must be close, extend or release");
  }

  private static IllegalArgumentException wrongSeconds() {
    return new IllegalArgumentException(
        "seconds: must be a whole number from 1 to " + LONGEST_SECONDS);
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "must be {\"pid\":\"…\",\"action\":\"close\"}, or extend with \"seconds\":60, or release, and"
            + " each name once");
  }
}
