package factory.operations.web;

import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.Printable;
import factory.operations.Verdict;
import factory.operations.WhyJson;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked about pids, and done to them. The directors and the destination answer, so only a
 * few questions are under way at once, and few are taken in a second.
 */
final class Questions {
  /** Most bytes of what an action says. */
  static final int LARGEST = 8 * 1024;

  private static final int PER_SECOND = 20;
  private static final int AT_ONCE = 8;

  /** By then a question has its answer, most often. */
  private static final long SOON_SECONDS = 5;

  private static final long BODY_MILLIS = 3_000;
  private static final String TOO_LARGE = "an action says at most " + LARGEST + " bytes";
  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  private final Materializer materializer;
  private final RateLimit limit;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile @Nullable Desk desk;
  private volatile boolean over;

  Questions(LongSupplier nanos, Materializer materializer) {
    this.limit = new RateLimit(PER_SECOND, nanos);
    this.materializer = materializer;
  }

  void ask(Desk newDesk) {
    desk = newDesk;
  }

  /** There is nobody left to ask. */
  void end() {
    over = true;
  }

  CompletionStage<HttpResponse> why(String pid) {
    return pid.isEmpty()
        ? refusal(400, "which pid? ask for /api/why?pid=PID")
        : with(d -> d.why(pid).thenApply(why -> Replies.json(200, WhyJson.write(why))));
  }

  CompletionStage<HttpResponse> leading(String by) {
    for (Desk.Kind kind : Desk.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(by)) {
        return with(
            d -> d.leading(kind).thenApply(notes -> Replies.json(200, WhyJson.write(notes))));
      }
    }
    return refusal(400, "by must be oldest, largest or hottest");
  }

  CompletionStage<HttpResponse> act(HttpRequest request) {
    if (request.entity().getContentLengthOption().orElse(0) > LARGEST) {
      request.entity().getDataBytes().runWith(Sink.cancelled(), materializer);
      return refusal(413, TOO_LARGE);
    }
    return request
        .entity()
        .withSizeLimit(LARGEST)
        .toStrict(BODY_MILLIS, materializer)
        .thenApply(body -> body.getData().asByteBuffer())
        .handle(
            (body, failure) -> {
              if (failure != null) {
                return unread(failure);
              }
              try {
                return act(Order.read(Asked.text(body)));
              } catch (IllegalArgumentException e) {
                return refusal(400, String.valueOf(e.getMessage()));
              }
            })
        .thenCompose(Function.identity());
  }

  private CompletionStage<HttpResponse> act(Order order) {
    Action action = order.action();
    return with(
        d ->
            d.act(order.pid(), order.parts(), action)
                .thenApply(
                    verdict -> {
                      note(order, verdict);
                      return Replies.json(verdict.done() ? 200 : 409, WhyJson.write(verdict));
                    }));
  }

  /** Who looks for why a product is there finds the hand that made it. */
  private static void note(Order order, Verdict verdict) {
    LOG.info(
        "by hand{}: {} pid [{}]: {}",
        verdict.done() ? "" : ", not done",
        order.word(),
        Printable.clean(order.pid()),
        Printable.clean(verdict.text()));
  }

  private CompletionStage<HttpResponse> with(
      Function<Desk, CompletionStage<HttpResponse>> question) {
    Desk asked = desk;
    if (over) {
      return refusal(410, "the factory has ended; ask its destination (factory why PID)");
    }
    if (asked == null) {
      return refusal(503, "the departments are not open yet");
    }
    if (underWay.incrementAndGet() > AT_ONCE || !limit.pass()) {
      underWay.decrementAndGet();
      return CompletableFuture.completedFuture(
          Replies.comeBackLater("too many questions at once", SOON_SECONDS));
    }
    return answer(question, asked)
        .handle(
            (answer, failure) -> {
              underWay.decrementAndGet();
              if (failure == null) {
                return answer;
              }
              LOG.warn("a question was not answered: {}", failure.toString());
              return Replies.refusal(500, "nobody could answer; the log says why");
            });
  }

  /** One that fails before it is asked has failed like any other. */
  private static CompletionStage<HttpResponse> answer(
      Function<Desk, CompletionStage<HttpResponse>> question, Desk asked) {
    try {
      return question.apply(asked);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** What is sent is too much, comes too slowly, or is not sent as HTTP wants it. */
  private static CompletionStage<HttpResponse> unread(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof EntityStreamSizeException) {
      return refusal(413, TOO_LARGE);
    }
    return cause instanceof TimeoutException
        ? refusal(408, "what an action says must be here within " + BODY_MILLIS / 1_000 + " s")
        : refusal(400, "what the action says cannot be read: " + cause.getMessage());
  }

  private static CompletionStage<HttpResponse> refusal(int status, String text) {
    return CompletableFuture.completedFuture(Replies.refusal(status, text));
  }
}
