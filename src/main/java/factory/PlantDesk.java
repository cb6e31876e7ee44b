package factory;

import factory.goods.Pid;
import factory.goods.PidForm;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.Verdict;
import factory.operations.Why;
import factory.operations.WorkerNote;
import factory.production.Enquiry;
import factory.transportation.Located;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where people ask about pids: goes from the pid's workshop to transportation and then to the
 * destination, until somebody knows it; what has left before is looked up for what is still there.
 *
 * <p>A person asks by a text. Where several pids are written so, all are asked for, and what the
 * factory has of each is told apart.
 */
final class PlantDesk implements Desk {
  /** What has left earlier is waited for at most so long: the answer is there without it. */
  private static final Duration EARLIER = ArchiveSearch.EARLIER.plusMillis(500);

  private static final int LEADING = 10;

  private final Switchboard switchboard;
  private final PidForm form;
  private final ArchiveSearch search;
  private final Executor reader;

  /**
   * @param form how the source's pids are written
   * @param search of the destination
   * @param reader runs what blocks
   */
  PlantDesk(Switchboard switchboard, PidForm form, ArchiveSearch search, Executor reader) {
    this.switchboard = switchboard;
    this.form = form;
    this.search = search;
    this.reader = reader;
  }

  private static List<Pid> pids(List<PidForm.Reading> readings) {
    return readings.stream().map(PidForm.Reading::pid).toList();
  }

  // ---- why ----

  @Override
  public CompletionStage<Why> why(String text) {
    PidForm.Readings read = form.read(text);
    List<PidForm.Reading> readings = read.each();
    CompletionStage<Why> answer =
        switchboard
            .explain(pids(readings))
            .thenCompose(
                explained ->
                    switchboard
                        .locate(pids(readings))
                        .thenCompose(located -> answer(text, readings, explained, located)));
    return read.all() ? answer : answer.thenApply(this::ofSome);
  }

  /** Whoever was not asked for may be open: that the others are not is no word on all. */
  private Why ofSome(Why why) {
    return why instanceof Why.Unknown unknown
        ? new Why.Unknown(unknown.pid(), false, unknown.searched() + "; " + manyWays())
        : why instanceof Why.Gone gone
            ? new Why.Gone(gone.pid(), gone.fates(), gone.searched() + "; " + manyWays())
            : why;
  }

  private String manyWays() {
    return "a pid of %s parts may be written so in more than %s ways, and whether one is open was asked of %s only"
        .formatted(form.fields().size(), PidForm.MOST, PidForm.MOST);
  }

  private CompletionStage<Why> answer(
      String text,
      List<PidForm.Reading> readings,
      List<Enquiry.@Nullable Explained> explained,
      List<@Nullable Located> located) {
    List<Why.Alike> here = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      PidForm.Reading reading = readings.get(i);
      Why why = here(text, switchboard.workshop(reading.pid()), explained.get(i), located.get(i));
      if (why != null) {
        here.add(new Why.Alike(parts(reading), why));
      }
    }
    if (here.isEmpty()) {
      Why silent = silent(text, readings, explained, located);
      return silent != null
          ? CompletableFuture.completedFuture(silent)
          : CompletableFuture.supplyAsync(() -> search.of(text, located), reader);
    }
    Why now = here.size() == 1 ? here.get(0).why() : new Why.Several(text, List.copyOf(here));
    return CompletableFuture.supplyAsync(() -> search.before(now, located), reader)
        .completeOnTimeout(now, EARLIER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private List<Why.Part> parts(PidForm.Reading reading) {
    List<Why.Part> parts = new ArrayList<>();
    for (int i = 0; i < reading.parts().size(); i++) {
      parts.add(new Why.Part(form.fields().get(i), reading.parts().get(i)));
    }
    return List.copyOf(parts);
  }

  /** What the factory has of one pid; null if nothing, as far as was answered. */
  private static @Nullable Why here(
      String text, int workshop, Enquiry.@Nullable Explained explained, @Nullable Located located) {
    if (explained != null && explained.why() != null) {
      return explained.why();
    } else if (explained != null && explained.leaving()) {
      return new Why.UnderWay(
          text,
          "its product is finished and waits in workshop %s for its place on the transportation line"
              .formatted(workshop));
    } else if (explained != null && explained.onLine() > 0) {
      return new Why.UnderWay(
          text,
          "it has no worker; %s on line %s to be taken up"
              .formatted(
                  explained.onLine() == 1
                      ? "1 material waits"
                      : Words.count(explained.onLine()) + " materials wait",
                  workshop));
    }
    return explained == null || located == null ? null : inTransport(text, located);
  }

  private static @Nullable Why inTransport(String text, Located located) {
    String where =
        located.unpacked() > 0
            ? "on the transportation line, to be packed"
            : located.stored() > 0
                ? "in the warehouse, for the next shipment"
                : located.leaving() > 0 ? "on its way with shipment " + located.leaving() : null;
    return where == null ? null : new Why.UnderWay(text, "it is finished and is " + where);
  }

  /** Who has not answered and may have it; null if all have. */
  private @Nullable Why silent(
      String text,
      List<PidForm.Reading> readings,
      List<Enquiry.@Nullable Explained> explained,
      List<@Nullable Located> located) {
    for (int i = 0; i < readings.size(); i++) {
      if (explained.get(i) == null) {
        int workshop = switchboard.workshop(readings.get(i).pid());
        return new Why.Unanswered(text, Switchboard.silence(workshop));
      } else if (located.get(i) == null) {
        return new Why.Unanswered(
            text,
            "no workshop has it, and transportation has not answered for %s s"
                .formatted(Switchboard.PATIENCE.toSeconds()));
      }
    }
    return null;
  }

  // ---- actions ----

  @Override
  public CompletionStage<Verdict> act(String text, List<String> parts, Action action) {
    if (action instanceof Action.Extend extend
        && (extend.by().isZero() || extend.by().isNegative())) {
      return refused("a contract is extended by more than 0");
    }
    PidForm.Readings read = form.read(text);
    List<PidForm.Reading> readings = read.each();
    if (!parts.isEmpty()) {
      PidForm.Reading meant = form.read(text, parts);
      readings = meant == null ? List.of() : List.of(meant);
    } else if (!read.all()) {
      return refused(
          "more than %s pids may be written so: say by its parts which one is meant"
              .formatted(PidForm.MOST));
    }
    if (readings.isEmpty()) {
      return refused(
          form.fields().size() == 1
              ? "no pid is written so: a pid has one part here"
              : "no pid is written so: a pid has %s parts with '%s' between them"
                  .formatted(form.fields().size(), form.separator()));
    }
    return readings.size() == 1
        ? switchboard.act(readings.get(0).pid(), action)
        : actOnOne(readings, action);
  }

  /** On the one that has a worker; with none it is refused like any that has none. */
  private CompletionStage<Verdict> actOnOne(List<PidForm.Reading> readings, Action action) {
    return switchboard
        .explain(pids(readings))
        .thenCompose(
            explained -> {
              List<Pid> here = new ArrayList<>();
              for (int i = 0; i < readings.size(); i++) {
                Enquiry.Explained answer = explained.get(i);
                if (answer == null || answer.why() != null) {
                  here.add(readings.get(i).pid());
                }
              }
              return here.size() > 1
                  ? refused(
                      "%s pids are written so: say by its parts which one is meant"
                          .formatted(here.size()))
                  : switchboard.act(here.isEmpty() ? readings.get(0).pid() : here.get(0), action);
            });
  }

  private static CompletionStage<Verdict> refused(String text) {
    return CompletableFuture.completedFuture(new Verdict(false, text));
  }

  // ---- leading workers ----

  @Override
  public CompletionStage<List<WorkerNote>> leading(Kind kind) {
    return switchboard.leading(kind, LEADING);
  }
}
