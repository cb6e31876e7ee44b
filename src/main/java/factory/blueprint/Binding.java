package factory.blueprint;

import factory.goods.Schema;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a blueprint has found out about one schema. Immutable but for a cache; shared by all
 * threads.
 *
 * <p>The caches here and in {@link MergePlan} are plain arrays without a lock: their elements are
 * immutable, so the worst that a race costs is to make one twice.
 */
final class Binding {
  private static final int CACHED = 4;
  private static final int LONGEST_CACHED = 128;

  /**
   * How an assembly with some unnamed fields takes up a record of this schema.
   *
   * @param before the assembly's unnamed fields
   * @param after the same and behind them the record's that are new
   * @param places for each unnamed field of the record its place in {@code after}
   */
  record Step(String[] before, String[] after, int[] places) {}

  final Schema schema;
  final Paths paths;

  /** Indexes of the fields that no rule names. */
  final int[] others;

  /** Whether each of them is a key of the source, which is never summed up. */
  final boolean[] keys;

  private final String[] names;
  private final @Nullable Step[] steps = new Step[CACHED];

  Binding(
      Schema schema, String[] paths, Set<String> named, Set<String> keyNames, boolean withOthers) {
    this.schema = schema;
    this.paths = new Paths(schema, paths);
    List<String> all = schema.names();
    int[] indexes = new int[all.size()];
    int count = 0;
    for (int i = 0; i < indexes.length && withOthers; i++) {
      if (!named.contains(all.get(i))) {
        indexes[count++] = i;
      }
    }
    others = Arrays.copyOf(indexes, count);
    keys = new boolean[count];
    names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = all.get(others[i]);
      keys[i] = keyNames.contains(names[i]);
    }
  }

  /** How an assembly that has these unnamed fields takes up a record. */
  Step step(String[] before) {
    int at = System.identityHashCode(before) & (CACHED - 1);
    Step step = steps[at];
    if (step == null || step.before != before) {
      step = newStep(before);
      if (step.after.length <= LONGEST_CACHED) {
        steps[at] = step;
      }
    }
    return step;
  }

  /** Whether a step to these names is private to one assembly, which then alone holds them. */
  static boolean isPrivate(String[] names) {
    return names.length > LONGEST_CACHED;
  }

  private Step newStep(String[] before) {
    Map<String, Integer> known = new HashMap<>(2 * (before.length + names.length));
    for (int i = 0; i < before.length; i++) {
      known.put(before[i], i);
    }
    String[] after = Arrays.copyOf(before, before.length + names.length);
    int count = before.length;
    int[] places = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      Integer place = known.get(names[i]);
      if (place == null) {
        after[count] = names[i];
        places[i] = count++;
      } else {
        places[i] = place;
      }
    }
    return new Step(before, count == before.length ? before : Arrays.copyOf(after, count), places);
  }
}
