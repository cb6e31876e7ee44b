package factory.testkit;

import factory.FactorySettings;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.production.EventClock;
import factory.purchasing.Records;
import factory.purchasing.SourceSettings.RecordFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Buys for a test: its records and materials become lots of a {@link TestSupplier}. */
final class TestBuyer {
  private final FactorySettings settings;
  private final TestSupplier supplier;

  /** Null where the configured source has no records. */
  private final @Nullable Records records;

  private long materials;

  /** Materials and records, in both ways. */
  private long bought;

  TestBuyer(FactorySettings settings, TestSupplier supplier) {
    this.settings = settings;
    this.supplier = supplier;
    RecordFormat format = Replay.format(settings.source());
    this.records =
        format == null
            ? null
            : new Records(
                format,
                TestSupplier.RECORDS,
                TestSupplier.PARTITIONS.get(TestSupplier.RECORDS).name());
  }

  /** Buys records in the configured format. */
  void buy(String text) {
    byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    needRecords()
        .read(bytes)
        .forEach(
            lot -> {
              bought += lot.size();
              supplier.add(lot);
            });
  }

  private Records needRecords() {
    if (records == null) {
      throw new IllegalStateException(
          "a generator has no format of records: set factory.source.kind to files or stdin, and format and pid, or buy"
              + " materials");
    }
    return records;
  }

  /** Buys materials, which get the next offsets of their own partition. */
  void buy(List<Material> wanted) {
    Material[] lot = new Material[wanted.size()];
    for (int i = 0; i < lot.length; i++) {
      Material material = wanted.get(i);
      lot[i] =
          new Material(
              material.pid(),
              material.time(),
              TestSupplier.MATERIALS,
              materials++,
              material.fields());
    }
    bought += lot.length;
    supplier.add(new Lot(lot, lot.length, List.of()));
  }

  /** The source has reached this event time. */
  void reach(Instant time) {
    if (settings.eachWorkshop().contract().event() == null) {
      throw new IllegalStateException(
          "event time has no meaning here: factory.contract.clock is wall; let time pass with passes(Duration)");
    }
    supplier.reach(eventTime(time));
  }

  /** A moment in the unit of event times. */
  long eventTime(Instant time) {
    EventClock event = settings.eachWorkshop().contract().event();
    ChronoUnit unit = event == null ? settings.destination().unit() : event.unit();
    try {
      return unit.between(Instant.EPOCH, time);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          time + " does not fit into 64 bits in factory.source.event-time.unit", e);
    }
  }

  /** There is nothing more to be bought. */
  void end() {
    if (records != null) {
      records.end().forEach(supplier::add);
    }
    supplier.end();
  }

  /** How long {@code source.rate} may hold back what was bought so far. */
  Duration untilAllIsBought() {
    double seconds = bought / settings.line().rate();
    return Duration.ofMillis((long) Math.min(1e12, seconds * 1e3));
  }

  /** What was bought at these positions, as a {@link Replay.Shelf}. */
  Map<String, Map<Long, Material>> find(Map<String, Set<Long>> wanted) {
    Map<String, Map<Long, Material>> found = new HashMap<>();
    List<Partition> partitions = TestSupplier.PARTITIONS;
    for (int i = 0; i < partitions.size(); i++) {
      Map<Long, Material> shelf = new HashMap<>();
      for (long offset : wanted.getOrDefault(partitions.get(i).name(), Set.of())) {
        Material material = supplier.at(i, offset);
        if (material != null) {
          shelf.put(offset, material);
        }
      }
      found.put(partitions.get(i).name(), shelf);
    }
    return found;
  }
}
