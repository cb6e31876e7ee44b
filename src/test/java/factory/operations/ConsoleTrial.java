package factory.operations;

import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Scrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.slf4j.LoggerFactory;

/**
 * Shows the console by hand, with made-up stocks: {@code ConsoleTrial table|lines|auto WORKSHOPS
 * SECONDS}. Not a test.
 */
final class ConsoleTrial {
  private ConsoleTrial() {}

  public static void main(String[] args) throws Exception {
    OpsSettings.Console mode = OpsSettings.Console.valueOf(args[0].toUpperCase(Locale.ROOT));
    int workshops = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    OpsSettings settings =
        new OpsSettings(Duration.ofSeconds(1), mode, Duration.ofSeconds(3), Duration.ofSeconds(60));
    Console console = Console.open(mode);
    ActorSystem<Ops.Command> ops =
        ActorSystem.create(
            Ops.create(
                settings, "demonstration", workshops, FactoryClock.system(), console, Drill.NONE),
            "trial");
    Random random = new Random(1);
    long each = 1_234;
    Account last = null;
    for (int second = 1; second <= seconds; second++) {
      long assembled = second * each;
      long open = 40;
      long shipped = (assembled - open) * workshops;
      List<WorkshopStock> all = new ArrayList<>();
      for (int w = 0; w < workshops; w++) {
        WorkshopStock stock =
            Stocks.workshop(
                w,
                second < 8 && w == 1
                    ? Stocks.CAPACITY
                    : second == seconds ? 0 : random.nextInt(30_000),
                open,
                assembled);
        all.add(stock);
        ops.tell(new Ops.StockTaken(stock));
      }
      long lines = all.stream().mapToLong(WorkshopStock::onLine).sum();
      PurchaseStock p =
          Stocks.bounded(
              assembled * workshops + lines, (double) second / seconds, second == seconds);
      ops.tell(new Ops.Purchased(p));
      TransportStock t =
          Stocks.shipped(
              shipped - 1,
              shipped / 10,
              Map.of("tcp\u001b[31m", shipped / 20, "udp", shipped / 30, "icmp", 34L),
              Map.of(Scrap.Reason.MALFORMED, 1L));
      ops.tell(new Ops.Transported(t));
      last = new Account(p, all, t);
      if (second == 3) {
        ops.tell(
            new Ops.Failed(
                "stevedore-1",
                new Drill.Failure("stevedore.pack"),
                "It is restarted with its pallet."));
        LoggerFactory.getLogger("factory.Trial").info("a pid with an escape: \u001b[31mred");
      }
      if (second == 5) {
        ops.tell(
            new Ops.Found(
                new Finding(
                    Finding.Kind.HOT,
                    0,
                    "user 7\u0007",
                    12_345,
                    0,
                    Duration.ofSeconds(90),
                    0.42,
                    false)));
        System.out.println("a plug-in prints this");
        for (int i = 0; i < 3; i++) {
          LoggerFactory.getLogger("factory.Trial").warn("line {} of a burst", i);
        }
        LoggerFactory.getLogger("factory.Trial")
            .error("with an exception", new IllegalStateException("boom"));
      }
      Thread.sleep(1000);
    }
    AskPattern.<Ops.Command, Ops.Closed>ask(
            ops,
            (ActorRef<Ops.Closed> replyTo) -> new Ops.Close(replyTo),
            Duration.ofSeconds(3),
            ops.scheduler())
        .toCompletableFuture()
        .get();
    System.out.print(AccountPrinter.print("demonstration", last, "the source was read to its end"));
    System.exit(0);
  }
}
