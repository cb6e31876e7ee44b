package factory.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.MergeSettings.ClassRule;
import factory.blueprint.MergeSettings.FieldRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeverTrueTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(pages) > 5 and count(pages) < 3",
        "materials >= 10 and materials < 9",
        "total > 100 and total < 20",
        "status >= 500 and status < 400",
        "status = 200 and status = 404",
        "material.event = 'paid' and other > 1 and material.event = 'shipped'",
        "name > 'm' and (name exists and name <= 'b')",
        "total = 5 and total != 5",
        "total > 5 and total <= 5",
        "(total > 5 and total < 3) or (total > 4 and total < 2)",
        "name exists and (total > 5 and total < 3)"
      })
  void aConditionThatNothingFulfilsIsNamed(String condition) {
    assertThat(remarks(condition))
        .singleElement()
        .asString()
        .startsWith("factory.blueprint.complete-when can never hold: no value of ")
        .endsWith(" is all that is asked for in: " + condition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(pages) > 3 and count(pages) < 5",
        "total >= 5 and total <= 5",
        "total > 5 and other < 3",
        "amount > 100 and amount < 20", // the text '15x' is
        "a any = 'x' and a any = 'y'",
        "a = 'x' or a = 'y'",
        "not (total > 5 and total < 3)",
        "a = '1' and a = '1.0'",
        "a > 5 and a < 'x'",
        "a = total and a > 5 and a < b",
        "total > 3"
      })
  void whatMayHoldIsNot(String condition) {
    assertThat(remarks(condition)).isEmpty();
  }

  @Test
  void aPartOfAConditionIsNamedAsOne() {
    assertThat(remarks("name = 'a' or (materials > 5 and materials < 3)"))
        .containsExactly(
            "a part of factory.blueprint.complete-when can never hold: no value of materials is all that is asked for in: name = 'a' or (materials > 5 and materials < 3)");
  }

  @Test
  void rulesOfTheClassAndOfFieldsAreLookedAtToo() {
    MergeSettings settings =
        new MergeSettings(
            Map.of("n", new FieldRule("sum", "", "n > 5 and n < 3")),
            MergeSettings.Others.DEFAULT,
            null,
            List.of(new ClassRule("n > 50 and n < 6", "a"), new ClassRule(null, "b")),
            List.of());
    assertThat(NeverTrue.of(settings))
        .containsExactly(
            "factory.blueprint.fields.n.when can never hold: no value of 'n' is all that is asked for in: n > 5 and n < 3",
            "factory.blueprint.pclass[0].when can never hold: no value of 'n' is all that is asked for in: n > 50 and n < 6");
  }

  private static List<String> remarks(String completeWhen) {
    return NeverTrue.of(
        new MergeSettings(
            Map.of(
                "total", new FieldRule("sum", "amount", null),
                "pages", new FieldRule("list", "page", null)),
            MergeSettings.Others.DEFAULT,
            completeWhen,
            List.of(),
            List.of()));
  }
}
