package factory.purchasing;

import com.fasterxml.jackson.core.io.SerializedString;
import factory.goods.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of JSON records that were met last, so that records of one shape share one schema
 * whoever parses them. Thread-safe.
 */
final class JsonShapes {
  private static final int MOST = 256;
  private static final int LARGEST = 1000;

  /** A schema, and its names in the form in which Jackson can compare them. */
  static final class Shape {
    final Schema schema;
    final SerializedString[] names;

    Shape(Schema schema) {
      this.schema = schema;
      this.names =
          schema.names().stream().map(SerializedString::new).toArray(SerializedString[]::new);
    }
  }

  private final Map<List<String>, Shape> shapes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Shape> eldest) {
          return size() > MOST;
        }
      };

  /** The shape with these names in this order; null if it was not met, or long ago. */
  synchronized @Nullable Shape known(List<String> names) {
    return shapes.get(names);
  }

  /** The shape of this schema, which is kept unless it is very large. */
  synchronized Shape add(Schema schema) {
    Shape known = shapes.get(schema.names()); // another parser's
    if (known != null) {
      return known;
    }
    Shape added = new Shape(schema);
    if (schema.size() <= LARGEST) {
      shapes.put(schema.names(), added);
    }
    return added;
  }
}
