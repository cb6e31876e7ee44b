package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.eventtime.EventPlant.Result;
import factory.eventtime.PlainLoop.Late;
import factory.goods.Scrap;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever the order within grace, the partitions, the batches and the workshops: the products are
 * those of a plain loop over the sorted input.
 */
class EventTimePropertyTest extends WithPlant {
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void productsAreThoseOfAPlainLoop(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.SCRAP));
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void acceptedOnesJoinWhatIsOpenOrAreOneOfTheirOwn(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.ACCEPT));
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void amendedProductsHaveTheIdOfTheFirst(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.AMEND));
  }

  private static void check(Random random, Late late) {
    EventTimeCase any = EventTimeCase.any(random, late);
    PlainLoop expected = any.expected();
    Streams source =
        new Streams(
            any.streams(),
            any.sequence(),
            random.nextLong(),
            1 + random.nextInt(random.nextBoolean() ? 5 : 200),
            random.nextInt(4) == 0 ? 3 : 0);
    int workshops = 1 + random.nextInt(EventPlant.WORKSHOPS);

    Result result =
        plant()
            .run(
                source,
                new Track(any.ends()),
                EventTimeCase.settings(any.rules(), workshops, random));

    assertThat(result.texts())
        .as("%s, sequence %s, read with seed %s", any.rules(), any.sequence(), source.seed())
        .containsExactlyElementsOf(expected.products());
    assertThat(result.scrapped(Scrap.Reason.LATE)).isEqualTo(expected.late());
    assertThat(result.scrapped(Scrap.Reason.DUPLICATE)).isEqualTo(expected.repeats());
    assertThat(result.scrap()).hasSize(expected.late().size() + expected.repeats().size());
    assertThat(result.outcome().account().balances()).isTrue();
    assertThat(result.outcome().account().open()).isZero();
  }
}
