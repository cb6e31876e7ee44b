package factory.operations.web;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The pages that are open: each gets every edition as a server-sent event. One that does not read
 * misses editions; nobody waits for it. For any thread.
 */
final class Streams {
  /** How many editions wait for one page. */
  private static final int WAITING = 2;

  /** Where Ops looks seldom, a word that means nothing keeps the connection from being idle. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final ByteString END = event("end", "{}");
  private static final ByteString NOTHING = ByteString.fromString(":\n\n");

  private final int most;
  private final Materializer materializer;
  private final AtomicInteger count = new AtomicInteger();
  private final Queue<BoundedSourceQueue<ByteString>> pages = new ConcurrentLinkedQueue<>();
  private volatile ByteString latest = ByteString.emptyByteString();
  private volatile boolean over;

  Streams(int most, Materializer materializer) {
    this.most = most;
    this.materializer = materializer;
  }

  /**
   * The events of one more page, {@code first} at once; null if too many are open.
   *
   * @param gone completes when the visitor is: events that were never asked for end by that alone
   */
  @Nullable Source<ByteString, NotUsed> open(@Nullable String first, CompletionStage<Done> gone) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return null;
    }
    Pair<BoundedSourceQueue<ByteString>, Source<ByteString, NotUsed>> page =
        Source.<ByteString>queue(WAITING).preMaterialize(materializer);
    BoundedSourceQueue<ByteString> queue = page.first();
    pages.add(queue);
    if (first != null) {
      queue.offer(event("state", first));
    }
    if (over) {
      queue.offer(END);
    }
    gone.thenRun(() -> leave(queue));
    return page.second()
        .concatLazy(Source.lazySingle(this::lastWords))
        .keepAlive(SILENCE, () -> NOTHING)
        .watchTermination(
            (unused, end) -> {
              end.whenComplete((done, failure) -> leave(queue));
              return unused;
            });
  }

  private void leave(BoundedSourceQueue<ByteString> queue) {
    if (pages.remove(queue)) {
      count.decrementAndGet();
      queue.complete();
    }
  }

  boolean isEmpty() {
    return pages.isEmpty();
  }

  void tell(String state) {
    ByteString event = event("state", state);
    latest = event;
    pages.forEach(page -> page.offer(event));
  }

  /** Says that nothing more will come, and the last state, which a slow page may have missed. */
  void close() {
    pages.forEach(BoundedSourceQueue::complete);
  }

  /** The same, but pages that are open stay so, and more may come: they see the end. */
  void end() {
    over = true;
    pages.forEach(
        page -> {
          if (!page.offer(END).isEnqueued()) {
            page.complete();
          }
        });
  }

  private ByteString lastWords() {
    return latest.concat(END);
  }

  /** JSON as it is written here has no line breaks. */
  private static ByteString event(String name, String json) {
    return ByteString.fromString("event: " + name + "\ndata: " + json + "\n\n");
  }
}
