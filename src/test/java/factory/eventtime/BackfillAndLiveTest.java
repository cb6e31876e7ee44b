package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.eventtime.EventPlant.Result;
import factory.eventtime.EventPlant.Run;
import factory.eventtime.PlainLoop.Late;
import factory.eventtime.PlainLoop.Rules;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same input gives the same products at full speed, live, and stopped in the middle. */
class BackfillAndLiveTest extends WithPlant {
  private static final int PIDS = 60;
  private static final int RECORDS = 6_000;

  @ParameterizedTest
  @EnumSource
  void liveGivesWhatBackfillGives(Late late) {
    Rules rules = rules(late);
    List<List<Material>> streams = streams(3, 11);
    PlainLoop expected = PlainLoop.of(rules, streams);
    assertThat(expected.products()).hasSizeGreaterThan(500);

    List<String> backfill = run(new Streams(streams, false, 1, 1024, 0), rules).texts();
    List<String> live = run(new Streams(streams, false, 2, 20, 4), rules).texts();

    assertThat(backfill).isEqualTo(expected.products());
    assertThat(live).isEqualTo(expected.products());
  }

  @ParameterizedTest
  @EnumSource
  void aRestartInTheMiddleChangesNothing(Late late) throws InterruptedException {
    Rules rules = rules(late);
    List<List<Material>> streams = streams(2, 12);
    PlainLoop expected = PlainLoop.of(rules, streams);
    Ledger ledger = new Ledger(EventPlant.partitions(2));
    List<String> products = new ArrayList<>();
    List<Scrap> scrap = new ArrayList<>();
    int stops = 0;

    for (int part = 1; part <= 6; part++) {
      Streams source = new Streams(streams, false, part, 20, part == 6 ? 0 : 25);
      Run run = plant().start(source, new Track(false), ledger, settings(rules, part));
      if (part < 6) {
        run.await(30, 0);
        run.stop();
      }
      Result result = run.end();
      stops += result.outcome().account().open() > 0 ? 1 : 0;
      assertThat(result.outcome().account().balances()).isTrue();
      products.addAll(result.texts());
      scrap.addAll(result.scrap());
    }

    assertThat(stops).as("stopped with something open").isGreaterThanOrEqualTo(3);
    assertThat(products.stream().sorted()).containsExactlyElementsOf(expected.products());
    assertThat(expected.repeats()).hasSizeGreaterThan(50);
    assertThat(scrap).hasSize(expected.late().size() + expected.repeats().size());
    assertThat(ledger.done()).isEqualTo(2L * RECORDS);
  }

  private static Rules rules(Late late) {
    return new Rules(40, false, 500, 1_000, 30, late, 100);
  }

  private static Result run(Streams source, Rules rules) {
    return plant().run(source, new Track(false), settings(rules, 3));
  }

  private static String[] settings(Rules rules, int seed) {
    return EventTimeCase.settings(
        rules, 1 + seed % 4, new Random(seed), "shutdown.open-workers=keep");
  }

  private static List<List<Material>> streams(int count, long seed) {
    Random random = new Random(seed);
    List<List<Material>> streams = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      List<Material> stream = new ArrayList<>();
      long now = random.nextInt(50);
      for (int offset = 0; offset < RECORDS; offset++) {
        now += random.nextInt(2);
        long time = now - random.nextInt(random.nextInt(50) == 0 ? 140 : 30);
        Pid pid = Pid.of("pid-" + random.nextInt(PIDS));
        Fields fields = Fields.of(Map.of("end", false, "key", (long) random.nextInt(300)));
        stream.add(new Material(pid, time, partition, offset, fields));
      }
      streams.add(stream);
    }
    return streams;
  }
}
