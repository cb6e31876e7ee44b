package factory.operations;

import factory.goods.Altered;
import factory.goods.Scrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stocks for tests. */
final class Stocks {
  static final long CAPACITY = 65_536;

  private Stocks() {}

  static PurchaseStock bought(long bought) {
    return new PurchaseStock(bought, 0, 0, Double.NaN, false, false);
  }

  static PurchaseStock bounded(long bought, double progress, boolean finished) {
    return new PurchaseStock(bought, 0, 0, progress, true, finished);
  }

  private static WorkshopStock empty(int number) {
    return Altered.of(WorkshopStock.nothing(number, false), "lineCapacity", CAPACITY);
  }

  /** A workshop with {@code onLine} materials on its line and {@code held} with its workers. */
  static WorkshopStock workshop(int number, long onLine, long held, long assembled) {
    return Altered.of(
        empty(number),
        "onLine",
        onLine,
        "held",
        held,
        "assembled",
        assembled,
        "roster",
        held / 2,
        "hired",
        assembled / 10,
        "dismissed",
        assembled / 20,
        "openBytes",
        held * 100,
        "oldest",
        Duration.ofSeconds(3));
  }

  static WorkshopStock parked(int number, long parked) {
    return Altered.of(empty(number), "roster", parked, "parked", parked);
  }

  static WorkshopStock closed(int number, long assembled) {
    return Altered.of(empty(number), "assembled", assembled, "closed", true);
  }

  /** Transportation that has shipped {@code materials} in {@code products}. */
  static TransportStock shipped(long materials, long products) {
    return shipped(materials, products, Map.of("tcp", products), Map.of());
  }

  static TransportStock shipped(
      long materials, long products, Map<String, Long> byClass, Map<Scrap.Reason, Long> scrapped) {
    return new TransportStock(
        0,
        8192,
        0,
        0,
        50_000,
        0,
        Map.of(),
        products == 0 ? 0 : 3,
        products,
        byClass,
        materials,
        scrapped,
        "files out",
        0,
        false,
        0,
        products);
  }

  /** 12,345 bought by two workshops, 1 scrapped, 344 open; balanced. */
  static Account balanced() {
    TransportStock transport =
        new TransportStock(
            16,
            8192,
            20,
            30,
            50_000,
            30,
            Map.of("tcp", 21L, "udp", 9L),
            3,
            1_234,
            Map.of("tcp", 700L, "udp", 500L, "icmp", 34L),
            12_000,
            Map.of(Scrap.Reason.MALFORMED, 1L),
            "files out",
            0,
            false,
            0,
            1_264);
    return new Account(
        new PurchaseStock(12_345, 0, 4, 0.452, true, false),
        List.of(workshop(0, 40, 100, 6_000), workshop(1, 0, 150, 6_100)),
        transport);
  }

  static Account without(Account a, long records) {
    PurchaseStock p = a.purchases();
    return new Account(
        new PurchaseStock(
            p.bought() + records, p.skipped(), p.held(), p.progress(), p.bounded(), p.finished()),
        a.workshops(),
        a.transport());
  }

  /** A job of two stages that has run for two seconds. */
  static JobStock job(String name, boolean ended, long in, long out) {
    return job(name, ended ? JobStock.State.ENDED : JobStock.State.RUNNING, in, out);
  }

  static JobStock job(String name, JobStock.State state, long in, long out) {
    Duration elapsed = Duration.ofSeconds(2);
    Duration waited = Duration.ofMillis(500);
    return new JobStock(
        name,
        elapsed,
        0.5,
        state,
        List.of(
            new JobStock.Stage("read", 1, 0, in, 0, elapsed, Duration.ZERO, waited),
            new JobStock.Stage("look up", 12, in, out, 0, elapsed, waited, Duration.ZERO)));
  }

  static Snapshot snapshot(Account account, Alarm... alarms) {
    List<Double> rates = new ArrayList<>();
    for (WorkshopStock w : account.workshops()) {
      rates.add(2_500.0 + w.workshop());
    }
    return new Snapshot(
        "demonstration",
        Duration.ofSeconds(3723),
        account,
        5_001.2,
        248.4,
        rates,
        Pace.NONE,
        Duration.ofSeconds(12),
        List.of(alarms),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Bottleneck.NONE,
        Transit.NONE);
  }
}
