package factory.operations.web;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
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

  private final int most;
  private final Materializer materializer;
  private final AtomicInteger count = new AtomicInteger();
  private final Queue<BoundedSourceQueue<ByteString>> pages = new ConcurrentLinkedQueue<>();

  Streams(int most, Materializer materializer) {
    this.most = most;
    this.materializer = materializer;
  }

  /** The events of one more page, {@code first} at once; null if too many are open. */
  @Nullable Source<ByteString, NotUsed> open(@Nullable String first) {
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
    return page.second()
        .watchTermination(
            (unused, end) -> {
              end.whenComplete(
                      (done, failure) -> {
                        if (pages.remove(queue)) {
                          count.decrementAndGet();
                        }
                      })
                  .toCompletableFuture()
                  .isDone();
              return unused;
            });
  }

  boolean isEmpty() {
    return pages.isEmpty();
  }

  void tell(String state) {
    ByteString event = event("state", state);
    pages.forEach(page -> page.offer(event));
  }

  /** Says that nothing more will come. */
  void close() {
    pages.forEach(
        page -> {
          page.offer(event("end", "{}"));
          page.complete();
        });
  }

  /** JSON as it is written here has no line breaks. */
  private static ByteString event(String name, String json) {
    return ByteString.fromString("event: " + name + "\ndata: " + json + "\n\n");
  }

  /** A source that nobody wants after all. */
  void drop(Source<ByteString, NotUsed> stream) {
    stream.toMat(Sink.cancelled(), Keep.left()).run(materializer);
  }
}
