package factory.blueprint;

import static factory.blueprint.Samples.material;
import static factory.blueprint.Samples.merged;
import static factory.blueprint.Samples.product;
import static factory.blueprint.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTest {
  @Test
  void theTableOfTheDocumentationIsTrue() throws IOException {
    Map<String, Object> documented = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("docs/blueprints.md"))) {
      String[] cells = line.split(" \\| ");
      if (cells.length == 4 && Operation.NAMES.contains(cells[0].replaceAll("[|` ]", ""))) {
        documented.put(cells[0].replaceAll("[|` ]", ""), cells[2].replaceAll("[`\"]", ""));
      }
    }
    assertThat(documented).containsOnlyKeys(Operation.NAMES);
    for (String operation :
        List.of("first", "last", "min", "list", "set", "concat", "longest", "shortest")) {
      assertThat(String.valueOf(merged(operation, 3L, null, 10L, "b", 3L)))
          .as(operation)
          .isEqualTo(documented.get(operation));
    }
    assertThat(documented.get("max"))
        .isEqualTo(
            merged("max", 3L, null, 10L, "b", 3L)
                + "; without it "
                + merged("max", 3L, null, 10L, 3L));
    assertThat(documented.get("sum"))
        .isEqualTo("fails on b; without it " + merged("sum", 3L, null, 10L, 3L));
  }

  @Test
  void firstAndLastPassOverNull() {
    assertThat(merged("first", null, "a", "b", null)).isEqualTo("a");
    assertThat(merged("last", null, "a", "b", null)).isEqualTo("b");
    assertThat(merged("first", null, null)).isNull();
  }

  @Test
  void aSumOfIntegersIsAnIntegerAndKeepsItsDigitsBeyondLong() {
    assertThat(merged("sum", 1L, 2L, -5L)).isEqualTo(-2L);
    assertThat(merged("sum", Long.MAX_VALUE, 1L)).isEqualTo(new BigDecimal("9223372036854775808"));
    assertThat(merged("sum", Long.MAX_VALUE, 1L, -1L)).isEqualTo(Long.MAX_VALUE);
    assertThat(merged("sum", Long.MIN_VALUE, -1L, 1L)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aSumOfDecimalsIsExact() {
    assertThat(merged("sum", new BigDecimal("0.1"), new BigDecimal("0.2")))
        .isEqualTo(new BigDecimal("0.3"));
    assertThat(merged("sum", 1L, new BigDecimal("2.50"), 3L)).isEqualTo(new BigDecimal("6.50"));
  }

  @Test
  void aSumTakesTextsThatAreNumbersAndPassesOverWhatStandsForNoValue() {
    assertThat(merged("sum", "203023", "-", "", null, "171717")).isEqualTo(374740L);
    assertThat(merged("sum", "1.10", "1e1", "+3", "-4")).isEqualTo(new BigDecimal("10.10"));
    assertThat(merged("sum", "12345678901234567890", "1"))
        .isEqualTo(new BigDecimal("12345678901234567891"));
    assertThat(merged("sum", "-", "")).isEqualTo(0L);
  }

  @Test
  void aSumRefusesWhatIsNoNumberAndNamesTheField() {
    for (Object bad :
        List.of("12kB", "NaN", "Infinity", " 1", "0x10", "١", true, List.of(1L), Map.of("a", 1L))) {
      assertThatThrownBy(() -> merged("sum", 1L, bad))
          .as("%s", bad)
          .isInstanceOf(BlueprintException.class)
          .hasMessageStartingWith("field 'x': cannot sum ")
          .hasMessageContaining(bad.toString());
    }
  }

  @Test
  void anAbsurdExponentIsRefusedAtOnce() {
    for (Object bad :
        List.of(
            new BigDecimal("1e1000000000"),
            new BigDecimal("1e-1000000000"),
            "1e1000000000",
            "1e999999")) {
      for (String operation : List.of("sum", "min", "max")) {
        assertThatThrownBy(() -> merged(operation, 1L, bad))
            .isInstanceOf(BlueprintException.class)
            .hasMessageContaining("more than 1000 digits");
      }
    }
    assertThat(merged("sum", "1e1000", 1L).toString()).hasSize(1001);
  }

  @Test
  void minAndMaxCompareNumbersAsNumbersAndTextsAsTexts() {
    assertThat(merged("max", "9", "200", "-", "30")).isEqualTo(200L);
    assertThat(merged("min", "9", "200", "", null)).isEqualTo(9L);
    assertThat(merged("max", new BigDecimal("1.50"), 1L, "1.5")).isEqualTo(new BigDecimal("1.50"));
    assertThat(merged("min", "2015-05-17", "2014-12-31")).isEqualTo("2014-12-31");
    assertThat(merged("max", false, true, false)).isEqualTo(true);
  }

  @Test
  void theExtremeOfAMixtureDoesNotDependOnItsOrder() {
    assertThat(merged("max", "10", "9", "abc"))
        .isEqualTo("abc")
        .isEqualTo(merged("max", "abc", "10", "9"));
    assertThat(merged("min", "abc", "10", new BigDecimal("9.5"))).isEqualTo(new BigDecimal("9.5"));
    assertThat(merged("min", new BigDecimal("9.5"), "abc", 9L)).isEqualTo(9L);
  }

  @Test
  void aCountWithoutAnotherFieldCountsMaterials() {
    MergeBlueprint blueprint =
        settings()
            .field("requests", "count")
            .field("agents", "count", "agent", null)
            .field("errors", "count", "", "status >= 400")
            .blueprint();
    assertThat(
            product(
                blueprint,
                material("agent", "a", "status", "200"),
                material("agent", null, "status", "404"),
                material("status", "1000")))
        .isEqualTo(Map.of("requests", 3L, "agents", 1L, "errors", 2L));
  }

  @Test
  void listAndSetKeepTheOrderAndTakeTheItemsOfLists() {
    assertThat(merged("list", "a", null, "b", List.of("a", "c")))
        .isEqualTo(List.of("a", "b", "a", "c"));
    assertThat(merged("set", "b", null, "a", "b", List.of("c", "a")))
        .isEqualTo(List.of("b", "a", "c"));
    assertThat(merged("list", (Object) null)).isEqualTo(List.of());
    assertThat(merged("set", (Object) null)).isEqualTo(List.of());
  }

  @Test
  void aLargeSetKeepsEachValueOnce() {
    Object[] values = new Object[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 3 == 0 ? (Object) ("v" + i % 1000) : (Object) (long) (i % 700);
    }
    assertThat(merged("set", values)).isEqualTo(List.of(values).stream().distinct().toList());
  }

  @Test
  void concatJoinsWithABlank() {
    assertThat(merged("concat", "a", null, 1L, new BigDecimal("2.0"), List.of("b", true)))
        .isEqualTo("a 1 2.0 b true");
    assertThat(merged("concat", (Object) null)).isNull();
    assertThatThrownBy(() -> merged("concat", Map.of("a", 1L)))
        .hasMessageContaining("field 'x': cannot concat the object {a=1}");
  }

  @Test
  void longestAndShortestKeepTheEarlierOfEquals() {
    assertThat(merged("longest", "aa", "b", "cc", "")).isEqualTo("aa");
    assertThat(merged("shortest", "aa", "", "b", "c")).isEqualTo("b");
    assertThat(merged("longest", List.of(1L), List.of(1L, 2L))).isEqualTo(List.of(1L, 2L));
  }

  @Test
  void collectKeepsTheWholeMaterials() {
    MergeBlueprint blueprint =
        settings().field("lines", "collect", "", "kind = 'line'").blueprint();
    assertThat(
            product(
                blueprint,
                material("kind", "line", "no", 1L),
                material("kind", "payment"),
                material("kind", "line", "no", 2L)))
        .isEqualTo(
            Map.of(
                "lines",
                List.of(Map.of("kind", "line", "no", 1L), Map.of("kind", "line", "no", 2L))));
  }

  @Test
  void aPathLeadsIntoNestedObjectsAndAConditionLimitsAnyOperation() {
    MergeBlueprint blueprint =
        settings()
            .field("city", "first", "address.city.name", null)
            .field("dotted", "last", "a.b", null)
            .field("root", "first", "operation", "parent = 'root'")
            .blueprint();
    assertThat(
            product(
                blueprint,
                material("operation", "inner", "parent", "7", "a.b", 1L),
                material(
                    "operation",
                    "front",
                    "parent",
                    "root",
                    "address",
                    Map.of("city", Map.of("name", "Ulm"))),
                material("a", Map.of("b", 2L))))
        .isEqualTo(Map.of("city", "Ulm", "dotted", 2L, "root", "front"));
  }
}
