package factory.blueprint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An unfinished product of a {@link MergeBlueprint}; nothing in it is for others to touch.
 *
 * <p>Each field of the product has a slot: a number and an object, of which its {@link Operation}
 * makes what it needs. So a sum is a {@code long} in an array, and an assembly of a few fields is
 * four objects.
 */
public final class MergeAssembly {
  private static final String[] NO_NAMES = {};
  private static final long SHALLOW = 48;

  /** Stands in {@link #objects} where the slot's value is the number beside it. */
  static final Object NUMBER = new Object();

  long[] longs;
  @Nullable Object[] objects;

  /**
   * The fields that the settings do not name; their slots follow those of the rules. Shared between
   * assemblies: copy to change.
   */
  String[] names = NO_NAMES;

  /** What told the materials apart so far; null where they are all different. */
  @Nullable Distinct seen;

  long materials;
  long weight;
  boolean complete;

  MergeAssembly(int slots, boolean distinct) {
    longs = new long[slots];
    objects = new Object[slots];
    weight = SHALLOW + Weights.ofArray(slots, 8) + Weights.ofArray(slots, 4);
    if (distinct) {
      seen = new Distinct();
      weight += seen.weight();
    }
  }

  /** Makes room for so many slots. */
  void grow(int slots) {
    weight -= Weights.ofArray(longs.length, 8) + Weights.ofArray(objects.length, 4);
    longs = Arrays.copyOf(longs, slots);
    objects = Arrays.copyOf(objects, slots);
    weight += Weights.ofArray(slots, 8) + Weights.ofArray(slots, 4);
  }
}
