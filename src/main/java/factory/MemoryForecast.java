package factory;

import factory.production.WorkshopSettings;
import factory.purchasing.SourceSettings;
import factory.transportation.TransportSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The most that the bounds in the settings let the factory hold at once, against the heap. Bounds
 * in bytes count as they are; of what is only counted, each is reckoned at a usual size, which is
 * said.
 */
final class MemoryForecast {
  /** Largest lot of a file, as bytes that were read or as records that are kept as their bytes. */
  static final long LOT = 1L << 20;

  /** Usual heap of a finished product with its positions. */
  static final long PRODUCT = 1024;

  /** Heap of an idle worker with its place in the roster, its assembly not counted. */
  static final long WORKER = 1024;

  private final List<Bound> bounds = new ArrayList<>();

  /** What libraries take beside the heap. */
  private final long beyond;

  private record Bound(String what, String arithmetic, long bytes, String key) {}

  MemoryForecast(FactorySettings settings) {
    WorkshopSettings shop = settings.eachWorkshop();
    TransportSettings transport = settings.transportation();
    int workshops = settings.workshops();
    if (settings.source() instanceof SourceSettings.Files files) {
      counted("read ahead", 1, files.lotsAhead(), "lot", LOT, "factory.source.parsers");
    }
    counted(
        "lines",
        workshops,
        shop.lineCapacity(),
        "place",
        shop.line().bytes(),
        "factory.line.bytes");
    add(
        "open assemblies",
        "estimated, with their workers",
        times(workshops, shop.openBytes()),
        "factory.memory.open-assemblies");
    counted(
        "bench", workshops, shop.bench().size(), "worker", WORKER, "factory.workshop.bench.size");
    counted(
        "transportation line",
        1,
        transport.lineCapacity(),
        "place",
        shop.cargo().bytes(),
        "factory.transportation.line-bytes");
    add(
        "warehouse",
        "before it, in it and on the truck",
        times(3, transport.warehouseBytes()),
        "factory.transportation.warehouse.bytes");
    if (settings.amending(true, true) != null) {
      add(
          "amendable products",
          "in the ledger and for workers",
          times(2, settings.amendMemory()),
          "factory.contract.amend-memory");
    }
    beyond = settings.destination().memoryBeyondTheHeap();
  }

  /** All bounds together, in bytes. */
  long total() {
    return sum(bounds);
  }

  /** One line a bound, and what they come to. */
  List<String> lines(long heap) {
    List<String> lines = new ArrayList<>();
    for (Bound bound : bounds) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-20s %-38s %10s",
              bound.what,
              bound.arithmetic,
              Words.bytes(bound.bytes)));
    }
    String sum = "together " + Words.bytes(total()) + ", the heap has " + Words.bytes(heap);
    lines.add(
        "  " + sum + (total() <= heap ? ": it fits" : ": more than there is; " + advice(heap)));
    if (beyond > 0) {
      lines.add(
          "  beyond the heap up to %s of DuckDB's (factory.destination.memory), with the heap %s"
              .formatted(Words.bytes(beyond), Words.bytes(plus(heap, beyond))));
    }
    return lines;
  }

  /** One sentence where the bounds allow more than the heap has; else nothing. */
  Optional<String> warning(long heap) {
    return total() <= heap
        ? Optional.empty()
        : Optional.of(
            "the bounds allow %s, the heap has %s; %s"
                .formatted(Words.bytes(total()), Words.bytes(heap), advice(heap)));
  }

  /** Names the largest bounds, until what the others take fits in half of the heap. */
  private String advice(long heap) {
    List<String> keys = new ArrayList<>();
    List<Bound> largest =
        bounds.stream().sorted(Comparator.comparingLong(Bound::bytes).reversed()).toList();
    for (int i = 0; i < largest.size(); i++) {
      keys.add(largest.get(i).key);
      if (sum(largest.subList(i + 1, largest.size())) <= heap / 2) {
        break;
      }
    }
    return "give more by java -Xmx, or lower " + Words.and(keys);
  }

  private static long sum(List<Bound> bounds) {
    return bounds.stream().mapToLong(Bound::bytes).reduce(0, MemoryForecast::plus);
  }

  private void counted(
      String what, int workshops, long count, String thing, long each, String key) {
    String of = workshops == 1 ? "" : workshops + " x ";
    add(
        what,
        of + Words.count(count, thing) + " of " + Words.bytes(each),
        times(workshops, times(count, each)),
        key);
  }

  private void add(String what, String arithmetic, long bytes, String key) {
    bounds.add(new Bound(what, arithmetic, bytes, key));
  }

  private static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    return high == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  private static long plus(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }
}
