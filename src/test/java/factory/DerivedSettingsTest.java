package factory;

import static factory.SettingsFixture.EVENT;
import static factory.SettingsFixture.FILES;
import static factory.SettingsFixture.GIB;
import static factory.SettingsFixture.PARALLEL;
import static factory.SettingsFixture.parse;
import static org.assertj.core.api.Assertions.assertThat;

import factory.FactorySettings.DrillSettings;
import factory.blueprint.MergeSettings;
import factory.blueprint.MergeSettings.ClassRule;
import factory.blueprint.MergeSettings.FieldRule;
import factory.goods.Places;
import factory.production.EventClock;
import factory.purchasing.SourceSettings;
import factory.purchasing.SourceSettings.PidField;
import factory.purchasing.SourceSettings.Syntax;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Settings that follow from others or from the machine, and those of kinds that are not shipped.
 */
class DerivedSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

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
    assertThat(s.line().heartbeat()).isEqualTo(Duration.ofMillis(50));
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
    assertThat(s.eachWorkshop().bench().size()).isEqualTo(3);
    assertThat(s.eachWorkshop().openBytes()).isEqualTo(3 << 20);
    assertThat(s.threads()).isEqualTo(2);
    assertThat(parse("factory.workshops = 1").threads()).isEqualTo(4);
    assertThat(parse("factory { workshops = 4, workshop.bench.staffed = 200000 }").eachWorkshop())
        .extracting(each -> each.bench().size(), each -> each.bench().staffed())
        .as("auto has room for them")
        .containsExactly(50_000, 50_000);
    assertThat(parse("factory.workshop.bench.size = 0").eachWorkshop().bench().size()).isZero();
  }

  @Test
  void whatIsAutoGoesByTheHeap() {
    FactorySettings small =
        FactorySettings.parse(SettingsFixture.config(), new FactorySettings.Machine(4, 64 << 20));
    assertThat(small.eachWorkshop().bench().size()).isEqualTo(1_024);
    assertThat(small.transportation().lineCapacity()).isEqualTo(1_024);
    assertThat(new MemoryForecast(small).total()).isLessThan(64 << 20);
    assertThat(small.eachWorkshop().line().bytes()).as("of a sixth of the heap").isEqualTo(533);
    assertThat(parse("factory.line { capacity = 2048, bytes = 1 MiB }").line().places())
        .isEqualTo(new Places(2048, 512));
    assertThat(parse("factory.line.capacity = 2048").line().places().bytes()).isEqualTo(4096);
    FactorySettings large =
        FactorySettings.parse(SettingsFixture.config(), new FactorySettings.Machine(4, 64 * GIB));
    assertThat(large.eachWorkshop().bench().size()).isEqualTo(25_000);
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
