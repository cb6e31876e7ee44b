package factory;

import static factory.SettingsFixture.DUCKDB;
import static factory.SettingsFixture.EVENT;
import static factory.SettingsFixture.FILES;
import static factory.SettingsFixture.FOLLOWED;
import static factory.SettingsFixture.GIB;
import static factory.SettingsFixture.PARALLEL;
import static factory.SettingsFixture.PLUG_IN;
import static factory.SettingsFixture.POSTGRESQL;
import static factory.SettingsFixture.parse;
import static org.assertj.core.api.Assertions.assertThat;

import factory.FactorySettings.KeepMaterials;
import factory.FactorySettings.OpenWorkers;
import factory.FactorySettings.ShutdownSettings;
import factory.goods.Places;
import factory.operations.OpsSettings;
import factory.operations.web.WebSettings;
import factory.production.ContractSettings;
import factory.production.WorkshopSettings;
import factory.production.WorkshopSettings.InspectorSettings;
import factory.purchasing.LineSettings;
import factory.purchasing.SourceSettings.Generator;
import factory.transportation.DestinationSettings;
import factory.transportation.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactorySettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Another value for each key; a key that is not here fails {@link #noKeyIsForgotten}. */
  static final Map<String, String> OTHER =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("name", "other"),
              Map.entry("workshops", "3"),
              Map.entry("source.kind", "stdin"),
              Map.entry("source.rate", "unlimited"),
              Map.entry("source.max-record", "2 MiB"),
              Map.entry("source.generator.seed", "-2"),
              Map.entry("source.generator.materials", "7"),
              Map.entry("source.generator.live-pids", "7"),
              Map.entry("source.generator.materials-per-product", "7"),
              Map.entry("source.generator.distribution", "zipf"),
              Map.entry("source.generator.zipf-exponent", "1.5"),
              Map.entry("source.paths", "[other]"),
              Map.entry("source.follow", "true"),
              Map.entry("source.idle-after", "7 s"),
              Map.entry("source.format", "csv"),
              Map.entry("source.delimiter", "\";\""),
              Map.entry("source.pattern", "\"(?<a>.)(?<b>.)(?<t>.)\""),
              Map.entry("source.pid", "[b, a]"),
              Map.entry("source.pid-separator", "\"-\""),
              Map.entry("source.event-time.field", "b"),
              Map.entry("source.event-time.format", "epoch-s"),
              Map.entry("source.event-time.zone", "Europe/Berlin"),
              Map.entry("source.event-time.unit", "ms"),
              Map.entry("line.capacity", "2048"),
              Map.entry("line.bytes", "7 MiB"),
              Map.entry("line.batch", "7"),
              Map.entry("line.linger", "7 ms"),
              Map.entry("source.order", "parallel"),
              Map.entry("source.max-drift", "7 s"),
              Map.entry("source.parsers", "7"),
              Map.entry("contract.clock", "event"),
              Map.entry("contract.boundary", "inclusive"),
              Map.entry("contract.grace", "7 s"),
              Map.entry("contract.late", "accept"),
              Map.entry("contract.amend-within", "7 s"),
              Map.entry("contract.amend-memory", "7 kB"),
              Map.entry("contract.term", "7 s"),
              Map.entry("contract.tolerance", "7 ms"),
              Map.entry("contract.max-term", "7 h"),
              Map.entry("contract.max-materials", "7"),
              Map.entry("contract.max-bytes", "7 MiB"),
              Map.entry("blueprint.kind", "merge"),
              Map.entry("blueprint.class", "com.example.Other"),
              Map.entry("blueprint.plugins", "[other.jar]"),
              Map.entry("blueprint.settings", "{ a = 1 }"),
              Map.entry("blueprint.fields", "{ a = sum }"),
              Map.entry("blueprint.others", "drop"),
              Map.entry("blueprint.complete-when", "\"a = 1\""),
              Map.entry("blueprint.pclass", "[ { is = other } ]"),
              Map.entry("blueprint.distinct-by", "[a]"),
              Map.entry("blueprint.keep-materials", "on"),
              Map.entry("workshop.max-workers", "7"),
              Map.entry("workshop.round", "7"),
              Map.entry("workshop.threads", "7"),
              Map.entry("workshop.bench.size", "7"),
              Map.entry("workshop.bench.keep", "7 s"),
              Map.entry("workshop.bench.staffed", "7"),
              Map.entry("workshop.monitor.every", "7 s"),
              Map.entry("workshop.inspector.every", "7 s"),
              Map.entry("workshop.inspector.oversized", "7 MiB"),
              Map.entry("workshop.inspector.overdue", "7 h"),
              Map.entry("workshop.inspector.hot", "0.7"),
              Map.entry("memory.open-assemblies", "7 MiB"),
              Map.entry("memory.policy", "scrap-newest"),
              Map.entry("replay.alarm", "7"),
              Map.entry("replay.close-beyond", "7"),
              Map.entry("transportation.line", "7"),
              Map.entry("transportation.line-bytes", "7 MiB"),
              Map.entry("transportation.stevedores", "7"),
              Map.entry("transportation.pallet", "7"),
              Map.entry("transportation.warehouse.capacity", "700"),
              Map.entry("transportation.warehouse.bytes", "7 MiB"),
              Map.entry("transportation.driver.every", "7 s"),
              Map.entry("destination.kind", "discard"),
              Map.entry("destination.directory", "other"),
              Map.entry("destination.format", "csv"),
              Map.entry("destination.times", "epoch"),
              Map.entry("destination.file", "other.duckdb"),
              Map.entry("destination.url", "\"postgresql://other/orders\""),
              Map.entry("destination.user", "me"),
              Map.entry("destination.password", "secret"),
              Map.entry("destination.timeout", "7 s"),
              Map.entry("destination.table", "sales.orders"),
              Map.entry("destination.columns", "{ amount = decimal }"),
              Map.entry("destination.memory", "128 MiB"),
              Map.entry("shutdown.open-workers", "ship"),
              Map.entry("shutdown.deadline", "7 s"),
              Map.entry("operations.every", "7 s"),
              Map.entry("operations.console", "off"),
              Map.entry("operations.alarms.line-full", "7 s"),
              Map.entry("operations.alarms.no-product", "0"),
              Map.entry("operations.alarms.parked", "3"),
              Map.entry("operations.alarms.driver-late", "0"),
              Map.entry("operations.alarms.memory", "0.5"),
              Map.entry("operations.alarms.clock-jump", "0"),
              Map.entry("operations.alarms.stood-still", "0"),
              Map.entry("operations.alarms.bottleneck", "0"),
              Map.entry("operations.why.remember", "0"),
              Map.entry("operations.history.keep", "7 m"),
              Map.entry("operations.history.every", "7 s"),
              Map.entry("operations.report", "other.html"),
              Map.entry("operations.web.enabled", "false"),
              Map.entry("operations.web.host", "localhost"),
              Map.entry("operations.web.port", "0"),
              Map.entry("operations.web.token", "0123456789abcdef"),
              Map.entry("operations.web.hosts", "[other]"),
              Map.entry("operations.web.max-connections", "7"),
              Map.entry("operations.web.max-streams", "7"),
              Map.entry("operations.web.max-requests", "7"),
              Map.entry("operations.web.linger", "7 s"),
              Map.entry("drill", "[ { at = monitor, pass = 3 } ]")));

  @Test
  void theShippedDefaultsAreTheDemonstration() {
    FactorySettings s = parse();
    assertThat(s.name()).isEqualTo("demonstration");
    assertThat(s.workshops()).isEqualTo(4);
    assertThat(s.threads()).isEqualTo(2);
    assertThat(s.source())
        .isEqualTo(
            new Generator(1, Generator.UNLIMITED, 1000, 20, Generator.Distribution.UNIFORM, 1.0));
    Places line = new Places((int) (3 * GIB / 8 / 4 / 400), 533);
    Places cargo = new Places(49_152 / 4, 2048);
    assertThat(s.line())
        .isEqualTo(
            new LineSettings(
                4, 1024, Duration.ofMillis(50), 5000, SECOND, Duration.ofMillis(100), null, line));
    ContractSettings contract =
        new ContractSettings(
            Duration.ofSeconds(2), Duration.ofMillis(200), null, 1_000_000, 16 << 20);
    InspectorSettings inspector =
        new InspectorSettings(Duration.ofMillis(100), 1 << 20, Duration.ofHours(1), 0.25);
    assertThat(s.eachWorkshop())
        .isEqualTo(
            new WorkshopSettings(
                (int) (3 * GIB / 8 / 4 / 400),
                262144,
                500_000,
                GIB / 4,
                6_144,
                new WorkshopSettings.Bench(25_000, 0, Duration.ofSeconds(10)),
                contract,
                false,
                true,
                SECOND,
                inspector,
                WorkshopSettings.MemoryPolicy.BACKPRESSURE,
                line,
                cargo));
    assertThat(s.keepMaterials()).isEqualTo(KeepMaterials.AUTO);
    assertThat(s.blueprint()).isEqualTo(new BlueprintSettings.Packets());
    assertThat(s.transportation())
        .isEqualTo(
            new TransportSettings(
                49_152, 2, 512, 262_144, 64 << 20, Duration.ofSeconds(2), SECOND, 200_000));
    assertThat(s.destination())
        .isEqualTo(
            new DestinationSettings.Files(
                Path.of("out"),
                DestinationSettings.Format.JSONL,
                DestinationSettings.Times.ISO,
                ChronoUnit.MICROS));
    assertThat(s.operations())
        .isEqualTo(
            new OpsSettings(
                SECOND, OpsSettings.Console.AUTO, Duration.ofSeconds(10), Duration.ofSeconds(62)));
    assertThat(s.watching())
        .isEqualTo(
            new WatchingSettings(
                new WebSettings(true, "127.0.0.1", 8080, null, List.of(), 1024, 32, 40),
                Duration.ofMinutes(15),
                SECOND,
                null,
                Duration.ZERO));
    assertThat(s.shutdown())
        .isEqualTo(new ShutdownSettings(OpenWorkers.AUTO, Duration.ofSeconds(4)));
    assertThat(s.drill()).isEmpty();
  }

  @Test
  void everyKeyChangedChangesTheSettings() {
    for (Map.Entry<String, String> other : OTHER.entrySet()) {
      String change = "factory." + other.getKey() + " = " + other.getValue();
      assertThat(Stream.of("", FILES, EVENT, PARALLEL, FOLLOWED, PLUG_IN, DUCKDB, POSTGRESQL))
          .as("%s changes what is parsed", change)
          .anyMatch(base -> changes(base, change));
    }
  }

  @Test
  void noKeyIsForgotten() {
    Set<String> known = KnownKeys.leaves();
    assertThat(OTHER.keySet().stream().map(key -> "factory." + key)).containsAll(known);
  }

  /** Text, since a Pattern equals only itself. */
  private static boolean changes(String base, String change) {
    String before = parse(base).toString();
    assertThat(parse(base)).hasToString(before);
    try {
      return !parse(base, change).toString().equals(before);
    } catch (WrongInput e) {
      return false; // does not go with this base
    }
  }
}
