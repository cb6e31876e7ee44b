package factory.blueprint;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which operations use their slot of an assembly, an object and a number, and keep its
 * weight right.
 */
final class Slots {
  private Slots() {}

  /** Replaces the slot's value; its number is the value's weight. */
  static void keep(MergeAssembly assembly, int slot, Object value) {
    long weight = Weights.of(value);
    assembly.weight += weight - assembly.longs[slot];
    assembly.longs[slot] = weight;
    assembly.objects[slot] = value;
  }

  /** Adds an item to the slot's array; its number is how many there are. */
  static void append(MergeAssembly assembly, int slot, Object item) {
    int size = (int) assembly.longs[slot];
    @Nullable Object[] items = assembly.objects[slot] instanceof Object[] array ? array : null;
    if (items == null) {
      items = new Object[2];
      assembly.weight += Weights.ofArray(2, 4);
      assembly.objects[slot] = items;
    } else if (size == items.length) {
      items = Arrays.copyOf(items, size + Math.max(2, size >> 1));
      assembly.weight += Weights.ofArray(items.length, 4) - Weights.ofArray(size, 4);
      assembly.objects[slot] = items;
    }
    items[size] = item;
    assembly.longs[slot] = size + 1L;
    assembly.weight += Weights.of(item);
  }

  /** The items of the slot's array. */
  static List<@Nullable Object> appended(MergeAssembly assembly, int slot) {
    if (assembly.objects[slot] instanceof Object[] items) {
      return Collections.unmodifiableList(
          Arrays.<@Nullable Object>asList(items).subList(0, (int) assembly.longs[slot]));
    }
    return List.of();
  }

  /** Joins a text to the slot's; its number is how many bytes a character takes there. */
  static void join(MergeAssembly assembly, int slot, String text) {
    StringBuilder joined = (StringBuilder) assembly.objects[slot];
    if (joined == null) {
      joined = new StringBuilder(text.length());
      assembly.objects[slot] = joined;
      assembly.longs[slot] = 1;
      assembly.weight += 24 + Weights.ofArray(joined.capacity(), 1);
    } else {
      assembly.weight -= Weights.ofArray(joined.capacity(), (int) assembly.longs[slot]);
      joined.append(' ');
      assembly.weight += Weights.ofArray(joined.capacity(), (int) assembly.longs[slot]);
    }
    assembly.weight -= Weights.ofArray(joined.capacity(), (int) assembly.longs[slot]);
    joined.append(text);
    if (Weights.isWide(text)) {
      assembly.longs[slot] = 2;
    }
    assembly.weight += Weights.ofArray(joined.capacity(), (int) assembly.longs[slot]);
  }

  /** Of a text, list or table. */
  static int length(Object value) {
    return value instanceof List<?> list
        ? list.size()
        : value instanceof Map<?, ?> map ? map.size() : Texts.of(value).length();
  }
}
