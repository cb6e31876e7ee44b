package factory.operations;

import factory.goods.Scrap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Made-up snapshots for those who show the plant, with words from strangers in them. */
public final class PlantPictures {
  /** A pid that would be a script if a page took it for HTML. */
  public static final String PID = "<script>alert(1)</script>";

  private PlantPictures() {}

  /** A factory at work with an alarm, a shipment and something in motion. */
  public static Snapshot busy() {
    return busy(Percentiles.NONE);
  }

  /** The same with times of both ways. */
  public static Snapshot timed() {
    return busy(new Percentiles(100, 0.5, 1, 2, 3));
  }

  /** All workshops are closed. */
  public static Snapshot ended() {
    return Stocks.snapshot(
        new Account(
            Stocks.bounded(10, 1, true), List.of(Stocks.closed(0, 10)), Stocks.shipped(10, 1)));
  }

  private static Snapshot busy(Percentiles toShipment) {
    Snapshot s = Stocks.snapshot(Stocks.without(Stocks.balanced(), 5));
    Percentiles some = new Percentiles(100, 0.25, 0.5, 2.125, 3);
    Transit transit =
        new Transit(
            some,
            toShipment,
            some,
            new Percentiles(7, 1, 2, 3, 4),
            List.of(
                new Transit.Done(
                    new Shipment(3, 34, 340, 1, Duration.ofMillis(12)), Duration.ofSeconds(3700))));
    return new Snapshot(
        s.factory(),
        s.running(),
        s.account(),
        s.boughtPerSecond(),
        s.productsPerSecond(),
        s.assembledPerSecond(),
        s.pace(),
        s.left(),
        List.of(
            new Alarm(
                "hot/1",
                "workshop 1",
                "pid " + PID + " takes most",
                Duration.ofSeconds(3600),
                null)),
        List.of(new Alarm("line-full/0", "line 0", "full", Duration.ZERO, Duration.ofSeconds(4))),
        Map.of("stevedore", 1L),
        Map.of(Finding.Kind.HOT, 2L),
        List.of(),
        new Bottleneck(Bottleneck.Stage.DESTINATION, "driver", "the disk is slow", 0.9),
        transit);
  }

  /** As many product classes, of which the first has the most products. */
  public static Snapshot withClasses(int classes) {
    return withClasses(classes, "class-");
  }

  /** The same with names that begin so. */
  public static Snapshot withClasses(int classes, String prefix) {
    Map<String, Long> byClass = new TreeMap<>();
    for (int i = 0; i < classes; i++) {
      byClass.put(prefix + i, (long) classes - i);
    }
    return withClasses(byClass);
  }

  /** The same with so many products of each, and nothing else. */
  public static Snapshot withClasses(Map<String, Long> byClass) {
    long sum = byClass.values().stream().mapToLong(Long::longValue).sum();
    TransportStock transport =
        new TransportStock(
            0,
            10,
            0,
            0,
            10,
            0,
            Map.of(),
            1,
            sum,
            byClass,
            sum,
            Map.<Scrap.Reason, Long>of(),
            "x",
            0,
            false,
            0,
            sum);
    return Stocks.snapshot(
        new Account(new PurchaseStock(sum, 0, 0, 1, true, true), List.of(), transport));
  }
}
