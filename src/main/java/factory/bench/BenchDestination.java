package factory.bench;

import factory.custody.Ledger;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.transportation.Destination;
import factory.transportation.Encoder;
import factory.transportation.Truck;
import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Another destination, with a count and a digest of what stevedores package for it. */
public final class BenchDestination implements Destination {
  private final Destination other;
  private final ToLongFunction<Product> digest;
  private final Queue<Count> counts = new ConcurrentLinkedQueue<>();
  private volatile long shippedAt;

  /** One stevedore's: it alone writes. */
  private static final class Count {
    volatile Reference sum = new Reference(0, 0);
    volatile long limited;
    volatile @Nullable Scrap scrap;

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
    void add(Product product, long digest) {
      sum = sum.plus(new Reference(1, digest));
      if (product.closed() == Closed.LIMIT) {
        limited++;
      }
    }
  }

  /**
   * Counts on the way to {@code other}, which closes with this.
   *
   * @param digest of a product; their sum does not depend on their order
   */
  public BenchDestination(Destination other, ToLongFunction<Product> digest) {
    this.other = other;
    this.digest = digest;
  }

  /** What has come; to be compared with {@link Reference#of}. */
  public Reference found() {
    Reference all = new Reference(0, 0);
    for (Count count : counts) {
      all = all.plus(count.sum);
    }
    return all;
  }

  /** How many of the products were closed at a limit. */
  public long limited() {
    return counts.stream().mapToLong(count -> count.limited).sum();
  }

  /** Why something was scrapped, of what was scrapped first by one of the stevedores; or null. */
  public @Nullable String scrapped() {
    return counts.stream()
        .map(count -> count.scrap)
        .filter(Objects::nonNull)
        .map(Scrap::detail)
        .findFirst()
        .orElse(null);
  }

  /** When the last shipment was committed, in nanoseconds of {@link System#nanoTime}. */
  public long shippedAt() {
    return shippedAt;
  }

  @Override
  public String describe() {
    return other.describe();
  }

  @Override
  public Encoder encoder() {
    Encoder encoder = other.encoder();
    Count mine = new Count();
    counts.add(mine);
    return cargo -> {
      if (cargo instanceof Product product) {
        mine.add(product, digest.applyAsLong(product));
      } else if (cargo instanceof Scrap scrap && mine.scrap == null) {
        mine.scrap = scrap;
      }
      return encoder.encode(cargo);
    };
  }

  @Override
  public void ship(Truck truck, Drill drill) throws IOException {
    other.ship(truck, drill);
    shippedAt = System.nanoTime();
  }

  @Override
  public boolean keepsPositions() {
    return other.keepsPositions();
  }

  @Override
  public long lastNumber() {
    return other.lastNumber();
  }

  @Override
  public Ledger ledger() {
    return other.ledger();
  }

  @Override
  public void close() {
    other.close();
  }
}
