package factory.transportation;

import factory.goods.Drill;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps the trucks that it was brought; can be in trouble and can stand still. */
final class FakeDestination extends OtherDestination {
  final List<Truck> shipped = new CopyOnWriteArrayList<>();
  private final CountDownLatch arrived = new CountDownLatch(1);
  final Semaphore gate = new Semaphore(1_000_000);
  volatile @Nullable String trouble;

  /** How many times more it fails to give an encoder. */
  final AtomicInteger noEncoders = new AtomicInteger();

  final AtomicInteger attempts = new AtomicInteger();

  FakeDestination() {
    super(Goods.SOURCE);
  }

  void standStill() {
    gate.drainPermits();
  }

  /** Waits until the driver is here. */
  void awaitDriver() {
    try {
      if (!arrived.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("no driver came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void goOn() {
    gate.release(1_000_000);
  }

  @Override
  public String describe() {
    return "fake";
  }

  @Override
  public Encoder encoder() {
    if (noEncoders.getAndDecrement() > 0) {
      throw new IllegalStateException("no encoder");
    }
    return new JsonEncoder(
        Goods.SOURCE,
        new EventTimes(DestinationSettings.Times.ISO, java.time.temporal.ChronoUnit.MICROS));
  }

  @Override
  public void ship(Truck truck, Drill drill) throws IOException {
    arrived.countDown();
    gate.acquireUninterruptibly();
    attempts.incrementAndGet();
    String reason = trouble;
    if (reason != null) {
      throw new IOException(reason);
    }
    boolean fresh = truck.number() > lastNumber();
    super.ship(
        truck,
        point -> {
          if (point.equals(Driver.AFTER_COMMIT) && fresh) {
            shipped.add(truck);
          }
          drill.pass(point);
        });
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    shipped.forEach(
        truck ->
            truck.forEach(
                parcel ->
                    new String(parcel.bytes(), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .forEach(lines::add)));
    return lines;
  }

  @Override
  public boolean keepsPositions() {
    return true;
  }
}
