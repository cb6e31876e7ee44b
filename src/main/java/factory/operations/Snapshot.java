package factory.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole plant as Ops knows it at one moment. The departments report one after the other, so
 * that {@link Account#missing()} of a factory that works is what moved between two reports.
 *
 * @param factory its name
 * @param running since it was started
 * @param account the latest stock of each department
 * @param boughtPerSecond records bought in a second, over the last two reports
 * @param productsPerSecond products shipped in a second, over the last ten seconds
 * @param assembledPerSecond materials assembled in a second by each workshop, in the order of
 *     {@code account.workshops()}
 * @param pace how fast the figures came to what they are
 * @param left until a bounded source is read to its end, as fast as it was of late; null where
 *     nothing can be said
 * @param alarms that stand, the newest first
 * @param history alarms that are over, the newest first, at most 100
 * @param failures how many actors have failed, by kind of actor
 * @param findings how many findings the Inspectors reported, by kind
 * @param jobs work beside assembly: what runs, and the last few that have ended
 * @param bottleneck who holds the others up
 * @param transit how long things take on their way, and the last shipments
 */
public record Snapshot(
    String factory,
    Duration running,
    Account account,
    double boughtPerSecond,
    double productsPerSecond,
    List<Double> assembledPerSecond,
    Pace pace,
    @Nullable Duration left,
    List<Alarm> alarms,
    List<Alarm> history,
    Map<String, Long> failures,
    Map<Finding.Kind, Long> findings,
    List<JobReport> jobs,
    Bottleneck bottleneck,
    Transit transit) {

  /** Whether there is no factory here, only jobs. */
  boolean jobsAlone() {
    return account.workshops().isEmpty();
  }

  /** Whether every workshop has closed, so that no figure grows any more. */
  public boolean ended() {
    List<WorkshopStock> workshops = account.workshops();
    return !workshops.isEmpty() && workshops.stream().allMatch(WorkshopStock::closed);
  }

  /**
   * How many actors have failed, by role, with 0 for each role of which none has: who watches for
   * the first failure has to know that there was none before.
   */
  public Map<String, Long> failuresOfAllRoles() {
    Map<String, Long> all = new TreeMap<>(failures);
    Failures.ROLES.forEach(role -> all.putIfAbsent(role, 0L));
    return all;
  }

  /** Materials assembled in a second by all workshops. */
  public double allAssembledPerSecond() {
    return assembledPerSecond.stream().mapToDouble(Double::doubleValue).sum();
  }
}
