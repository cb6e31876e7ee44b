package factory.purchasing;

import static factory.purchasing.RouterBench.await;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.goods.FactoryClock;
import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Places;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.operations.PurchaseStock;
import factory.production.Director;
import factory.production.EventClock;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BuyerTest {
  private static final ActorTestKit kit = ActorTestKit.create();

  /** Sources are read by one thread, in the order in which it is told to. */
  private static final Config ONE_READS =
      ConfigFactory.parseString(
              Purchases.BLOCKING
                  + " { executor = thread-pool-executor, thread-pool-executor.fixed-pool-size = 1 }")
          .withFallback(ConfigFactory.load());

  @AfterAll
  static void shutDown() {
    kit.shutdownTestKit();
  }

  /** A supplier of lots with one material each, that does at some read what a test says. */
  private static class Shop implements Supplier {
    final AtomicInteger reads = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);

    @Nullable Lot read(int number) throws IOException {
      return lot(number);
    }

    double progress() {
      return 0.5;
    }

    static Lot lot(int number) {
      Material material =
          new Material(Pid.of(number), Material.NO_TIME, 0, number, Fields.of(Map.of()));
      return new Lot(new Material[] {material}, 1, List.of());
    }

    @Override
    public String name() {
      return "shop";
    }

    @Override
    public List<Partition> partitions() {
      return List.of(new Partition("shop", ""));
    }

    @Override
    public boolean replayable() {
      return false;
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public Reader open(int lotSize) throws IOException {
      return new Reader() {
        @Override
        public @Nullable Lot read() throws IOException {
          return Shop.this.read(reads.getAndIncrement());
        }

        @Override
        public double progress() {
          return Shop.this.progress();
        }

        @Override
        public void close() {
          closed.countDown();
        }
      };
    }
  }

  private static Buyer.Running start(Supplier supplier, TestInbox<Director.Command> director) {
    return start(supplier, director, null);
  }

  private static Buyer.Running start(
      Supplier supplier, TestInbox<Director.Command> director, @Nullable EventClock event) {
    return start(supplier, director, event, kit.system());
  }

  private static Buyer.Running start(
      Supplier supplier,
      TestInbox<Director.Command> director,
      @Nullable EventClock event,
      ActorSystem<?> system) {
    ActorRef<Ops.Purchased> ops = TestInbox.<Ops.Purchased>create().getRef();
    LineSettings settings =
        new LineSettings(
            1,
            4,
            Duration.ofMillis(10),
            Double.POSITIVE_INFINITY,
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            event,
            Places.COUNTED);
    Buyer.Running running =
        Buyer.start(
            supplier,
            settings,
            Buyer.Skips.NONE,
            List.of(director.getRef()),
            FactoryClock.system(),
            ops,
            SystemMaterializer.get(system).materializer());
    await(running.stock());
    return running;
  }

  private static void grant(TestInbox<Director.Command> director, int records) {
    ((Director.OpenLine) director.receiveMessage())
        .credit()
        .tell(new Director.Credit(0, records, records));
  }

  /** Two logs, of which one is idle and one is held back, at their end at once. */
  private static final class TwoLogs extends Shop {
    @Override
    public boolean isSequence() {
      return false;
    }

    @Override
    public List<Partition> partitions() {
      return List.of(new Partition("quiet", ""), new Partition("ahead", ""));
    }

    @Override
    public Reader open(int lotSize) {
      return new Reader() {
        @Override
        public @Nullable Lot read() {
          return null;
        }

        @Override
        public boolean isIdle(int partition) {
          return partition == 0;
        }

        @Override
        public boolean isHeldBack(int partition) {
          return partition == 1;
        }

        @Override
        public double progress() {
          return Double.NaN;
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void whichLogsAreIdleAndWhichAreHeldBackIsInTheStock() {
    EventClock clock =
        new EventClock(ChronoUnit.MILLIS, 1, Long.MAX_VALUE, 0, EventClock.Lateness.SCRAP, 1);
    TestInbox<Director.Command> director = TestInbox.create();
    Buyer.Running running = start(new TwoLogs(), director, clock);
    grant(director, 100);
    PurchaseStock stock = await(running.finished()).stock();
    assertThat(stock.idle()).containsExactly("quiet");
    assertThat(stock.heldBack()).singleElement().asString().startsWith("ahead (at ");
  }

  @Test
  void buysASupplierToItsEndAndClosesIt() throws Exception {
    Shop shop =
        new Shop() {
          @Override
          @Nullable Lot read(int number) {
            return number < 10 ? lot(number) : null;
          }
        };
    TestInbox<Director.Command> director = TestInbox.create();
    Buyer.Running running = start(shop, director);
    grant(director, 100);
    Buyer.Ended ended = await(running.finished());
    assertThat(ended.endOfInput()).isTrue();
    assertThat(ended.stock().bought()).isEqualTo(10);
    assertThat(ended.stock().progress()).isEqualTo(0.5);
    assertThat(ended.stock().bounded()).isTrue();
    assertThat(shop.closed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aReaderThatFailsIsNotSwallowed() throws Exception {
    Shop shop =
        new Shop() {
          @Override
          @Nullable Lot read(int number) throws IOException {
            if (number == 2) {
              throw new IOException("tape torn");
            }
            return lot(number);
          }
        };
    TestInbox<Director.Command> director = TestInbox.create();
    Buyer.Running running = start(shop, director);
    grant(director, 100);
    Buyer.Ended ended = await(running.finished());
    assertThat(ended.failure().orElseThrow())
        .isInstanceOf(IOException.class)
        .hasMessage("tape torn");
    assertThat(ended.stock().bought()).isEqualTo(2);
    assertThat(ended.endOfInput()).isFalse();
    assertThat(shop.closed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSupplierThatCannotBeOpenedFailsThePurchase() {
    Shop shop =
        new Shop() {
          @Override
          public Reader open(int lotSize) throws IOException {
            throw new IOException("no such tape");
          }
        };
    TestInbox<Director.Command> director = TestInbox.create();
    Buyer.Running running = start(shop, director);
    grant(director, 100);
    assertThat(await(running.finished()).failure().orElseThrow()).hasMessage("no such tape");
  }

  @Test
  void theSourceIsOpenedOnceTheLinesAre() {
    AtomicBoolean opened = new AtomicBoolean();
    Shop shop =
        new Shop() {
          @Override
          public Reader open(int lotSize) throws IOException {
            opened.set(true);
            return super.open(lotSize);
          }

          @Override
          @Nullable Lot read(int number) {
            return null;
          }
        };
    TestInbox<Director.Command> director = TestInbox.create();
    ActorTestKit one = ActorTestKit.create(ONE_READS);
    try {
      Buyer.Running running = start(shop, director, null, one.system());
      // Whatever was begun at the start came to the one thread before this.
      await(runAsync(() -> {}, one.system().dispatchers().lookup(blocking())));
      assertThat(opened).isFalse();
      grant(director, 100);
      await(running.finished());
      assertThat(opened).isTrue();
    } finally {
      one.shutdownTestKit();
    }
  }

  private static DispatcherSelector blocking() {
    return DispatcherSelector.fromConfig(Purchases.BLOCKING);
  }

  @Test
  void stopDoesNotWaitForAReaderThatWaits() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch typed = new CountDownLatch(1);
    Shop keyboard =
        new Shop() {
          @Override
          @Nullable Lot read(int number) throws IOException {
            waiting.countDown();
            try {
              typed.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return lot(number);
          }
        };
    TestInbox<Director.Command> director = TestInbox.create();
    Buyer.Running running = start(keyboard, director);
    grant(director, 100);
    assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
    running.stop();
    assertThat(await(running.finished()).stock().bought()).isZero();
    assertThat(keyboard.closed.getCount()).as("the reader is still in use").isOne();
    typed.countDown();
    assertThat(keyboard.closed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void readsOneLotAheadOfASourceThatCannotBeReadAgain() throws Exception {
    // five were pulled, the queue demands one more, and one is read ahead
    assertThat(readForFive(new Shop(), 6)).isBetween(6, 7);
  }

  @Test
  void readsSomeLotsAheadOfASourceThatCan() throws Exception {
    Shop shop =
        new Shop() {
          @Override
          public boolean replayable() {
            return true;
          }
        };
    assertThat(readForFive(shop, 8)).isBetween(8, 6 + Purchases.AHEAD);
  }

  @Test
  void tellsTheProgressOfWhatWasTakenAndNotOfWhatIsReadAhead() {
    Shop shop =
        new Shop() {
          @Override
          public boolean replayable() {
            return true;
          }

          @Override
          double progress() {
            return reads.get();
          }
        };
    TestInbox<Director.Command> director = TestInbox.create();
    Buyer.Running running = start(shop, director);
    grant(director, 8);
    TestProbe<Object> patience = kit.createTestProbe();
    patience.awaitAssert(
        () -> assertThat(shop.reads.get()).isGreaterThanOrEqualTo(Purchases.AHEAD));
    // two batches of four are on the line, one waits for credit, and one lot is in hand
    patience.awaitAssert(() -> assertThat(await(running.stock()).progress()).isBetween(12.0, 14.0));
    running.stop();
    await(running.finished());
  }

  @Test
  void readsNoMoreOfLargeRecordsAheadThanSomeMebibytes() throws Exception {
    int each = 2 << 20;
    Shop shop =
        new Shop() {
          @Override
          Lot read(int number) {
            Fields fields = Fields.of(Map.of("text", "x".repeat(each)));
            Material material = new Material(Pid.of(number), Material.NO_TIME, 0, number, fields);
            return new Lot(new Material[] {material}, 1, List.of());
          }

          @Override
          public boolean replayable() {
            return true;
          }
        };
    assertThat(readForFive(shop, 6)).isBetween(6, 6 + (int) (Purchases.AHEAD_BYTES / each) + 1);
  }

  @Test
  void readsNoMoreScrapAheadThanSomeMebibytes() throws Exception {
    List<Scrap> each =
        IntStream.range(0, 1_024)
            .mapToObj(i -> Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, i, i, "bad", "x".repeat(500)))
            .toList();
    long weight = each.stream().mapToLong(Places::weight).sum();
    Shop shop =
        new Shop() {
          @Override
          Lot read(int number) {
            return new Lot(new Material[0], 0, each);
          }

          @Override
          public boolean replayable() {
            return true;
          }
        };
    int most = 6 + (int) (Purchases.AHEAD_BYTES / weight) + 1;
    assertThat(most).isLessThan(Purchases.AHEAD / 2);
    assertThat(readForFive(shop, 6)).isBetween(6, most);
  }

  /** How many lots are read if five are taken; waits until {@code least} are, and a moment. */
  private static int readForFive(Shop shop, int least) throws Exception {
    var queue =
        Buyer.purchases(shop, 1)
            .runWith(Sink.<Lot>queue().withAttributes(inputBufferOfOne()), kit.system());
    for (int i = 0; i < 5; i++) {
      assertThat(await(queue.pull())).isPresent();
    }
    TestProbe<Object> patience = kit.createTestProbe();
    patience.awaitAssert(() -> assertThat(shop.reads.get()).isGreaterThanOrEqualTo(least));
    Thread.sleep(100); // in which there might be more than there should
    int reads = shop.reads.get();
    queue.cancel();
    assertThat(shop.closed.await(60, TimeUnit.SECONDS)).isTrue();
    return reads;
  }

  private static Attributes inputBufferOfOne() {
    return Attributes.inputBuffer(1, 1);
  }
}
