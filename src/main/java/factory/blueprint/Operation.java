package factory.blueprint;

import factory.goods.Column;
import factory.goods.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
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
      Slots.keep(assembly, slot, value);
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
            Slots.append(assembly, slot, item);
          }
        }
      } else {
        Slots.append(assembly, slot, value);
      }
    }

    @Override
    Object result(MergeAssembly assembly, int slot) {
      return Slots.appended(assembly, slot);
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
        items.forEach(Texts::checkSimple);
      } else {
        Texts.checkSimple(value);
      }
    }

    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      if (value instanceof List<?> items) {
        for (Object item : items) {
          if (item != null) {
            Slots.join(assembly, slot, Texts.of(item));
          }
        }
      } else {
        Slots.join(assembly, slot, Texts.of(value));
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
      int length = Slots.length(value);
      if (length > 0 && (kept == null || length > Slots.length(kept))) {
        Slots.keep(assembly, slot, value);
      }
    }
  },
  /** Keeps the shortest text or list that is not empty, of equally short ones the first. */
  SHORTEST {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Object kept = assembly.objects[slot];
      int length = Slots.length(value);
      if (length > 0 && (kept == null || length < Slots.length(kept))) {
        Slots.keep(assembly, slot, value);
      }
    }
  },
  /** Keeps the whole materials. */
  COLLECT {
    @Override
    void add(MergeAssembly assembly, int slot, Object value) {
      Slots.append(assembly, slot, value);
    }

    @Override
    Object peek(MergeAssembly assembly, int slot) {
      return Slots.appended(assembly, slot);
    }

    @Override
    Object result(MergeAssembly assembly, int slot) {
      List<@Nullable Object> records = Slots.appended(assembly, slot);
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
}
