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
 * @param elapsed since its first worker was there, until the last had gone
 * @param waitedForItems for the stages before
 * @param waitedForRoom for the stages behind
 * @param busy the rest of the time that workers were there: at work
 */
public record StageReport(
    String name,
    int workers,
    long in,
    long out,
    Duration elapsed,
    Duration waitedForItems,
    Duration waitedForRoom,
    Duration busy) {

  static StageReport of(String name, List<Post> posts) {
    long in = 0;
    long out = 0;
    long items = 0;
    long room = 0;
    long there = 0;
    for (Post post : posts) {
      in += post.inlet().count();
      out += post.outlet().count();
      items += post.inlet().waited();
      room += post.outlet().waited();
      there += post.hasBegun() ? post.to() - post.from() : 0;
    }
    int n = posts.size();
    return new StageReport(
        name,
        n,
        in,
        out,
        elapsed(posts),
        Duration.ofNanos(items / n),
        Duration.ofNanos(room / n),
        Duration.ofNanos(Math.max(0, there - items - room) / n));
  }

  private static Duration elapsed(List<Post> posts) {
    List<Post> begun = posts.stream().filter(Post::hasBegun).toList();
    long from = begun.stream().mapToLong(Post::from).min().orElse(0);
    long to = begun.stream().mapToLong(Post::to).max().orElse(0);
    return Duration.ofNanos(Math.max(1, to - from));
  }

  /** The same for Ops. */
  JobStock.Stage stock() {
    return new JobStock.Stage(name, workers, in, out, 0, elapsed, waitedForItems, waitedForRoom);
  }

  /** Items in a second: those taken, or of a producer those emitted. */
  public double perSecond() {
    return (in > 0 ? in : out) * 1e9 / elapsed.toNanos();
  }
}
