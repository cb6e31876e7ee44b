package factory.blueprint;

import static factory.blueprint.Samples.assemble;
import static factory.blueprint.Samples.material;
import static factory.blueprint.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Material;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is missing for {@code complete-when}, in the words of the one who wrote it. */
final class MissingTest {
  private static List<String> missing(String complete, Material... materials) {
    MergeBlueprint blueprint =
        settings()
            .field("paid", "sum")
            .field("total", "first")
            .field("carrier", "first")
            .field("parts", "set")
            .field("odd name", "first")
            .complete(complete)
            .blueprint();
    return blueprint.missing(assemble(blueprint, materials));
  }

  @Test
  void eachPartThatDoesNotHoldIsNamedWithWhatIsThere() {
    assertThat(
            missing(
                "paid >= total and carrier exists and materials >= 3 and paid > 1",
                material("paid", 3L, "total", new BigDecimal("9.50"))))
        .containsExactly(
            "paid >= total (is 3, total is '9.50')", "carrier exists", "materials >= 3 (is 1)");
  }

  @Test
  void ofAlternativesEachIsSaid() {
    assertThat(
            missing(
                "paid > 5 or (carrier = 'x' and total > 0)",
                material("paid", 1L, "carrier", "y", "total", 0L)))
        .containsExactly("paid > 5 (is 1), or carrier = 'x' (is 'y') and total > 0 (is 0)");
  }

  @Test
  void allFormsOfConditionsAreWrittenAsTheyAreRead() {
    assertThat(
            missing(
                "parts any = 'it''s' and count(parts) >= 2 and carrier in ('a', 3)"
                    + " and carrier matches '^b' and not (carrier = 'c') and carrier is null"
                    + " and `odd name` not in (1) and (paid = 1 or not paid < 3)",
                material("parts", "head", "carrier", "c")))
        .containsExactly(
            "parts any = 'it''s' (is the list [head])",
            "count(parts) >= 2 (is 1)",
            "carrier in ('a', 3) (is 'c')",
            "carrier matches '^b' (is 'c')",
            "not (carrier = 'c')",
            "carrier is null (is 'c')",
            "`odd name` not in (1) (is not there)",
            "paid = 1 (is 0), or not (paid < 3)");
  }

  @Test
  void whatIsAskedOfEachMaterialIsSaidToBe() {
    assertThat(missing("material.event = 'shipped'", material("event", "paid")))
        .containsExactly("material.event = 'shipped' (asked of the next material)");
  }

  @Test
  void withoutAConditionNothingIsMissing() {
    MergeBlueprint blueprint = settings().field("paid", "sum").blueprint();
    assertThat(blueprint.missing(assemble(blueprint, material("paid", 1L)))).isEmpty();
    assertThat(missing("paid > 0", material("paid", 1L))).isEmpty();
  }

  @Test
  void aLongValueIsCut() {
    assertThat(missing("carrier = 'x'", material("carrier", "y".repeat(500))).get(0))
        .hasSizeLessThan(120)
        .endsWith("...)");
  }
}
