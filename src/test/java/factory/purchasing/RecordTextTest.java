package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static factory.purchasing.Sources.timed;
import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Scrap;
import factory.production.EventClock;
import factory.production.EventClock.Lateness;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that is late can be shown as it was read, whatever reads it. */
class RecordTextTest {
  private static final String EARLIER = "{ \"id\":\"b\",  \"t\": 5 }";
  private static final String INPUT =
      "{\"id\":\"a\",\"t\":9}\n" + EARLIER + "\n{\"id\":\"c\",\"t\":12}\n";

  private static final ActorTestKit kit = ActorTestKit.create();

  @TempDir Path dir;

  @AfterAll
  static void shutDown() {
    kit.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequence", "parallel", "followed", "stdin"})
  void theTextOfOneThatIsOlderThanOneBeforeItIsThere(String kind) throws IOException {
    Files.writeString(dir.resolve("in"), INPUT);
    try (Supplier.Reader reader = supplier(kind).open(10)) {
      reader.keepTexts(3);
      Lot lot = reader.read();
      assertThat(lot).isNotNull();
      assertThat(lot.count()).isEqualTo(3);
      assertThat(reader.text(0, 1)).isEqualTo(EARLIER);
      assertThat(reader.text(0, 7)).isNull();
      assertThat(reader.text(1, 1)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parallel", "followed", "stdin"})
  void noTextIsKeptOfOneThatIsNotScrapped(String kind) throws IOException {
    Files.writeString(dir.resolve("in"), INPUT);
    for (long behind : new long[] {-1, 4, Long.MAX_VALUE}) {
      try (Supplier.Reader reader = supplier(kind).open(10)) {
        if (behind >= 0) {
          reader.keepTexts(behind);
        }
        assertThat(reader.read()).isNotNull();
        assertThat(reader.text(0, 1)).as("older by 4, kept beyond %s", behind).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequence", "parallel", "stdin"})
  void theBuyerShowsWhatIsLateAsItWasRead(String kind) throws Exception {
    Files.writeString(dir.resolve("in"), INPUT);
    Supplier supplier = supplier(kind);
    EventClock clock = new EventClock(ChronoUnit.MILLIS, 1, Long.MAX_VALUE, 3, Lateness.SCRAP, 7);
    List<Lot> lots =
        Source.fromGraph(new Purchases(supplier, 10, new Buyer.Progress(true), clock))
            .runWith(Sink.seq(), kit.system())
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    assertThat(lots)
        .flatExtracting(Lot::scrap)
        .singleElement()
        .returns(Scrap.Reason.LATE, Scrap::reason)
        .returns(EARLIER, Scrap::record);
  }

  @Test
  void onlyWhatWillBeScrappedIsKept() {
    assertThat(clock(Lateness.SCRAP).scrapsBehind()).isEqualTo(5);
    assertThat(clock(Lateness.AMEND).scrapsBehind()).isEqualTo(12);
    assertThat(clock(Lateness.ACCEPT).scrapsBehind()).as("none is").isEqualTo(Long.MAX_VALUE);
  }

  private static EventClock clock(Lateness late) {
    return new EventClock(ChronoUnit.MILLIS, 1, Long.MAX_VALUE, 5, late, 7);
  }

  private Supplier supplier(String kind) {
    RecordFormat format = timed(jsonl("id"), "t", "epoch-ms", ChronoUnit.MILLIS);
    List<String> paths = List.of("in");
    return switch (kind) {
      case "sequence" -> Suppliers.files(new SourceSettings.Files(paths, format), dir);
      case "parallel" -> Suppliers.files(new SourceSettings.Files(paths, format, 0, 1), dir);
      case "followed" ->
          Suppliers.follow(
              new SourceSettings.Followed(paths, format, Duration.ofSeconds(1), 0), dir);
      default ->
          Suppliers.stdin(
              new SourceSettings.Stdin(format),
              new ByteArrayInputStream(INPUT.getBytes(StandardCharsets.UTF_8)));
    };
  }

  @Test
  void whereThereIsNoTextItIsTheFieldsAsJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", "a \"quoted\" one");
    fields.put("number", 7L);
    fields.put("exact", new BigDecimal("0.10"));
    fields.put("truth", true);
    fields.put("nothing", null);
    fields.put("list", Arrays.asList(1L, null));
    fields.put("nested", Map.of("x", "y"));
    assertThat(FieldsText.of(Fields.of(fields)))
        .isEqualTo(
            "{\"text\":\"a \\\"quoted\\\" one\",\"number\":7,\"exact\":0.10,\"truth\":true,\"nothing\":null,\"list\":[1,null],\"nested\":{\"x\":\"y\"}}");
  }
}
