package factory.goods;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Records with a few components that are others, whatever the rest of them is. */
public final class Altered {
  private Altered() {}

  /** A copy; {@code changes} are names of components, each with its value behind it. */
  public static <R extends Record> R of(R original, Object... changes) {
    Map<Object, Object> left = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      left.put(changes[i], changes[i + 1]);
    }
    RecordComponent[] components = original.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        String name = components[i].getName();
        values[i] =
            left.containsKey(name)
                ? left.remove(name)
                : components[i].getAccessor().invoke(original);
      }
      if (!left.isEmpty()) {
        throw new AssertionError("no such components: " + left.keySet());
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
      @SuppressWarnings("unchecked") // a record's own
      Constructor<R> canonical = (Constructor<R>) original.getClass().getDeclaredConstructor(types);
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
