package factory.jobs;

import factory.operations.JobStock;
import java.time.Duration;
import java.util.List;

/**
 * What a stage has done so far. Of several workers the times are means: together they say what the
 * stage is busy with. The stage that waits least is the one to give more workers.
 *
 * @param in items taken
 * @param out items emitted
 * @param elapsed since it began, until it ended
 * @param waitedForItems for the stages before
 * @param waitedForRoom for the stages behind
 */
public record StageReport(
    String name,
    int workers,
    long in,
    long out,
    Duration elapsed,
    Duration waitedForItems,
    Duration waitedForRoom) {

  static StageReport of(String name, List<Post> posts) {
    long in = 0;
    long out = 0;
    long nanos = 0;
    long items = 0;
    long room = 0;
    for (Post post : posts) {
      in += post.inlet().count();
      out += post.outlet().count();
      nanos = Math.max(nanos, post.nanos());
      items += post.inlet().waited();
      room += post.outlet().waited();
    }
    int n = posts.size();
    return new StageReport(
        name,
        n,
        in,
        out,
        Duration.ofNanos(nanos),
        Duration.ofNanos(items / n),
        Duration.ofNanos(room / n));
  }

  /** The same for Ops. */
  JobStock.Stage stock() {
    return new JobStock.Stage(name, workers, in, out, elapsed, waitedForItems, waitedForRoom);
  }

  /** Items in a second: those taken, or of a producer those emitted. */
  public double perSecond() {
    return (in > 0 ? in : out) * 1e9 / elapsed.toNanos();
  }

  /** The time in which workers were at work; their start is part of it. */
  public Duration busy() {
    Duration busy = elapsed.minus(waitedForItems).minus(waitedForRoom);
    return busy.isNegative() ? Duration.ZERO : busy;
  }
}
