package factory.goods;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The field names that records of one shape share, in the order of the source.
 *
 * <p>Readers make one schema per shape, not per record, so that a blueprint can look a name up once
 * and go on by index while {@code material.fields().schema()} stays the same object.
 */
public final class Schema {
  private final List<String> names;
  private final Map<String, Integer> indexes;

  /** A schema of these names, which must differ from each other. */
  public Schema(List<String> names) {
    this.names = List.copyOf(names);
    this.indexes = new HashMap<>(names.size() * 2);
    for (int i = 0; i < names.size(); i++) {
      if (indexes.put(names.get(i), i) != null) {
        throw new IllegalArgumentException("field '" + names.get(i) + "' occurs twice");
      }
    }
  }

  /** The names in order. */
  public List<String> names() {
    return names;
  }

  /** How many fields there are. */
  public int size() {
    return names.size();
  }

  /** Where a field stands, or -1. */
  public int indexOf(String name) {
    Integer index = indexes.get(name);
    return index == null ? -1 : index;
  }
}
