package factory.verification;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong at a destination; the first in words, all counted. */
final class Problems {
  /** Most that are said in words. */
  static final int SHOWN = 20;

  private final List<String> first = new ArrayList<>();
  private long count;

  void add(String problem, @Nullable Object... values) {
    count++;
    if (first.size() < SHOWN) {
      first.add(problem.formatted(values));
    }
  }

  List<String> first() {
    return List.copyOf(first);
  }

  long count() {
    return count;
  }
}
