package factory;

import factory.goods.Drill;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failures and standstills on purpose that {@code factory.drill} asks for; each happens once.
 */
final class Drills implements Drill {
  private static final Logger LOG = LoggerFactory.getLogger(Drills.class);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

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
      if (drill.pass() == time && drill.standstill().isZero()) {
        LOG.info("drill: {} fails", point);
        throw new Failure(point);
      } else if (drill.pass() == time) {
        LOG.info("drill: {} stands still for {}", point, Words.time(drill.standstill()));
        standStill(drill.standstill());
      }
    }
  }

  /** Blocks, as a disk or a server that does not answer would. */
  private static void standStill(Duration time) {
    try {
      NEVER.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
