package factory;

import factory.goods.Drill;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The failures on purpose that {@code factory.drill} asks for; each happens once. */
final class Drills implements Drill {
  private final Map<String, List<FactorySettings.DrillSettings>> byPoint =
      new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> passed = new ConcurrentHashMap<>();

  Drills(List<FactorySettings.DrillSettings> drills) {
    for (FactorySettings.DrillSettings drill : drills) {
      byPoint.merge(drill.at(), List.of(drill), Drills::both);
      passed.putIfAbsent(drill.at(), new AtomicLong());
    }
  }

  private static <T> List<T> both(List<T> a, List<T> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  @Override
  public void pass(String point) {
    AtomicLong count = passed.get(point);
    if (count == null) {
      return;
    }
    long time = count.incrementAndGet();
    for (FactorySettings.DrillSettings drill : byPoint.getOrDefault(point, List.of())) {
      if (drill.pass() == time) {
        throw new Failure(point);
      }
    }
  }
}
