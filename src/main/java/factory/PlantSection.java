package factory;

import factory.FactorySettings.DrillSettings;
import factory.goods.Places;
import factory.operations.OpsSettings;
import factory.production.ContractSettings;
import factory.production.EventClock;
import factory.production.WorkshopSettings;
import factory.production.WorkshopSettings.InspectorSettings;
import factory.purchasing.LineSettings;
import factory.transportation.TransportSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Parses what stands between source and blueprint: lines, contract, workshops, transportation,
 * operations.
 */
final class PlantSection {
  /** The shortest time between two of anything that comes every other time. */
  static final Duration SHORTEST = Duration.ofMillis(1);

  /**
   * What the generator makes in a second unless told otherwise: enough to see the factory at work,
   * no more.
   */
  private static final double DEMONSTRATION_RATE = 5_000;

  private static final int MOST = 1 << 28;

  /** A material on a line, fields and pid included. */
  private static final int MATERIAL_BYTES = 400;

  private static final int LARGEST_LINE = 1 << 19;
  private static final int LEAST_LINE = 1 << 10;

  /** Most bytes of a place where a line's bytes are auto. */
  private static final int LARGEST_PLACE = 4 << 10;

  private static final int LARGEST_BENCH = 100_000;
  private static final int LEAST_TRANSPORTATION = 1 << 10;
  private static final int MOST_TRANSPORTATION = 65_536;

  /** A packaged product of a few fields. */
  private static final int SMALL_PARCEL = 256;

  private PlantSection() {}

  static LineSettings line(
      ConfigReader factory, int workshops, long heap, ContractSettings contract, Duration reports) {
    Duration tolerance = contract.tolerance();
    EventClock event = contract.event();
    if (!factory.says("line.capacity", "auto")) {
      atMost(factory, "line.batch", "line.capacity");
    }
    return new LineSettings(
        workshops,
        factory.whole("line.batch", 1, MOST),
        factory.time("line.linger", SHORTEST),
        rate(factory),
        reports,
        // in event time a line is only told what is new, and then soon
        event == null ? tolerance.dividedBy(2) : factory.time("line.linger", SHORTEST),
        event,
        places(factory, workshops, heap));
  }

  private static double rate(ConfigReader factory) {
    if (factory.says("source.rate", "auto")) {
      return factory.says("source.kind", "generator")
          ? DEMONSTRATION_RATE
          : Double.POSITIVE_INFINITY;
    }
    return factory.orWord(
        "source.rate", "unlimited", Double.POSITIVE_INFINITY, path -> factory.positive(path, 1e12));
  }

  static ContractSettings contract(ConfigReader factory) {
    ConfigReader contract = factory.table("contract");
    EventClock event = EventSection.parse(factory);
    return new ContractSettings(
        span(contract, "term", event),
        contract.time("tolerance", SHORTEST),
        contract.says("max-term", "none") ? null : span(contract, "max-term", event),
        contract.wholeLong("max-materials", 1, Long.MAX_VALUE),
        contract.size("max-bytes", 1, Long.MAX_VALUE),
        event);
  }

  private static Duration span(ConfigReader contract, String path, @Nullable EventClock event) {
    return event == null
        ? contract.time(path, SHORTEST)
        : EventSection.span(contract, path, Duration.ofNanos(1));
  }

  /** One workshop's share; each has at least one of everything. */
  static WorkshopSettings workshop(
      ConfigReader factory,
      int workshops,
      long heap,
      ContractSettings contract,
      boolean positions) {
    ConfigReader shop = factory.table("workshop");
    long open =
        factory.orWord(
            "memory.open-assemblies",
            "auto",
            heap / 3,
            path -> factory.size(path, 1, Long.MAX_VALUE));
    Places line = places(factory, workshops, heap);
    return new WorkshopSettings(
        line.most(),
        shop.whole("round", 1, MOST),
        Math.max(1, shop.whole("max-workers", 1, Integer.MAX_VALUE) / workshops),
        Math.max(1, open / workshops),
        transportationLine(factory, heap) / (2 * workshops),
        bench(shop, workshops, heap),
        contract,
        false,
        positions,
        shop.time("monitor.every", SHORTEST),
        new InspectorSettings(
            shop.time("inspector.every", SHORTEST),
            shop.size("inspector.oversized", 1, Long.MAX_VALUE),
            shop.time("inspector.overdue", SHORTEST),
            shop.positive("inspector.hot", 1)),
        factory.oneOf("memory.policy", WorkshopSettings.MemoryPolicy.class),
        line,
        cargo(factory, heap).sharedBy(workshops));
  }

  static TransportSettings transportation(ConfigReader factory, long heap, Duration reports) {
    ConfigReader transport = factory.table("transportation");
    long bytes =
        transport.orWord(
            "warehouse.bytes",
            "auto",
            Math.min(64 << 20, heap / 16),
            path -> transport.size(path, 1, Long.MAX_VALUE));
    return new TransportSettings(
        transportationLine(factory, heap),
        transport.whole("stevedores", 1, 1024),
        transport.whole("pallet", 1, MOST),
        warehouse(factory, bytes),
        bytes,
        transport.time("driver.every", SHORTEST),
        reports,
        factory.whole("operations.why.remember", 0, MOST));
  }

  static OpsSettings operations(ConfigReader factory, Duration term, Duration reports) {
    ConfigReader operations = factory.table("operations");
    Duration noProduct = operations.time("alarms.no-product", Duration.ZERO);
    return new OpsSettings(
        reports,
        operations.oneOf("console", OpsSettings.Console.class),
        operations.time("alarms.line-full", SHORTEST),
        noProduct.isZero() ? noProduct : noProduct.plus(term),
        factory.wholeLong("replay.alarm", 1, Long.MAX_VALUE),
        new OpsSettings.Thresholds(
            operations.whole("alarms.parked", 1, Integer.MAX_VALUE),
            operations.time("alarms.driver-late", Duration.ZERO),
            operations.positive("alarms.memory", 1),
            operations.time("alarms.clock-jump", Duration.ZERO),
            operations.time("alarms.stood-still", Duration.ZERO),
            operations.time("alarms.bottleneck", Duration.ZERO)));
  }

  static DrillSettings drill(ConfigReader drill) {
    return new DrillSettings(
        drill.oneOf("at", DrillSettings.POINTS),
        drill.has("pass") ? drill.wholeLong("pass", 1, Long.MAX_VALUE) : 1,
        drill.has("wait") ? drill.time("wait", SHORTEST) : Duration.ZERO);
  }

  /** With auto, what takes a sixteenth of the heap, or what it is to be staffed with. */
  private static WorkshopSettings.Bench bench(ConfigReader shop, int workshops, long heap) {
    int staffed = shop.whole("bench.staffed", 0, Integer.MAX_VALUE);
    int auto = (int) Math.min(LARGEST_BENCH, heap / 16 / MemoryForecast.WORKER);
    int most = Math.max(auto, staffed);
    int size =
        shop.orWord("bench.size", "auto", most, path -> shop.whole(path, 0, Integer.MAX_VALUE));
    if (staffed > size) {
      atMost(shop, "bench.staffed", "bench.size");
    }
    return new WorkshopSettings.Bench(
        shareOfBench(size, workshops),
        shareOfBench(staffed, workshops),
        shop.time("bench.keep", SHORTEST));
  }

  /** With auto, what takes a 64th of the heap. */
  private static int transportationLine(ConfigReader factory, long heap) {
    long share = heap / 64 / MemoryForecast.PRODUCT;
    int auto = (int) Math.max(LEAST_TRANSPORTATION, Math.min(MOST_TRANSPORTATION, share));
    return factory.orWord(
        "transportation.line", "auto", auto, path -> factory.whole(path, 1, MOST));
  }

  /** Of the transportation line. */
  private static Places cargo(ConfigReader factory, long heap) {
    int capacity = transportationLine(factory, heap);
    long share = Math.max(LEAST_TRANSPORTATION * MemoryForecast.PRODUCT, heap / 32);
    long bytes =
        factory.orWord(
            "transportation.line-bytes",
            "auto",
            Math.min(share, (long) capacity * LARGEST_PLACE),
            path -> factory.size(path, 1, Long.MAX_VALUE));
    return Places.of(capacity, bytes);
  }

  /** With auto, as many small products as take its bytes. */
  private static int warehouse(ConfigReader factory, long bytes) {
    String key = "transportation.warehouse.capacity";
    int pallet = factory.whole("transportation.pallet", 1, MOST);
    if (factory.says(key, "auto")) {
      return (int) Math.max(pallet, Math.min(MOST, bytes / SMALL_PARCEL));
    }
    atMost(factory, "transportation.pallet", key);
    return factory.whole(key, 1, MOST);
  }

  private static int shareOfBench(int size, int workshops) {
    return size == 0 ? 0 : Math.max(1, size / workshops);
  }

  /**
   * Of one line. With auto its bytes are its share of a sixth of the heap, and no more than so many
   * records of a few KiB take.
   */
  private static Places places(ConfigReader factory, int workshops, long heap) {
    int capacity = lineCapacity(factory, workshops, heap);
    long share = Math.max((long) LEAST_LINE * MATERIAL_BYTES, heap / 6 / workshops);
    long bytes =
        factory.orWord(
            "line.bytes",
            "auto",
            Math.min(share, (long) capacity * LARGEST_PLACE),
            path -> factory.size(path, 1, Long.MAX_VALUE));
    return Places.of(capacity, bytes);
  }

  /** With auto, lines full of materials of ordinary size take an eighth of the heap. */
  private static int lineCapacity(ConfigReader factory, int workshops, long heap) {
    int least = Math.max(LEAST_LINE, factory.whole("line.batch", 1, MOST));
    long share = heap / 8 / workshops / MATERIAL_BYTES;
    int auto = (int) Math.max(least, Math.min(LARGEST_LINE, share));
    return factory.orWord("line.capacity", "auto", auto, path -> factory.whole(path, 1, MOST));
  }

  /** Refuses whichever of the two the user has set, the first if both. */
  private static void atMost(ConfigReader factory, String small, String large) {
    int least = factory.whole(small, 0, MOST);
    int most = factory.whole(large, 0, MOST);
    if (least <= most) {
      return;
    }
    String lower = factory.full(small);
    String upper = factory.full(large);
    throw Origins.builtIn(factory.value(small))
        ? factory.wrong(large, "must be at least " + lower + " (" + least + ")", lower)
        : factory.wrong(small, "must be at most " + upper + " (" + most + ")", upper);
  }
}
