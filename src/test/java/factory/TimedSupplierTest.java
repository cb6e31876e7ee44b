package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimedSupplierTest {
  private static final Lot LOT = new Lot(new Material[1], 1, List.of());

  private static final Map<Class<?>, Object> NUMBERS = Map.of(int.class, 0, long.class, 0L);

  private long nanos = 500;

  @Test
  void takesTheTimeSinceTheFirstRecordWasRead() throws IOException {
    TimedSupplier timed =
        new TimedSupplier(shop(new ArrayDeque<>(List.of(LOT, LOT))), () -> nanos, () -> {});
    Supplier.Reader reader = timed.open(10);
    assertThat(timed.sinceFirst()).isEqualTo(Duration.ZERO);
    nanos = 1_000;
    reader.read();
    nanos = 4_000;
    reader.read();
    nanos = 9_000;
    assertThat(reader.read()).as("the end").isNull();
    assertThat(timed.sinceFirst()).isEqualTo(Duration.ofNanos(8_000));
  }

  @Test
  void itsTimeBeginsBehindWhatIsDoneBeforeTheOpening() throws IOException {
    TimedSupplier timed =
        new TimedSupplier(shop(new ArrayDeque<>(List.of(LOT))), () -> nanos, () -> nanos = 700);
    timed.open(10);
    assertThat(timed.openedAt()).isEqualTo(700);
  }

  @Test
  void theHeapIsCollectedBehindALargeBenchOnly() throws IOException {
    assertThat(collections("workshop.bench.staffed = 10000")).isPositive();
    assertThat(collections("workshop.bench.staffed = 1000")).isZero();
  }

  /** How many collections somebody asked for while a source was opened. */
  private long collections(String setting) throws IOException {
    FactorySettings settings = SettingsFixture.parse("factory { workshops = 2, " + setting + " }");
    TimedSupplier timed =
        TimedSupplier.of(shop(new ArrayDeque<>(List.of(LOT))), () -> nanos, settings);
    long before = fullCollections();
    timed.open(10);
    return fullCollections() - before;
  }

  private static long fullCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> collector.getName().matches(".*(Old|MarkSweep).*"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  @Test
  void handsOnWhateverASupplierAndItsReaderAreAsked() throws ReflectiveOperationException {
    Set<String> asked = new HashSet<>();
    TimedSupplier timed = new TimedSupplier(paper(Supplier.class, asked), () -> nanos, () -> {});
    askAll(Supplier.class, timed);
    askAll(Supplier.Reader.class, paperReader(timed));
    for (Class<?> type : List.of(Supplier.class, Supplier.Reader.class)) {
      for (Method method : type.getMethods()) {
        assertThat(asked).contains(method.getName());
      }
    }
  }

  private static Supplier.Reader paperReader(TimedSupplier timed) {
    try {
      return timed.open(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void askAll(Class<?> type, Object target) throws ReflectiveOperationException {
    for (Method method : type.getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      Object[] values = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        values[i] = types[i] == Ledger.class ? new Ledger(List.of()) : NUMBERS.get(types[i]);
      }
      method.invoke(target, values);
    }
  }

  private static <T> T paper(Class<T> type, Set<String> asked) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, values) -> {
              asked.add(method.getName());
              Class<?> answer = method.getReturnType();
              if (answer.isInterface() && answer != List.class && answer != Set.class) {
                return paper(answer, asked);
              }
              return answer == boolean.class
                  ? (Object) false
                  : answer == long.class ? (Object) 0L : answer == double.class ? 0.0 : null;
            }));
  }

  private static Supplier shop(Deque<Lot> lots) {
    Supplier paper = new SupplierOnPaper(true, new Partition("a", ""));
    return new Supplier() {
      @Override
      public String name() {
        return paper.name();
      }

      @Override
      public List<Partition> partitions() {
        return paper.partitions();
      }

      @Override
      public boolean replayable() {
        return paper.replayable();
      }

      @Override
      public boolean bounded() {
        return paper.bounded();
      }

      @Override
      public Reader open(int lotSize) {
        return new Reader() {
          @Override
          public @Nullable Lot read() {
            return lots.poll();
          }

          @Override
          public double progress() {
            return 0;
          }

          @Override
          public void close() {}
        };
      }
    };
  }
}
