package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What open pages are sent. */
final class StreamsTest {
  private static final ActorSystem<Void> SYSTEM =
      ActorSystem.create(Behaviors.empty(), "streams-test");

  private final Materializer materializer = SystemMaterializer.get(SYSTEM).materializer();
  private final CompletableFuture<Done> gone = new CompletableFuture<>();
  private final Streams streams = new Streams(1, materializer);

  @AfterAll
  static void stop() {
    SYSTEM.terminate();
  }

  private String all(Source<ByteString, NotUsed> page) {
    return page.runWith(Sink.fold("", (text, event) -> text + event.utf8String()), materializer)
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void aPageThatDidNotReadIsToldTheLastStateAndThatItIsTheEnd() {
    Source<ByteString, NotUsed> page = streams.open("{0}", gone);
    for (int i = 1; i < 100; i++) {
      streams.tell("{" + i + "}");
    }
    streams.close();
    assertThat(all(page))
        .startsWith("event: state\ndata: {0}\n\n")
        .endsWith("event: state\ndata: {99}\n\nevent: end\ndata: {}\n\n");
  }

  @Test
  void thePlaceOfAPageThatNeverReadIsFreeOnceItsVisitorIsGone() {
    assertThat(streams.open(null, gone)).isNotNull();
    assertThat(streams.open(null, gone)).as("there is but one").isNull();
    gone.complete(Done.done());
    assertThat(streams.open(null, new CompletableFuture<>())).isNotNull();
  }
}
