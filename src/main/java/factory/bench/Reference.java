package factory.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What must come out of a workload, by a plain loop over the input, cut by key only to use all
 * cores.
 *
 * @param products how many
 * @param checksum sum of their digests
 */
public record Reference(long products, long checksum) {
  private static final int PARTS = 16;

  /** The answer for this input. */
  public static Reference of(Workload input) {
    return IntStream.range(0, PARTS)
        .parallel()
        .mapToObj(part -> part(input, part))
        .reduce(new Reference(0, 0), Reference::plus);
  }

  /** Both together. */
  Reference plus(Reference other) {
    return new Reference(products + other.products, checksum + other.checksum);
  }

  private static Reference part(Workload input, int part) {
    Map<Long, Open> open = new HashMap<>();
    Reference sum = new Reference(0, 0);
    for (int i = 0; i < input.size(); i++) {
      long pid = input.pid(i);
      if ((Draws.mix(pid) & (PARTS - 1)) != part) {
        continue;
      }
      Open mine = open.get(pid);
      if (mine != null && input.time(i) - mine.last > input.gapMillis()) {
        sum = sum.plus(mine.close(pid));
        mine = null;
      }
      if (mine == null) {
        mine = new Open();
        open.put(pid, mine);
      }
      mine.last = input.time(i);
      mine.assembly.add(input.kind(i), input.value(i));
    }
    for (Map.Entry<Long, Open> entry : open.entrySet()) {
      sum = sum.plus(entry.getValue().close(entry.getKey()));
    }
    return sum;
  }

  private static final class Open {
    final BenchBlueprint.Assembly assembly = new BenchBlueprint.Assembly();
    long last;

    Reference close(long pid) {
      return new Reference(1, assembly.product(pid).digest());
    }
  }
}
