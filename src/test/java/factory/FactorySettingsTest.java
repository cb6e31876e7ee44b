package factory;

import static factory.SettingsFixture.GIB;
import static factory.SettingsFixture.parse;
import static org.assertj.core.api.Assertions.assertThat;

import factory.FactorySettings.DrillSettings;
import factory.FactorySettings.KeepMaterials;
import factory.FactorySettings.OpenWorkers;
import factory.FactorySettings.ShutdownSettings;
import factory.blueprint.MergeSettings;
import factory.blueprint.MergeSettings.ClassRule;
import factory.blueprint.MergeSettings.FieldRule;
import factory.goods.Places;
import factory.operations.OpsSettings;
import factory.operations.web.WebSettings;
import factory.production.ContractSettings;
import factory.production.EventClock;
import factory.production.WorkshopSettings;
import factory.production.WorkshopSettings.InspectorSettings;
import factory.purchasing.LineSettings;
import factory.purchasing.SourceSettings;
import factory.purchasing.SourceSettings.Generator;
import factory.purchasing.SourceSettings.PidField;
import factory.purchasing.SourceSettings.Syntax;
import factory.transportation.DestinationSettings;
import factory.transportation.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
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
  private static final Map<String, String> OTHER =
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
              Map.entry("drill", "[ { at = monitor, pass = 3 } ]")));

  private static final String FILES =
      """
      factory.source { kind = files, paths = [a], format = text, pattern = "(?<a>.)(?<t>.)(?<b>.)", pid = [a, b],
        event-time { field = t, format = "uuuu" } }
      factory.blueprint.kind = merge
      """;
  private static final String EVENT =
      FILES + "factory { contract.clock = event, source.order = sequence }";
  private static final String PARALLEL =
      FILES + "factory { contract.clock = event, source.order = parallel }";
  private static final String FOLLOWED = EVENT + "\nfactory.source.follow = true";
  private static final String DUCKDB = "factory.destination.kind = duckdb";
  private static final String POSTGRESQL = "factory.destination.kind = postgresql";
  private static final String PLUG_IN =
      "factory.blueprint { kind = class, class = com.example.Mine }";

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
                4, 1024, Duration.ofMillis(10), 5000, SECOND, Duration.ofMillis(100), null, line));
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
                25_000,
                Duration.ofSeconds(10),
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
                49_152, 2, 512, 50_000, 64 << 20, Duration.ofSeconds(2), SECOND, 200_000));
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
                null));
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

  @Test
  void spansOfEventTimeAreCountedInItsUnit() {
    FactorySettings s =
        parse(
            EVENT,
            "factory { source.event-time.unit = s, contract { term = 30 m, grace = 1 m, max-term = 1 d, late = amend } }");
    EventClock clock =
        new EventClock(ChronoUnit.SECONDS, 1_800, 86_400, 60, EventClock.Lateness.AMEND, 3_600);
    assertThat(s.eachWorkshop().contract().event()).isEqualTo(clock);
    assertThat(s.line().event()).isEqualTo(clock);
    assertThat(s.line().heartbeat()).isEqualTo(Duration.ofMillis(10));
    assertThat(
            parse(EVENT, "factory.contract { term = 2 us, boundary = inclusive }")
                .eachWorkshop()
                .contract()
                .event())
        .isEqualTo(
            new EventClock(
                ChronoUnit.MICROS,
                1,
                Long.MAX_VALUE,
                0,
                EventClock.Lateness.SCRAP,
                3_600_000_000L));
    assertThat(((SourceSettings.Files) parse(PARALLEL).source()).maxDrift()).isEqualTo(60_000_000);
  }

  @Test
  void eventTimeGoesOnWithoutAFollowedFileThatIsSilent() {
    assertThat(idleAfter("")).isEqualTo(Duration.ofMinutes(1));
    assertThat(idleAfter("idle-after = 7 s")).isEqualTo(Duration.ofSeconds(7));
    assertThat(idleAfter("idle-after = none")).isEqualTo(SourceSettings.Followed.WAITED_FOR);
    assertThat(clock("follow = true").idles()).isTrue();
    assertThat(clock("follow = true, idle-after = none").idles()).isFalse();
    assertThat(clock("follow = false").idles()).isFalse();
  }

  private static Duration idleAfter(String setting) {
    FactorySettings s = parse(EVENT, "factory.source { follow = true, " + setting + " }");
    return ((SourceSettings.Followed) s.source()).idleAfter();
  }

  private static EventClock clock(String setting) {
    return java.util.Objects.requireNonNull(
        parse(EVENT, "factory.source { " + setting + " }").line().event());
  }

  @Test
  void whatIsSetForAllWorkshopsIsDividedAmongThem() {
    FactorySettings s =
        parse(
            "factory { workshops = 3, workshop { max-workers = 2, bench.size = 10 }, memory.open-assemblies = 9 MiB }");
    assertThat(s.eachWorkshop().maxWorkers()).isEqualTo(1);
    assertThat(s.eachWorkshop().benchSize()).isEqualTo(3);
    assertThat(s.eachWorkshop().openBytes()).isEqualTo(3 << 20);
    assertThat(s.threads()).isEqualTo(2);
    assertThat(parse("factory.workshops = 1").threads()).isEqualTo(4);
    assertThat(parse("factory.workshop.bench.size = 0").eachWorkshop().benchSize()).isZero();
  }

  @Test
  void whatIsAutoGoesByTheHeap() {
    FactorySettings small =
        FactorySettings.parse(SettingsFixture.config(), new FactorySettings.Machine(4, 64 << 20));
    assertThat(small.eachWorkshop().benchSize()).isEqualTo(1_024);
    assertThat(small.transportation().lineCapacity()).isEqualTo(1_024);
    assertThat(new MemoryForecast(small).total()).isLessThan(64 << 20);
    assertThat(small.eachWorkshop().line().bytes()).as("of a sixth of the heap").isEqualTo(533);
    assertThat(parse("factory.line { capacity = 2048, bytes = 1 MiB }").line().places())
        .isEqualTo(new Places(2048, 512));
    assertThat(parse("factory.line.capacity = 2048").line().places().bytes()).isEqualTo(4096);
    FactorySettings large =
        FactorySettings.parse(SettingsFixture.config(), new FactorySettings.Machine(4, 64 * GIB));
    assertThat(large.eachWorkshop().benchSize()).isEqualTo(25_000);
    assertThat(large.transportation().lineCapacity()).isEqualTo(65_536);
    assertThat(parse("factory.transportation.line = 20000").transportation().lineCapacity())
        .isEqualTo(20_000);
  }

  @Test
  void minutesAreWrittenAsAnybodyWritesThem() {
    for (String ten : List.of("10 m", "10min", "10 min", "10 mins", "10 minutes", "600 s")) {
      assertThat(parse("factory.contract.term = " + ten).eachWorkshop().contract().term())
          .as(ten)
          .isEqualTo(Duration.ofMinutes(10));
    }
  }

  @Test
  void materialsAreKeptAndOpenWorkersShippedWhereTheSourceCannotBeReadAgain() {
    FactorySettings auto = parse();
    assertThat(auto.workshop(true).keepMaterials()).isFalse();
    assertThat(auto.workshop(false).keepMaterials()).isTrue();
    assertThat(parse("factory.blueprint.keep-materials = on").workshop(true).keepMaterials())
        .isTrue();
    assertThat(parse("factory.blueprint.keep-materials = off").workshop(false).keepMaterials())
        .isFalse();
    assertThat(auto.shutdown().ships(true)).isFalse();
    assertThat(auto.shutdown().ships(false)).isTrue();
    assertThat(parse("factory.shutdown.open-workers = keep").shutdown().ships(false)).isFalse();
    assertThat(parse("factory.shutdown.open-workers = ship").shutdown().ships(true)).isTrue();
  }

  @Test
  void onlyTheGeneratorIsHeldBackUnlessARateIsSet() {
    assertThat(parse().line().rate()).isEqualTo(5_000);
    assertThat(parse(FILES).line().rate()).isInfinite();
    assertThat(parse(FILES, "factory.source.rate = 10").line().rate()).isEqualTo(10);
  }

  @Test
  void positionsAreOnlyKeptWhereTheDestinationWritesThem() {
    assertThat(parse().eachWorkshop().keepPositions()).isTrue();
    assertThat(parse("factory.destination.kind = discard").eachWorkshop().keepPositions())
        .isFalse();
  }

  @Test
  void readsFilesOfTextWithAPidOfPartsAndAnEventTime() {
    FactorySettings s =
        parse(
            """
            factory.source {
              kind = files, paths = ["a.gz", "b/*.log"], format = text, delimiter = tab
              pattern = "(?<case>[a-z]+_[0-9]) \\\\(?<no>x (?<time>.*)"
              pid = [time, { field = case, pattern = "^([a-z]+)_" }]
              event-time { field = time, format = epoch, zone = UTC, unit = ns }
            }
            factory.blueprint.kind = merge""");
    SourceSettings.Files files = (SourceSettings.Files) s.source();
    assertThat(files.paths()).containsExactly("a.gz", "b/*.log");
    assertThat(files.format().syntax()).isEqualTo(Syntax.TEXT);
    assertThat(files.format().delimiter()).isEqualTo('\t');
    assertThat(files.format().pid().get(0)).isEqualTo(new PidField("time", null));
    assertThat(files.format().pid().get(1)).hasToString("PidField[field=case, pattern=^([a-z]+)_]");
    assertThat(files.format().time())
        .isEqualTo(
            new SourceSettings.TimeField("time", "epoch-ns", ZoneId.of("UTC"), ChronoUnit.NANOS));
  }

  @Test
  void readsMergeRulesInTheOrderTheyAreWritten() {
    FactorySettings s =
        parse(
            """
            factory.blueprint {
              kind = merge
              fields {
                zeta = sum
                alpha { op = count, from = status, when = "status >= 400" }
                "a.b" = set
                mid = max
              }
              complete-when = "mid = 3"
              pclass = [ { when = "zeta > 1", is = big }, { is = small } ]
              distinct-by = [id]
            }""");
    MergeSettings merge = ((BlueprintSettings.Merge) s.blueprint()).merge();
    assertThat(merge.fields().keySet()).containsExactly("zeta", "alpha", "a.b", "mid");
    assertThat(merge.fields().get("zeta")).isEqualTo(new FieldRule("sum", "zeta", null));
    assertThat(merge.fields().get("alpha"))
        .isEqualTo(new FieldRule("count", "status", "status >= 400"));
    assertThat(merge.fields().get("a.b")).isEqualTo(new FieldRule("set", "a.b", null));
    assertThat(merge.completeWhen()).isEqualTo("mid = 3");
    assertThat(merge.pclass())
        .containsExactly(new ClassRule("zeta > 1", "big"), new ClassRule(null, "small"));
    assertThat(merge.distinctBy()).containsExactly("id");
  }

  @Test
  void handsAPlugInItsOwnSettings() {
    BlueprintSettings.PlugIn plugIn =
        (BlueprintSettings.PlugIn)
            parse(
                    "factory.blueprint { kind = class, class = com.example.Mine, plugins = [a.jar], settings.deep.key = 5 }")
                .blueprint();
    assertThat(plugIn.className()).isEqualTo("com.example.Mine");
    assertThat(plugIn.plugins()).containsExactly(Path.of("a.jar"));
    assertThat(plugIn.settings().getInt("deep.key")).isEqualTo(5);
  }

  @Test
  void aDrillFailsTheFirstTimeUnlessItSaysOtherwise() {
    assertThat(
            parse(
                    "factory.drill = [ { at = driver.before-commit, pass = 2, wait = 60 s }, { at = ops } ]")
                .drill())
        .containsExactly(
            new DrillSettings("driver.before-commit", 2, Duration.ofSeconds(60)),
            new DrillSettings("ops", 1, Duration.ZERO));
  }
}
