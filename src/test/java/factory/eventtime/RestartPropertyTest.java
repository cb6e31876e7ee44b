package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.eventtime.EventPlant.Result;
import factory.eventtime.EventPlant.Shipment;
import factory.eventtime.PlainLoop.Late;
import factory.eventtime.PlainLoop.Rules;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * A factory that is killed behind any shipment and started again, with other batches and other
 * workshops each time, ships what the plain loop has: for late materials of each kind, and with one
 * workshop behind the others.
 */
class RestartPropertyTest extends WithPlant {
  private static final Fields OPEN = Fields.of(Map.of("end", false));

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void productsAreThoseOfAPlainLoop(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.SCRAP));
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void acceptedOnesJoinWhatTheyWouldHaveJoined(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.ACCEPT));
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void revisionsHaveTheIdAndTheNumberThatTheyWouldHaveHad(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.AMEND));
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void oneWorkshopMayBeFarBehindTheOthers(@ForAll Random random) {
    trying(random, RestartPropertyTest::checkFarBehind);
  }

  private static void checkFarBehind(Random random) {
    Rules rules = new Rules(10, false, Long.MAX_VALUE, 1_000_000, 5, Late.AMEND, 60);
    List<Material> stream = new ArrayList<>();
    for (int offset = 0; offset < 1_500; offset++) {
      long late = offset % 3 == 0 ? 6 + random.nextInt(60) : random.nextInt(6);
      Pid pid = Pid.of("pid-" + random.nextInt(4));
      stream.add(new Material(pid, 2L * offset - late, 0, offset, OPEN));
    }
    String[] settings =
        EventTimeCase.settings(
            rules,
            2,
            random,
            "line.capacity=5000",
            "line.batch=20",
            "workshop.round=50",
            "transportation.warehouse.capacity=20",
            "transportation.pallet=4");
    EventTimeCase one = new EventTimeCase(rules, List.of(stream), true, false);
    checkKilled(random, one, new Track(false, "pid-0"), () -> settings);
  }

  /** All is within the grace, so that only what follows in its pid says that a product is over. */
  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void whyAProductEndedIsTheSameWhateverWasPackedFirst(@ForAll Random random) {
    trying(random, RestartPropertyTest::checkWhyEnded);
  }

  private static void checkWhyEnded(Random random) {
    Rules rules = new Rules(10, false, Long.MAX_VALUE, 1_000_000, 1_000, Late.SCRAP, 1);
    List<Material> stream = new ArrayList<>();
    for (int offset = 0; offset < 300; offset++) {
      Pid pid = Pid.of(Shelves.HEAVY + random.nextInt(20));
      stream.add(new Material(pid, random.nextInt(200), 0, offset, OPEN));
    }
    EventTimeCase one = new EventTimeCase(rules, List.of(stream), true, false);
    String[] settings =
        EventTimeCase.settings(
            rules,
            2,
            random,
            "transportation.stevedores=3",
            "transportation.pallet=1",
            "transportation.driver.every=1 ms");
    checkKilled(random, one, new Track(false), () -> settings);
  }

  private static void check(Random random, Late late) {
    EventTimeCase any = EventTimeCase.any(random, late);
    Track track = new Track(any.ends(), random.nextBoolean() ? "pid-0" : "");
    checkKilled(random, any, track, () -> settings(any.rules(), random));
  }

  private static void checkKilled(
      Random random, EventTimeCase any, Track track, Supplier<String[]> settings) {
    PlainLoop expected = any.expected();
    List<Partition> partitions = EventPlant.partitions(any.streams().size());
    Shipment last = null;
    List<String> products = new ArrayList<>();
    List<String> scrap = new ArrayList<>();
    List<Integer> cuts = new ArrayList<>();
    List<Long> seeds = new ArrayList<>();
    for (int kills = 1 + random.nextInt(3); kills >= 0; kills--) {
      Streams source =
          new Streams(any.streams(), any.sequence(), random.nextLong(), 1 + random.nextInt(50), 0);
      seeds.add(source.seed());
      Ledger ledger = last == null ? new Ledger(partitions) : last.ledger(partitions);
      Result end = plant().start(source, track, ledger, settings.get()).end();
      int left = kills == 0 ? end.shipments().size() : random.nextInt(end.shipments().size() + 1);
      Result result = end.killedAfter(left);
      cuts.add(left);
      products.addAll(result.texts());
      scrap.addAll(result.scrapped());
      last = left == 0 ? last : end.shipments().get(left - 1);
    }

    assertThat(products.stream().sorted())
        .as(
            "%s, sequence %s, killed after %s, with the seeds %s",
            any.rules(), any.sequence(), cuts, seeds)
        .containsExactlyElementsOf(expected.products());
    assertThat(scrap.stream().sorted())
        .containsExactlyElementsOf(
            Stream.concat(expected.late().stream(), expected.repeats().stream()).sorted().toList());
  }

  private static String[] settings(Rules rules, Random random) {
    return EventTimeCase.settings(
        rules,
        1 + random.nextInt(EventPlant.WORKSHOPS),
        random,
        "transportation.warehouse.capacity=" + (8 + random.nextInt(20)),
        "transportation.stevedores=" + (1 + random.nextInt(3)),
        "transportation.pallet=" + (1 + random.nextInt(8)));
  }
}
