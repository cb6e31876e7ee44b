package factory.blueprint;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a product as {@link Blueprint#fields} returns them: a map of a few names, in order,
 * that all products of a blueprint share. A product then has one array of its own, where a {@link
 * java.util.LinkedHashMap} has a table and an entry for each field.
 *
 * <p>Values may be null. A look-up goes through the names, so it is meant for some ten of them. It
 * cannot be changed.
 */
public final class FieldMap extends AbstractMap<String, @Nullable Object> {
  private final List<String> names;
  private final @Nullable Object[] values;

  private FieldMap(List<String> names, @Nullable Object[] values) {
    this.names = names;
    this.values = values;
  }

  /**
   * The map of these names and values.
   *
   * @param names all different; a list made once for all products
   * @param values as many; the map keeps the array
   * @throws IllegalArgumentException if there are more or fewer values than names
   */
  public static FieldMap of(List<String> names, @Nullable Object... values) {
    if (names.size() != values.length) {
      throw new IllegalArgumentException(names.size() + " names and " + values.length + " values");
    }
    return new FieldMap(names, values);
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int place = names.indexOf(name);
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return names.contains(name);
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < values.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          String name = Objects.requireNonNull(names.get(next));
          return new SimpleImmutableEntry<>(name, values[next++]);
        }
      };
    }
  }
}
