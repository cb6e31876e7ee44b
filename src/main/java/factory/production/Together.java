package factory.production;

import factory.goods.Material;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Late materials of a pid that came behind the same watermark: at one moment of event time. They
 * are gathered, and taken away one by one by what their own times belong to. However many there
 * are, each costs a few steps in a tree.
 */
final class Together {
  /** What they came behind. */
  final long watermark;

  /** The product that some of them are made a revision of just now, if they are. */
  Shipped.@Nullable Entry amended;

  private final List<Material> gathered = new ArrayList<>(1);

  /** By event time, those of one instant in source order: they may belong to what is shipped. */
  private final NavigableMap<Long, Deque<Material>> unsure;

  /** The others, which belong to nothing that is shipped. */
  private final NavigableMap<Long, Deque<Material>> alone;

  Together(long watermark) {
    this(watermark, Comparator.naturalOrder());
  }

  /** {@code byTime} is the order of numbers; a test counts how often it is asked. */
  Together(long watermark, Comparator<Long> byTime) {
    this.watermark = watermark;
    unsure = new TreeMap<>(byTime);
    alone = new TreeMap<>(byTime);
  }

  void add(Material material) {
    gathered.add(material);
  }

  /** All of them are there. */
  void close() {
    gathered.sort(Shelf.BY_TIME);
    for (Material material : gathered) {
      unsure.computeIfAbsent(material.time(), time -> new ArrayDeque<>(1)).add(material);
    }
    gathered.clear();
  }

  boolean isEmpty() {
    return unsure.isEmpty() && alone.isEmpty();
  }

  /** Takes the earliest of these times away, both included; null if there is none. */
  @Nullable Material take(long from, long until) {
    Map.Entry<Long, Deque<Material>> one = unsure.ceilingEntry(from);
    Map.Entry<Long, Deque<Material>> other = alone.ceilingEntry(from);
    boolean isAlone = one == null || (other != null && other.getKey() < one.getKey());
    Map.Entry<Long, Deque<Material>> first = isAlone ? other : one;
    return first == null || first.getKey() > until
        ? null
        : take(isAlone ? alone : unsure, first.getKey(), first.getValue());
  }

  private static Material take(
      NavigableMap<Long, Deque<Material>> from, Long time, Deque<Material> all) {
    Material first = all.remove();
    if (all.isEmpty()) {
      from.remove(time);
    }
    return first;
  }

  /** Takes the earliest of all away; there must be one. */
  Material takeFirst() {
    return Objects.requireNonNull(take(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** The earliest time of which {@link #isAlone} was not said; null if there is none. */
  @Nullable Long unsure() {
    return unsure.isEmpty() ? null : unsure.firstKey();
  }

  /** What is of this time belongs to nothing that is shipped. */
  void isAlone(Long time) {
    alone.put(time, Objects.requireNonNull(unsure.remove(time)));
  }

  /** What is shipped by now has come to reach from here to there. */
  void mayBelong(long from, long until) {
    NavigableMap<Long, Deque<Material>> within = alone.subMap(from, true, until, true);
    unsure.putAll(within);
    within.clear();
  }
}
