package factory.operations;

import factory.operations.Bottleneck.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Workshops that hold the others up, in words: all that are alike in it, and not the one of them
 * whose line happens to be the fullest.
 *
 * @param stage {@code LINE}, {@code ROOM} or {@code BLUEPRINT}
 * @param which of them; at least one
 * @param open all workshops that are not closed
 * @param share the part, 0 to 1, of what comes that each workshop is sent
 */
record SlowWorkshops(
    Stage stage, Set<Integer> which, List<WorkshopStock> open, Map<Integer, Double> share) {
  /** More are only counted. */
  private static final int NAMED = 3;

  /** The same of these workshops, as far as they are open. */
  SlowWorkshops with(Set<Integer> others) {
    Set<Integer> here =
        open.stream()
            .map(WorkshopStock::workshop)
            .filter(others::contains)
            .collect(Collectors.toSet());
    return here.isEmpty() ? this : new SlowWorkshops(stage, here, open, share);
  }

  /** Who they are, with their figures and what to do. */
  Bottleneck said() {
    return switch (stage) {
      case LINE -> new Bottleneck(stage, named("line"), line(), 1);
      case ROOM -> new Bottleneck(stage, named("workshop"), room(), 1);
      default -> new Bottleneck(stage, named("workshop"), blueprint(), 1);
    };
  }

  private String named(String thing) {
    List<String> numbers = which.stream().sorted().map(String::valueOf).toList();
    int last = numbers.size() - 1;
    if (last == 0) {
      return thing + " " + numbers.get(0);
    } else if (areAll()) {
      return thing + "s";
    }
    return numbers.size() > NAMED
        ? numbers.size() + " " + thing + "s"
        : thing + "s " + String.join(", ", numbers.subList(0, last)) + " and " + numbers.get(last);
  }

  private boolean isOne() {
    return which.size() == 1;
  }

  private boolean areAll() {
    return which.size() == open.size() && !isOne();
  }

  private List<WorkshopStock> slow() {
    return open.stream().filter(w -> which.contains(w.workshop())).toList();
  }

  private String line() {
    long inFlight = slow().stream().mapToLong(w -> w.onLine() + w.delivered()).sum();
    double sent = which.stream().mapToDouble(w -> share.getOrDefault(w, 0.0)).sum();
    return (isOne() ? "it holds " : "they hold ")
        + Text.count(inFlight, "material")
        + " while others of the "
        + open.size()
        + " lines have room: "
        + (isOne() ? "its workshop is sent " : "their workshops together are sent ")
        + Text.percent(sent)
        + " of all materials, as of "
        + (isOne() ? "one busy pid" : "a few busy pids")
        + "; is the pid fine enough?";
  }

  private String room() {
    long workers = slow().stream().mapToLong(WorkshopStock::roster).sum();
    return (isOne() ? "its " : "their ")
        + Text.count(workers, "worker")
        + " with "
        + Text.bytes(slow().stream().mapToLong(WorkshopStock::openBytes).sum())
        + (workers == 1 ? " is" : " are")
        + " as many as there may be, so "
        + (isOne() ? "its line stands" : "their lines stand")
        + "; a shorter factory.contract.term, or more of factory.workshop.max-workers or"
        + " factory.memory.open-assemblies";
  }

  private String blueprint() {
    long delivered = slow().stream().mapToLong(WorkshopStock::delivered).sum();
    long waiting = slow().stream().mapToLong(WorkshopStock::onLine).sum();
    return (isOne() ? "its workers" : areAll() ? "workers" : "their workers")
        + " have "
        + Text.count(delivered, "material")
        + " to assemble, "
        + Text.number(waiting)
        + (waiting == 1 ? " more waits on " : " more wait on ")
        + which.size()
        + " of "
        + Text.count(open.size(), "line")
        + "; as it should be for a backlog, else a quicker blueprint or more cores help";
  }
}
