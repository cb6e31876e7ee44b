package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.operations.Why.Contract;
import factory.operations.Why.Held;
import factory.operations.Why.Span;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of the desk are the same behind the web interface as before it. */
final class WhyJsonTest {
  private static final Contract WALL =
      new Contract(false, Duration.ofSeconds(30), Duration.ofMillis(12_345), null, null);
  private static final Contract EVENT =
      new Contract(
          true, Duration.ofDays(2), null, "2026-03-02T10:36:17Z", "2026-03-02T10:00:00.001Z");
  private static final Held HELD =
      new Held(7, List.of(new Span("a.jsonl", 0, 5), new Span("b \"2\".jsonl", 9, 9)));

  private static final Why.Fate SHIPPED =
      new Why.Shipped(4, "f:1", "ok", "contract", 5, "2026-01-01T00:00:00Z");
  private static final List<Why.Alike> ALIKE =
      List.of(
          new Why.Alike(
              List.of(new Why.Part("x", "a"), new Why.Part("y", "b c")),
              new Why.UnderWay("a b c", "on line 0")),
          new Why.Alike(
              List.of(new Why.Part("x", "a b"), new Why.Part("y", "c")),
              new Why.UnderWay("a b c", "on line 1")));

  static List<Why> answers() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", "<script>alert(1)</script>\n\u0000\"");
    fields.put("none", null);
    fields.put("whole", Long.MIN_VALUE);
    fields.put("exact", new BigDecimal("12345678901234567890.10"));
    fields.put("large", new BigDecimal("12345678901234567890"));
    fields.put("flag", true);
    fields.put("list", new ArrayList<>(Arrays.asList(1L, null, List.of("x"))));
    fields.put("map", Map.of("a", Map.of("b", 2L)));
    return List.of(
        new Why.Open(
            "<script>",
            3,
            Duration.ofMillis(1),
            7,
            900,
            1,
            WALL,
            List.of("a", "b"),
            List.of("paid > 0"),
            fields,
            true,
            HELD),
        new Why.Open(
            "p",
            0,
            Duration.ofDays(9),
            0,
            0,
            0,
            EVENT,
            List.of(),
            null,
            Map.of(),
            false,
            Held.NONE),
        new Why.Parked("p", 1, Duration.ZERO, 2, 3, EVENT, "it broke", new Span("f", 1, 1), HELD),
        new Why.UnderWay("p", "on line 2"),
        new Why.Unanswered("p", "workshop 1 has not answered for 3 s"),
        new Why.Gone(
            "p",
            List.of(
                SHIPPED,
                new Why.Scrapped(3, "late", "too late", new Span("f", 2, 2), null),
                new Why.Shipped(2, null, null, null, 0, null)),
            "all 4 shipments"),
        new Why.Gone("p", List.of(new Why.Scrapped(3, null, null, null, null)), "s"),
        new Why.Unknown("p", true, "the table"),
        new Why.Again(new Why.UnderWay("p", "on line 2"), List.of(SHIPPED), "the table"),
        new Why.Again(new Why.Several("a b c", ALIKE), List.of(SHIPPED), "the table"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsReadAsItWasWritten(Why why) throws IOException {
    assertThat(WhyReader.why(WhyJson.write(why))).isEqualTo(why);
  }

  @Test
  void theStateIsThatOfTheNewestFate() {
    assertThat(answers().stream().map(WhyJson::state))
        .containsExactly(
            "open",
            "open",
            "parked",
            "under-way",
            "unanswered",
            "shipped",
            "scrapped",
            "unknown",
            "under-way",
            "several");
  }

  @Test
  void anAnswerHasTheNamesThatAreDocumented() {
    assertThat(WhyJson.write(answers().get(2)))
        .isEqualTo(
            "{\"pid\":\"p\",\"state\":\"parked\",\"workshop\":1,\"hiredForSeconds\":0.000,"
                + "\"materials\":2,\"bytes\":3,\"contract\":{\"clock\":\"event\","
                + "\"termSeconds\":172800.000,\"leftSeconds\":null,"
                + "\"until\":\"2026-03-02T10:36:17Z\",\"watermark\":\"2026-03-02T10:00:00.001Z\"},"
                + "\"reason\":\"it broke\",\"failing\":{\"partition\":\"f\",\"from\":1,\"to\":1},"
                + "\"held\":{\"count\":7,\"spans\":[{\"partition\":\"a.jsonl\",\"from\":0,\"to\":5},"
                + "{\"partition\":\"b \\\"2\\\".jsonl\",\"from\":9,\"to\":9}]}}");
  }

  @Test
  void pidsThatAreWrittenAlikeAreToldApartByTheirParts() {
    assertThat(WhyJson.write(new Why.Several("a b c", ALIKE)))
        .isEqualTo(
            "{\"pid\":\"a b c\",\"state\":\"several\",\"each\":["
                + "{\"parts\":[{\"field\":\"x\",\"value\":\"a\"},{\"field\":\"y\",\"value\":\"b c\"}],"
                + "\"pid\":\"a b c\",\"state\":\"under-way\",\"text\":\"on line 0\"},"
                + "{\"parts\":[{\"field\":\"x\",\"value\":\"a b\"},{\"field\":\"y\",\"value\":\"c\"}],"
                + "\"pid\":\"a b c\",\"state\":\"under-way\",\"text\":\"on line 1\"}]}");
  }

  @Test
  void theWordsOfARefusalAreTakenFromIt() {
    assertThat(WhyReader.word("{\"error\":\"too many\\u001b\"}", "error")).isEqualTo("too many?");
    assertThat(WhyReader.word("<html>", "error")).isNull();
    assertThat(WhyReader.word("{\"pid\":\"p\"}", "error")).isNull();
  }

  @Test
  void verdictsAndNotesAreWritten() {
    assertThat(WhyJson.write(new Verdict(false, "no \"worker\"")))
        .isEqualTo("{\"done\":false,\"text\":\"no \\\"worker\\\"\"}");
    assertThat(
            WhyJson.write(
                List.of(new WorkerNote("p", 2, Duration.ofMillis(1500), 3, 4, 5.25, true))))
        .isEqualTo(
            "[{\"pid\":\"p\",\"workshop\":2,\"hiredForSeconds\":1.500,\"materials\":3,\"bytes\":4,"
                + "\"perSecond\":5.25,\"parked\":true}]");
  }

  @Test
  void whatIsNoAnswerIsRefusedInWords() {
    assertThatThrownBy(() -> WhyReader.why("{\"pid\":\"p\",\"state\":\"new\"}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'new'");
    assertThatThrownBy(() -> WhyReader.why("[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> WhyReader.why("{\"pid\":1}")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> WhyReader.why("{\"pid\"")).isInstanceOf(IOException.class);
  }
}
