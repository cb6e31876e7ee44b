package factory;

import factory.operations.Account;
import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import factory.production.Director;
import factory.transportation.Dispatcher;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Asks each department once what it has, draws up the account, and stops; also when a department
 * stops before it has answered, or takes longer than {@link #PATIENCE}.
 */
final class StockTaking extends AbstractBehavior<StockTaking.Command> {
  /** What it is told. */
  sealed interface Command {}

  private record PurchaseCounted(@Nullable PurchaseStock stock) implements Command {}

  private record WorkshopCounted(WorkshopStock stock) implements Command {}

  private record TransportCounted(TransportStock stock) implements Command {}

  private enum TakesTooLong implements Command {
    INSTANCE
  }

  /** How long the departments may take; an answer after that would be of use to nobody. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * Stock is taken at once.
   *
   * @param purchases the Buyer's answer
   * @param directors of the workshops that work
   * @param closed the last stock of the others
   * @param dispatcher of the transportation department
   * @param shipped that department's last stock; null while it works
   * @param replyTo gets the account
   */
  static Behavior<Command> create(
      CompletionStage<PurchaseStock> purchases,
      List<ActorRef<Director.Command>> directors,
      List<WorkshopStock> closed,
      ActorRef<Dispatcher.Command> dispatcher,
      @Nullable TransportStock shipped,
      ActorRef<Account> replyTo) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startSingleTimer(TakesTooLong.INSTANCE, PATIENCE);
                  return new StockTaking(
                      context, purchases, directors, closed, dispatcher, shipped, replyTo);
                }));
  }

  private final ActorRef<Account> replyTo;
  private final int workshopCount;
  private final TreeMap<Integer, WorkshopStock> workshops = new TreeMap<>();
  private @Nullable PurchaseStock purchases;
  private @Nullable TransportStock transport;

  private StockTaking(
      ActorContext<Command> context,
      CompletionStage<PurchaseStock> purchases,
      List<ActorRef<Director.Command>> directors,
      List<WorkshopStock> closed,
      ActorRef<Dispatcher.Command> dispatcher,
      @Nullable TransportStock shipped,
      ActorRef<Account> replyTo) {
    super(context);
    this.replyTo = replyTo;
    this.workshopCount = directors.size() + closed.size();
    this.transport = shipped;
    closed.forEach(stock -> workshops.put(stock.workshop(), stock));
    context.pipeToSelf(purchases, (stock, failure) -> new PurchaseCounted(stock));
    ActorRef<WorkshopStock> counted =
        context.messageAdapter(WorkshopStock.class, WorkshopCounted::new);
    for (ActorRef<Director.Command> director : directors) {
      context.watch(director);
      director.tell(new Director.GetStock(counted));
    }
    if (shipped == null) {
      context.watch(dispatcher);
      dispatcher.tell(
          new Dispatcher.GetStock(
              context.messageAdapter(TransportStock.class, TransportCounted::new)));
    }
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(PurchaseCounted.class, this::onPurchaseCounted)
        .onMessage(WorkshopCounted.class, this::onWorkshopCounted)
        .onMessage(TransportCounted.class, this::onTransportCounted)
        .onMessageEquals(TakesTooLong.INSTANCE, Behaviors::stopped)
        .onSignal(Terminated.class, gone -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onPurchaseCounted(PurchaseCounted answer) {
    purchases = answer.stock();
    return purchases == null ? Behaviors.stopped() : concludeIfComplete();
  }

  private Behavior<Command> onWorkshopCounted(WorkshopCounted answer) {
    workshops.put(answer.stock().workshop(), answer.stock());
    return concludeIfComplete();
  }

  private Behavior<Command> onTransportCounted(TransportCounted answer) {
    transport = answer.stock();
    return concludeIfComplete();
  }

  private Behavior<Command> concludeIfComplete() {
    PurchaseStock bought = purchases;
    TransportStock shipped = transport;
    if (bought == null || shipped == null || workshops.size() < workshopCount) {
      return this;
    }
    replyTo.tell(new Account(bought, List.copyOf(workshops.values()), shipped));
    return Behaviors.stopped();
  }
}
