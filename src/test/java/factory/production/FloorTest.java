package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Closed;
import factory.goods.Pid;
import factory.goods.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** What a director and its workers share: nobody is woken in vain, nobody is forgotten. */
class FloorTest {
  private final TestInbox<Director.Command> director = TestInbox.create();
  private final Floor<Recorder.Tape> floor = Recorder.floor(() -> 0, director.getRef());

  private int wakes() {
    return director.getAllReceived().size();
  }

  private static Product product(long offset) {
    return new Product(
        0, offset, Pid.of("a"), "x", Closed.LIMIT, 1, 0, 0, 0, Map.of(), Tally.NO_POSITIONS);
  }

  @Test
  void wakesTheDirectorOnlyWhenAsMuchIsDoneAsItWaitsFor() {
    floor.wakeAt(10);
    floor.assembled(9);
    assertThat(wakes()).isZero();
    floor.assembled(1);
    floor.assembled(1);
    assertThat(wakes()).as("once until it is awake").isEqualTo(1);
    floor.awake();
    floor.assembled(1);
    assertThat(wakes()).isEqualTo(1);
  }

  @Test
  void wakesItAtOnceIfThatIsDoneAlready() {
    floor.assembled(10);
    floor.wakeAt(10);
    assertThat(wakes()).isEqualTo(1);
  }

  @Test
  void aPermitGivenBackJustBeforeSomebodyWaitsIsNotForgotten() {
    floor.returnPermit();
    assertThat(wakes()).isZero();
    floor.queueing(true);
    assertThat(wakes()).isEqualTo(1);
  }

  @Test
  void aPermitGivenBackWhileSomebodyWaitsWakesTheDirector() {
    floor.queueing(true);
    assertThat(wakes()).isZero();
    floor.returnPermit();
    assertThat(wakes()).isEqualTo(1);
    assertThat(floor.takePermit()).as("it is for who waits").isFalse();
    assertThat(floor.takeAny()).isTrue();
  }

  @Test
  void theOutboxKeepsTheOrderOfPostingAndWakesOnce() {
    List<Product> posted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      posted.add(product(i));
      floor.post(posted.get(i), null);
    }
    assertThat(wakes()).isEqualTo(1);
    assertThat(floor.counts.outgoing.sum()).isEqualTo(5);
    List<Object> taken = new ArrayList<>();
    for (Outbox.Parcel parcel = floor.takeOutbox(); parcel != null; parcel = parcel.next()) {
      taken.add(parcel.cargo());
    }
    assertThat(taken).isEqualTo(posted);
    assertThat(floor.takeOutbox()).isNull();
  }

  @Test
  void nothingIsLostOrTakenTwiceByManyThreads() throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    floor.addPermits(threads * each / 2);
    for (int t = 0; t < threads; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < each; i++) {
                  if (floor.takePermit()) {
                    taken.incrementAndGet();
                  }
                  floor.post(product(i), null);
                }
              });
      thread.start();
      all.add(thread);
    }
    start.countDown();
    int parcels = 0;
    while (all.stream().anyMatch(Thread::isAlive)) {
      for (Outbox.Parcel p = floor.takeOutbox(); p != null; p = p.next()) {
        parcels++;
      }
    }
    for (Outbox.Parcel p = floor.takeOutbox(); p != null; p = p.next()) {
      parcels++;
    }
    assertThat(parcels).isEqualTo(threads * each);
    assertThat(taken.get()).isEqualTo(threads * each / 2);
    assertThat(floor.permits()).isZero();
  }
}
