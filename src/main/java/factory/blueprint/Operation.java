package factory.blueprint;

import factory.goods.Column;
import factory.goods.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one field of the product, material by material; what it has learnt is in the
 * field's slot of the assembly.
 *
 * <p>A value is never null here. {@link #check} is asked about all fields before {@link #add}
 * changes the first, so that a material that fails leaves the assembly as it was.
 */
enum Operation {
  /** Keeps the first value. */
  FIRST {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      if (assembly.objects[slot] == null) {
        assembly.objects[slot] = value;
        assembly.weight += Weights.of(value);
      }
    }
  },
  /** Keeps the last value. */
  LAST {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      keep(assembly, slot, value);
    }
  },
  /** Adds numbers up, exactly. */
  SUM {
    @Override
    void check(Object value) {
      Sums.check(value);
    }

    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Sums.add(assembly, slot, value);
    }

    @Override
    Object result(MergeAssembly assembly, int slot) {
      return Sums.total(assembly, slot);
    }
  },
  /** Keeps the smallest. */
  MIN {
    @Override
    void check(Object value) {
      Sums.checkOrder(value);
    }

    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Sums.extreme(assembly, slot, value, -1);
    }

    @Override
    @Nullable Object result(MergeAssembly assembly, int slot) {
      return Sums.kept(assembly, slot);
    }
  },
  /** Keeps the largest. */
  MAX {
    @Override
    void check(Object value) {
      Sums.checkOrder(value);
    }

    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Sums.extreme(assembly, slot, value, 1);
    }

    @Override
    @Nullable Object result(MergeAssembly assembly, int slot) {
      return Sums.kept(assembly, slot);
    }
  },
  /** Counts values, or materials. */
  COUNT {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      assembly.longs[slot]++;
    }

    @Override
    Object result(MergeAssembly assembly, int slot) {
      return assembly.longs[slot];
    }
  },
  /** Keeps all values in order; of a list its items. */
  LIST {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      if (value instanceof List<?> items) {
        for (Object item : items) {
          if (item != null) {
            append(assembly, slot, item);
          }
        }
      } else {
        append(assembly, slot, value);
      }
    }

    @Override
    Object result(MergeAssembly assembly, int slot) {
      return appended(assembly, slot);
    }
  },
  /** Keeps the different values in the order of their first occurrence; of a list its items. */
  SET {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Distinct set = (Distinct) assembly.objects[slot];
      if (set == null) {
        set = new Distinct();
        assembly.objects[slot] = set;
        assembly.weight += set.weight();
      }
      long before = set.weight();
      if (value instanceof List<?> items) {
        for (Object item : items) {
          if (item != null) {
            set.add(item);
          }
        }
      } else {
        set.add(value);
      }
      assembly.weight += set.weight() - before;
    }

    @Override
    Object result(MergeAssembly assembly, int slot) {
      return assembly.objects[slot] instanceof Distinct set ? set.values() : List.of();
    }
  },
  /** Joins texts, a blank between two. */
  CONCAT {
    @Override
    void check(Object value) {
      if (value instanceof List<?> items) {
        for (Object item : items) {
          if (item != null && !Texts.isSimple(item)) {
            throw new BlueprintException(
                "cannot concat " + Texts.show(item) + "; it takes texts, numbers and booleans");
          }
        }
      } else if (!Texts.isSimple(value)) {
        throw new BlueprintException(
            "cannot concat " + Texts.show(value) + "; it takes texts, numbers and booleans");
      }
    }

    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      if (value instanceof List<?> items) {
        for (Object item : items) {
          if (item != null) {
            join(assembly, slot, Texts.of(item));
          }
        }
      } else {
        join(assembly, slot, Texts.of(value));
      }
    }

    @Override
    @Nullable Object result(MergeAssembly assembly, int slot) {
      return assembly.objects[slot] instanceof StringBuilder text ? text.toString() : null;
    }
  },
  /** Keeps the longest text or list, of equally long ones the first. */
  LONGEST {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Object kept = assembly.objects[slot];
      int length = length(value);
      if (length > 0 && (kept == null || length > length(kept))) {
        keep(assembly, slot, value);
      }
    }
  },
  /** Keeps the shortest text or list that is not empty, of equally short ones the first. */
  SHORTEST {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Object kept = assembly.objects[slot];
      int length = length(value);
      if (length > 0 && (kept == null || length < length(kept))) {
        keep(assembly, slot, value);
      }
    }
  },
  /** Keeps the whole materials. */
  COLLECT {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      append(assembly, slot, value);
    }

    @Override
    Object peek(MergeAssembly assembly, int slot) {
      return appended(assembly, slot);
    }

    @Override
    Object result(MergeAssembly assembly, int slot) {
      List<@Nullable Object> records = appended(assembly, slot);
      List<Map<String, @Nullable Object>> maps = new ArrayList<>(records.size());
      for (Object item : records) {
        if (item instanceof Fields fields) {
          maps.add(fields.asMap());
        }
      }
      return maps;
    }
  },
  /**
   * For fields that are not named: adds numbers up, keeps the first value of all else; the first
   * value decides which.
   */
  DEFAULT {
    @Override
    void check(Object value) {
      Sums.checkSize(value);
    }

    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Object kept = assembly.objects[slot];
      if (kept == null) {
        if (value instanceof Long number) {
          assembly.objects[slot] = MergeAssembly.NUMBER;
          assembly.longs[slot] = number;
        } else {
          assembly.objects[slot] = value;
          assembly.weight += Weights.of(value);
        }
      } else if (value instanceof Number
          && (kept == MergeAssembly.NUMBER || kept instanceof Number)) {
        Sums.add(assembly, slot, value);
      }
    }

    @Override
    @Nullable Object result(MergeAssembly assembly, int slot) {
      Object kept = assembly.objects[slot];
      return kept == MergeAssembly.NUMBER || kept instanceof BigDecimal
          ? Sums.total(assembly, slot)
          : kept;
    }
  };

  /** The operations that settings can name. */
  static final List<String> NAMES =
      Arrays.stream(values()).filter(each -> each != DEFAULT).map(Operation::text).toList();

  /** As it is written in settings. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What kind of values it makes, for destinations with columns. */
  Column.Kind kind() {
    return switch (this) {
      case COUNT -> Column.Kind.INTEGER;
      case SUM -> Column.Kind.DECIMAL;
      case LIST, SET, COLLECT -> Column.Kind.JSON;
      default -> Column.Kind.TEXT;
    };
  }

  /** Whether the result is a list. */
  boolean isSeveral() {
    return this == LIST || this == SET || this == COLLECT;
  }

  /** Fails if this value cannot be added. */
  void check(Object value) {}

  /** Adds a value; must not fail on what passed {@link #check}. */
  abstract void add(MergeAssembly assembly, int slot, Object value);

  /** The field's value in the product. */
  @Nullable Object result(MergeAssembly assembly, int slot) {
    return assembly.objects[slot];
  }

  /** The same for a condition, which must be cheap to ask for. */
  @Nullable Object peek(MergeAssembly assembly, int slot) {
    return result(assembly, slot);
  }

  /** Replaces the slot's value; its number is the value's weight. */
  private static void keep(MergeAssembly assembly, int slot, Object value) {
    long weight = Weights.of(value);
    assembly.weight += weight - assembly.longs[slot];
    assembly.longs[slot] = weight;
    assembly.objects[slot] = value;
  }

  /** Adds an item to the slot's array; its number is how many there are. */
  private static void append(MergeAssembly assembly, int slot, Object item) {
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

  private static List<@Nullable Object> appended(MergeAssembly assembly, int slot) {
    if (assembly.objects[slot] instanceof Object[] items) {
      return Collections.unmodifiableList(
          Arrays.<@Nullable Object>asList(items).subList(0, (int) assembly.longs[slot]));
    }
    return List.of();
  }

  /** Joins a text to the slot's; its number is how many bytes a character takes there. */
  private static void join(MergeAssembly assembly, int slot, String text) {
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

  private static int length(Object value) {
    return value instanceof List<?> list
        ? list.size()
        : value instanceof Map<?, ?> map ? map.size() : Texts.of(value).length();
  }
}
