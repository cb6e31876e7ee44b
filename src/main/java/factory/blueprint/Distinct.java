package factory.blueprint;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Different values in the order of their first occurrence, and what they weigh.
 *
 * <p>Not a LinkedHashSet: that takes 50 bytes more a value, and its heap could only be guessed. Up
 * to eight values are searched one by one, which is what most products have; beyond that a hash
 * table of their numbers leads to them (linear probing, at most half full). Texts are hashed with
 * XXH3, because values that share their {@code hashCode} are easily made.
 */
final class Distinct {
  private static final int SCANNED = 8;
  private static final long SHALLOW = 24;

  private @Nullable Object[] values = new Object[2];
  private int size;

  /** One more than the number of a value; 0 is empty. */
  private int @Nullable [] table;

  private long weight = SHALLOW + Weights.ofArray(2, 4);

  boolean contains(Object value) {
    int[] slots = table;
    if (slots == null) {
      for (int i = 0; i < size; i++) {
        if (value.equals(values[i])) {
          return true;
        }
      }
      return false;
    }
    return slots[find(slots, value)] != 0;
  }

  /** Adds a value unless it is there; says whether it was added. */
  boolean add(Object value) {
    if (contains(value)) {
      return false;
    }
    if (size == values.length) {
      weight -= Weights.ofArray(size, 4);
      values = Arrays.copyOf(values, size + Math.max(2, size >> 1));
      weight += Weights.ofArray(values.length, 4);
    }
    values[size++] = value;
    weight += Weights.of(value);
    if (size > SCANNED) {
      index();
    }
    return true;
  }

  private void index() {
    int[] slots = table;
    if (slots != null && 2 * size <= slots.length) {
      Object last = values[size - 1];
      slots[find(slots, last)] = size;
      return;
    }
    weight -= slots == null ? 0 : Weights.ofArray(slots.length, 4);
    slots = new int[slots == null ? 4 * SCANNED : 2 * slots.length];
    weight += Weights.ofArray(slots.length, 4);
    for (int i = 0; i < size; i++) {
      slots[find(slots, values[i])] = i + 1;
    }
    table = slots;
  }

  private int find(int[] slots, Object value) {
    int at = hash(value) & (slots.length - 1);
    while (slots[at] != 0 && !value.equals(values[slots[at] - 1])) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  private static int hash(Object value) {
    if (value instanceof String text) {
      return (int) Hashing.xxh3_64().hashCharsToLong(text);
    }
    int hash = value.hashCode() * 0x9e3779b9;
    return hash ^ (hash >>> 15);
  }

  int size() {
    return size;
  }

  /** A view of the values in order; of no use once one is added. */
  List<@Nullable Object> values() {
    return Collections.unmodifiableList(Arrays.asList(values).subList(0, size));
  }

  /** Heap of all of it in bytes. */
  long weight() {
    return weight;
  }
}
