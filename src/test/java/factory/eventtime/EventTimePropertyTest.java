package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.Outcome;
import factory.eventtime.EventPlant.Result;
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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever the order within grace, the partitions, the batches and the workshops: the products are
 * those of a plain loop over the sorted input.
 */
class EventTimePropertyTest {
  private static final Fields OPEN = Fields.of(Map.of("end", false));
  private static final Fields END = Fields.of(Map.of("end", true));

  private static @Nullable EventPlant plant;

  @BeforeContainer
  static void open() {
    plant = new EventPlant();
  }

  @AfterContainer
  static void close() {
    if (plant != null) {
      plant.close();
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void productsAreThoseOfAPlainLoop(@ForAll Random random) {
    checkOne(random, Late.SCRAP);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void acceptedOnesCountWhenTheyCame(@ForAll Random random) {
    checkOne(random, Late.ACCEPT);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void amendedProductsHaveTheIdOfTheFirst(@ForAll Random random) {
    checkOne(random, Late.AMEND);
  }

  private static void checkOne(Random random, Late late) {
    boolean ends = random.nextInt(3) == 0;
    Rules rules =
        new Rules(
            1 + random.nextInt(30),
            random.nextBoolean(),
            random.nextInt(3) == 0 ? 1 + random.nextInt(60) : Long.MAX_VALUE,
            random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1_000_000,
            random.nextInt(40),
            late,
            1 + random.nextInt(40));
    boolean sequence = random.nextInt(3) == 0;
    List<List<Material>> streams = streams(random, rules, ends);
    PlainLoop expected = PlainLoop.of(rules, sequence ? List.of(joined(streams)) : streams);
    Streams source =
        new Streams(
            streams,
            sequence,
            random.nextLong(),
            1 + random.nextInt(random.nextBoolean() ? 5 : 200),
            random.nextInt(4) == 0 ? 3 : 0);

    Result result =
        running()
            .run(
                source,
                new Track(ends),
                settings(rules, 1 + random.nextInt(EventPlant.WORKSHOPS), random));

    assertThat(result.products().stream().map(Track::text).sorted())
        .as("%s, sequence %s", rules, sequence)
        .containsExactlyElementsOf(expected.products());
    assertThat(
            result.scrap().stream()
                .map(scrap -> "p" + scrap.partition() + ":" + scrap.offset())
                .sorted())
        .containsExactlyElementsOf(expected.late());
    assertThat(result.scrap()).extracting(Scrap::reason).allMatch(r -> r == Scrap.Reason.LATE);
    Outcome outcome = result.outcome();
    assertThat(outcome.account().balances()).isTrue();
    assertThat(outcome.account().open()).isZero();
  }

  private static EventPlant running() {
    if (plant == null) {
      throw new AssertionError("the plant is not open");
    }
    return plant;
  }

  static String[] settings(Rules rules, int workshops, Random random) {
    return new String[] {
      "source.event-time.unit=ms",
      "contract.clock=event",
      "contract.term=" + rules.term() + " ms",
      "contract.boundary=" + (rules.inclusive() ? "inclusive" : "exclusive"),
      "contract.max-term=" + (rules.maxTerm() == Long.MAX_VALUE ? "none" : rules.maxTerm() + " ms"),
      "contract.max-materials=" + rules.maxMaterials(),
      "contract.grace=" + rules.grace() + " ms",
      "contract.late=" + rules.late().name().toLowerCase(java.util.Locale.ROOT),
      "contract.amend-within=" + rules.amendWithin() + " ms",
      "workshops=" + workshops,
      "workshop.threads=2",
      "workshop.round=" + (1 + random.nextInt(500)),
      "line.batch=" + (1 + random.nextInt(random.nextBoolean() ? 4 : 200)),
      "line.capacity=" + (200 + random.nextInt(1000)),
      "line.linger=" + (1 + random.nextInt(5)) + " ms",
      "workshop.bench.size=" + random.nextInt(10)
    };
  }

  static List<Material> joined(List<List<Material>> streams) {
    List<Material> all = new ArrayList<>();
    streams.forEach(all::addAll);
    return all;
  }

  /** Partitions out of step with each other, each in order but for about the grace. */
  static List<List<Material>> streams(Random random, Rules rules, boolean ends) {
    int pids = 1 + random.nextInt(12);
    boolean tidy = random.nextBoolean();
    List<List<Material>> streams = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int partition = 0; partition < count; partition++) {
      List<Material> stream = new ArrayList<>();
      long now = random.nextInt(300) - 150L;
      int size = random.nextInt(250);
      for (int offset = 0; offset < size; offset++) {
        now += random.nextInt(random.nextInt(10) == 0 ? 60 : 4);
        int disorder = (int) rules.grace() + (tidy ? 1 : 1 + random.nextInt(40));
        long time = now - random.nextInt(disorder);
        stream.add(
            new Material(
                Pid.of("pid-" + random.nextInt(pids)),
                time,
                partition,
                offset,
                ends && random.nextInt(8) == 0 ? END : OPEN));
      }
      streams.add(stream);
    }
    return streams;
  }
}
