package factory.purchasing;

import factory.operations.PurchaseStock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.Done;
import org.apache.pekko.stream.stage.AsyncCallback;

/** What the outside holds of a {@link ShardRouter} at work; it talks to it by callbacks only. */
final class PurchaseControl implements Buyer.Running {
  private final CompletableFuture<Buyer.Ended> finished = new CompletableFuture<>();
  private final AtomicReferenceArray<Buyer.InFlight> mostInFlight;
  private final AtomicLongArray sent;
  private final AsyncCallback<Done> stopping;
  private final AsyncCallback<Done> sellingOff;
  private final AsyncCallback<CompletableFuture<PurchaseStock>> counting;

  /** The control of a router of so many lines, with what it does for {@link Buyer.Running}. */
  PurchaseControl(
      int lines,
      AsyncCallback<Done> stopping,
      AsyncCallback<Done> sellingOff,
      AsyncCallback<CompletableFuture<PurchaseStock>> counting) {
    this.mostInFlight = new AtomicReferenceArray<>(lines);
    for (int i = 0; i < lines; i++) {
      mostInFlight.set(i, Buyer.InFlight.NOTHING);
    }
    this.sent = new AtomicLongArray(lines);
    this.stopping = stopping;
    this.sellingOff = sellingOff;
    this.counting = counting;
  }

  // ---- for the router ----

  /** Nothing more will be bought or sent; the first such word counts. */
  void finish(Buyer.Ended ended) {
    finished.complete(ended);
  }

  boolean isFinished() {
    return finished.isDone();
  }

  /** Notes what the lines have carried. */
  void count(SortingTable table) {
    table.count(mostInFlight, sent);
  }

  // ---- for all others ----

  @Override
  public void stop() {
    stopping.invoke(Done.getInstance());
  }

  @Override
  public void sellOff() {
    sellingOff.invoke(Done.getInstance());
  }

  @Override
  public CompletionStage<Buyer.Ended> finished() {
    return finished.minimalCompletionStage();
  }

  @Override
  public CompletionStage<PurchaseStock> stock() {
    CompletableFuture<PurchaseStock> answer = new CompletableFuture<>();
    counting.invoke(answer);
    return answer.applyToEither(finished.thenApply(Buyer.Ended::stock), stock -> stock);
  }

  @Override
  public Buyer.InFlight mostInFlight(int workshop) {
    return mostInFlight.get(workshop);
  }

  @Override
  public long sent(int workshop) {
    return sent.get(workshop);
  }
}
