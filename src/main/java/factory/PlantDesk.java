package factory;

import factory.goods.Pid;
import factory.goods.WrittenPid;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.Verdict;
import factory.operations.Why;
import factory.operations.WorkerNote;
import factory.production.Director;
import factory.production.Enquiry;
import factory.transportation.Archive;
import factory.transportation.Dispatcher;
import factory.transportation.Located;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/**
 * Where people ask about pids: goes from the pid's workshop to transportation and then to the
 * destination, until somebody knows it.
 *
 * <p>Whoever does not answer within {@link #PATIENCE} is said not to have; nothing waits for a
 * question, and what is asked of a busy worker is answered to nobody.
 */
final class PlantDesk implements Desk {
  /** How long an answer of an actor is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How long the destination is looked through. */
  static final Duration SEARCH = Duration.ofSeconds(5);

  private static final int LEADING = 10;

  /**
   * Whom the desk asks.
   *
   * @param directors in the order of their workshops
   * @param dispatcher of transportation
   * @param archive of the destination
   * @param partitions names of the source's partitions by their number
   */
  record Departments(
      List<ActorRef<Director.Command>> directors,
      ActorRef<Dispatcher.Command> dispatcher,
      Archive archive,
      List<String> partitions) {}

  private final Departments departments;
  private final int pidParts;
  private final String pidSeparator;
  private final Scheduler scheduler;
  private final Executor reader;
  private final ArchiveSearch search;

  /**
   * @param pidParts how many parts a pid has
   * @param pidSeparator stands between them
   * @param reader runs what blocks
   * @param stopwatch starts one that says when a search has taken long enough
   */
  PlantDesk(
      Departments departments,
      int pidParts,
      String pidSeparator,
      Scheduler scheduler,
      Executor reader,
      Supplier<BooleanSupplier> stopwatch) {
    this.departments = departments;
    this.pidParts = pidParts;
    this.pidSeparator = pidSeparator;
    this.scheduler = scheduler;
    this.reader = reader;
    this.search = new ArchiveSearch(departments.archive(), stopwatch);
  }

  private ActorRef<Director.Command> director(Pid pid) {
    return departments.directors().get(workshop(pid));
  }

  private int workshop(Pid pid) {
    return pid.workshop(departments.directors().size());
  }

  /** One of the pids that may be meant, with what its workshop says. */
  private record Asked(Pid pid, Enquiry.@Nullable Explained answer) {}

  private CompletionStage<List<Asked>> ask(String text) {
    List<CompletionStage<Asked>> all = new ArrayList<>();
    for (Pid pid : WrittenPid.of(text, pidParts, pidSeparator)) {
      all.add(
          AskPattern.<Director.Command, Enquiry.Explained>ask(
                  director(pid),
                  replyTo -> new Enquiry.Explain(pid, departments.partitions(), replyTo),
                  PATIENCE,
                  scheduler)
              .handle((answer, late) -> new Asked(pid, answer)));
    }
    return gather(all);
  }

  private static <T> CompletionStage<List<T>> gather(List<CompletionStage<T>> stages) {
    CompletionStage<List<T>> all = CompletableFuture.completedFuture(List.of());
    for (CompletionStage<T> stage : stages) {
      all =
          all.thenCombine(
              stage,
              (before, one) -> {
                List<T> more = new ArrayList<>(before);
                more.add(one);
                return more;
              });
    }
    return all;
  }

  // ---- why ----

  @Override
  public CompletionStage<Why> why(String pid) {
    return ask(pid)
        .thenCompose(
            asked -> {
              Why why = atWork(pid, asked);
              return why == null ? transported(pid, asked) : CompletableFuture.completedFuture(why);
            });
  }

  /** What the workshops have of it; null if nothing. */
  private @Nullable Why atWork(String text, List<Asked> asked) {
    for (Asked one : asked) {
      if (one.answer() != null && one.answer().why() != null) {
        return one.answer().why();
      }
    }
    for (Asked one : asked) {
      int workshop = workshop(one.pid());
      Enquiry.Explained answer = one.answer();
      if (answer == null) {
        return new Why.UnderWay(text, notAnswered(workshop));
      } else if (answer.leaving()) {
        return new Why.UnderWay(
            text,
            "its product is finished and waits in workshop %s for its place on the transportation line"
                .formatted(workshop));
      } else if (answer.onLine() > 0) {
        return new Why.UnderWay(
            text,
            "it has no worker; %s on line %s to be taken up"
                .formatted(
                    answer.onLine() == 1
                        ? "1 material waits"
                        : Words.count(answer.onLine()) + " materials wait",
                    workshop));
      }
    }
    return null;
  }

  private static String notAnswered(int workshop) {
    return "workshop %s has not answered for %s s: its worker is busy, as with a slow blueprint, or the whole workshop is"
        .formatted(workshop, PATIENCE.toSeconds());
  }

  private CompletionStage<Why> transported(String text, List<Asked> asked) {
    List<CompletionStage<@Nullable Located>> all = new ArrayList<>();
    for (Asked one : asked) {
      all.add(
          AskPattern.<Dispatcher.Command, Located>ask(
                  departments.dispatcher(),
                  replyTo -> new Dispatcher.Find(one.pid(), replyTo),
                  PATIENCE,
                  scheduler)
              .handle((answer, late) -> answer));
    }
    return gather(all)
        .thenComposeAsync(
            located -> {
              Why why = inTransport(text, located);
              return CompletableFuture.completedFuture(
                  why == null ? search.of(text, located) : why);
            },
            reader);
  }

  /** What transportation has of it now; null if nothing. */
  private static @Nullable Why inTransport(String text, List<? extends @Nullable Located> located) {
    for (Located one : located) {
      if (one == null) {
        return new Why.UnderWay(
            text,
            "no workshop has it, and transportation has not answered for %s s"
                .formatted(PATIENCE.toSeconds()));
      }
      String where =
          one.unpacked() > 0
              ? "on the transportation line, to be packed"
              : one.stored() > 0
                  ? "in the warehouse, for the next shipment"
                  : one.leaving() > 0 ? "on its way with shipment " + one.leaving() : null;
      if (where != null) {
        return new Why.UnderWay(text, "it is finished and is " + where);
      }
    }
    return null;
  }

  // ---- actions ----

  @Override
  public CompletionStage<Verdict> act(String pid, Action action) {
    if (action instanceof Action.Extend extend
        && (extend.by().isZero() || extend.by().isNegative())) {
      return CompletableFuture.completedFuture(
          new Verdict(false, "a contract is extended by more than 0"));
    }
    List<Pid> pids = WrittenPid.of(pid, pidParts, pidSeparator);
    if (pids.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Verdict(
              false,
              "no pid is written so: a pid has %s parts with '%s' between them"
                  .formatted(pidParts, pidSeparator)));
    }
    return pids.size() == 1
        ? act(pids.get(0), action)
        : ask(pid).thenCompose(asked -> act(meant(asked), action));
  }

  /** The one that has a worker; else any, which is refused. */
  private static Pid meant(List<Asked> asked) {
    for (Asked one : asked) {
      if (one.answer() == null || one.answer().why() != null) {
        return one.pid();
      }
    }
    return asked.get(0).pid();
  }

  private CompletionStage<Verdict> act(Pid pid, Action action) {
    return AskPattern.<Director.Command, Verdict>ask(
            director(pid), replyTo -> new Enquiry.Act(pid, action, replyTo), PATIENCE, scheduler)
        .exceptionally(
            late ->
                new Verdict(
                    false, notAnswered(workshop(pid)) + "; it is done when it comes to it"));
  }

  // ---- leading workers ----

  @Override
  public CompletionStage<List<WorkerNote>> leading(Kind kind) {
    List<CompletionStage<List<WorkerNote>>> all = new ArrayList<>();
    for (ActorRef<Director.Command> director : departments.directors()) {
      all.add(
          AskPattern.<Director.Command, List<WorkerNote>>ask(
                  director,
                  replyTo -> new Enquiry.GetLeading(kind, LEADING, replyTo),
                  PATIENCE,
                  scheduler)
              .exceptionally(late -> List.of()));
    }
    return gather(all)
        .thenApply(
            lists ->
                lists.stream().flatMap(List::stream).sorted(kind.order()).limit(LEADING).toList());
  }
}
