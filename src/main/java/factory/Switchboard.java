package factory;

import factory.goods.Pid;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.Verdict;
import factory.operations.WorkerNote;
import factory.production.Director;
import factory.production.Enquiry;
import factory.transportation.Dispatcher;
import factory.transportation.Located;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions about pids to the departments. Whoever does not answer within {@link #PATIENCE} is
 * said not to have; nothing waits for a question, and what is asked of a busy worker is answered to
 * nobody.
 */
final class Switchboard {
  /** How long an answer of an actor is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<ActorRef<Director.Command>> directors;
  private final ActorRef<Dispatcher.Command> dispatcher;
  private final Enquiry.Source source;
  private final Scheduler scheduler;

  /**
   * @param directors in the order of their workshops
   * @param source what is said of it in answers
   */
  Switchboard(
      List<ActorRef<Director.Command>> directors,
      ActorRef<Dispatcher.Command> dispatcher,
      Enquiry.Source source,
      Scheduler scheduler) {
    this.directors = List.copyOf(directors);
    this.dispatcher = dispatcher;
    this.source = source;
    this.scheduler = scheduler;
  }

  /** The workshop that a pid belongs to. */
  int workshop(Pid pid) {
    return pid.workshop(directors.size());
  }

  /** What the pids' workshops say, in the order of the pids; null for one that has not answered. */
  CompletionStage<List<Enquiry.@Nullable Explained>> explain(List<Pid> pids) {
    return each(
        pids,
        pid ->
            AskPattern.<Director.Command, Enquiry.Explained>ask(
                    directors.get(workshop(pid)),
                    replyTo -> new Enquiry.Explain(pid, source, replyTo),
                    PATIENCE,
                    scheduler)
                .handle((answer, late) -> answer));
  }

  /** What transportation has of the pids, likewise. */
  CompletionStage<List<@Nullable Located>> locate(List<Pid> pids) {
    return each(
        pids,
        pid ->
            AskPattern.<Dispatcher.Command, Located>ask(
                    dispatcher, replyTo -> new Dispatcher.Find(pid, replyTo), PATIENCE, scheduler)
                .handle((answer, late) -> answer));
  }

  /** Has something done to a pid. */
  CompletionStage<Verdict> act(Pid pid, Action action) {
    return AskPattern.<Director.Command, Verdict>ask(
            directors.get(workshop(pid)),
            replyTo -> new Enquiry.Act(pid, action, replyTo),
            PATIENCE,
            scheduler)
        .exceptionally(
            late ->
                new Verdict(false, silence(workshop(pid)) + "; it is done when it comes to it"));
  }

  /** The leading workers of all workshops; of one that does not answer there are none. */
  CompletionStage<List<WorkerNote>> leading(Desk.Kind kind, int most) {
    return each(
            directors,
            director ->
                AskPattern.<Director.Command, List<WorkerNote>>ask(
                        director,
                        replyTo -> new Enquiry.GetLeading(kind, most, replyTo),
                        PATIENCE,
                        scheduler)
                    .exceptionally(late -> List.of()))
        .thenApply(
            lists ->
                lists.stream().flatMap(List::stream).sorted(kind.order()).limit(most).toList());
  }

  /** That a workshop has not answered, in words. */
  static String silence(int workshop) {
    return "workshop %s has not answered for %s s: the worker of this pid, if it has one, is busy, as with a slow blueprint, or the whole workshop is"
        .formatted(workshop, PATIENCE.toSeconds());
  }

  private static <Q, A extends @Nullable Object> CompletionStage<List<A>> each(
      List<Q> questions, Function<Q, CompletionStage<A>> ask) {
    CompletionStage<List<A>> all = CompletableFuture.completedFuture(List.of());
    for (CompletionStage<A> stage : questions.stream().map(ask).toList()) {
      all =
          all.thenCombine(
              stage,
              (before, one) -> {
                List<A> more = new ArrayList<>(before);
                more.add(one);
                return more;
              });
    }
    return all;
  }
}
