package factory.blueprint;

import static factory.blueprint.Samples.PID;
import static factory.blueprint.Samples.assemble;
import static factory.blueprint.Samples.material;
import static factory.blueprint.Samples.product;
import static factory.blueprint.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.blueprint.MergeSettings.Others;
import factory.goods.Material;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeBlueprintTest {
  private static final Material[] TWO = {
    material("n", 1L, "flag", false, "text", "a", "d", new BigDecimal("0.5"), "code", "7"),
    material("late", "x", "n", 2L, "flag", true, "text", "b", "d", 1L, "code", "8")
  };

  @Test
  void unnamedNumbersAreSummedAndAllElseKeepsTheFirst() {
    Map<String, ?> product =
        product(settings().others(Others.DEFAULT).field("text", "last").blueprint(), TWO);
    assertThat(product)
        .isEqualTo(
            Map.of(
                "text",
                "b",
                "n",
                3L,
                "flag",
                false,
                "d",
                new BigDecimal("1.5"),
                "code",
                "7",
                "late",
                "x"));
    assertThat(product.keySet()).containsExactly("text", "n", "flag", "d", "code", "late");
  }

  @Test
  void unnamedFieldsCanKeepTheFirstOrTheLastOrBeDropped() {
    assertThat(product(settings().others(Others.FIRST).blueprint(), TWO))
        .containsEntry("n", 1L)
        .containsEntry("text", "a");
    assertThat(product(settings().others(Others.LAST).blueprint(), TWO))
        .containsEntry("n", 2L)
        .containsEntry("text", "b");
    assertThat(product(settings().others(Others.DROP).field("n", "max").blueprint(), TWO))
        .isEqualTo(Map.of("n", 2L));
  }

  @Test
  void theFirstValueDecidesWhetherAnUnnamedFieldIsANumber() {
    MergeBlueprint blueprint = settings().others(Others.DEFAULT).blueprint();
    assertThat(
            product(
                blueprint,
                material("x", null),
                material("x", 5L),
                material("x", "a"),
                material("x", 6L)))
        .containsEntry("x", 11L);
    assertThat(product(blueprint, material("x", "a"), material("x", 5L))).containsEntry("x", "a");
    assertThat(product(blueprint, material("x", null))).containsEntry("x", null);
  }

  @Test
  void keysOfTheSourceAreNeverSummed() {
    MergeBlueprint blueprint =
        MergeBlueprint.of(settings().others(Others.DEFAULT).done(), Set.of("order", "at"), null);
    assertThat(
            product(
                blueprint,
                material("order", 17L, "at", new BigDecimal("1.5"), "n", 1L),
                material("order", 17L, "at", 2L, "n", 1L)))
        .isEqualTo(Map.of("order", 17L, "at", new BigDecimal("1.5"), "n", 2L));
  }

  @Test
  void aFieldThatARuleReadsIsNamedToo() {
    MergeBlueprint blueprint =
        settings().others(Others.DEFAULT).field("total", "sum", "amount", null).blueprint();
    assertThat(product(blueprint, material("amount", 1L), material("amount", 2L)))
        .isEqualTo(Map.of("total", 3L));
  }

  @Test
  void unnamedFieldsOfManyShapesStayApart() {
    MergeBlueprint blueprint = settings().others(Others.DEFAULT).blueprint();
    Map<String, Long> expected = new java.util.HashMap<>();
    List<Material> materials = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String name = "f" + (i * 7) % 200;
      materials.add(material(name, (long) i, "all", 1L));
      expected.merge(name, (long) i, Long::sum);
      expected.merge("all", 1L, Long::sum);
    }
    assertThat(product(blueprint, materials.toArray(Material[]::new))).isEqualTo(expected);
  }

  @Test
  void aRepeatIsAMaterialEqualInAllDistinctFields() {
    MergeBlueprint one = settings().field("n", "count").distinctBy("span").blueprint();
    assertThat(product(one, material("span", "a"), material("span", "b"), material("span", "a")))
        .isEqualTo(Map.of("n", 2L));
    MergeBlueprint two = settings().field("n", "count").distinctBy("a", "b.c").blueprint();
    assertThat(
            product(
                two,
                material("a", "x", "b", Map.of("c", 1L)),
                material("a", "x", "b", Map.of("c", 2L)),
                material("a", "x"),
                material("a", "x", "b", Map.of()),
                material("a", "x", "b", Map.of("c", 1L), "more", 1L)))
        .isEqualTo(Map.of("n", 3L));
  }

  @Test
  void aMaterialWithoutAnyDistinctFieldIsNoRepeat() {
    MergeBlueprint blueprint = settings().field("n", "count").distinctBy("a", "b").blueprint();
    assertThat(product(blueprint, material("c", 1L), material("c", 1L))).isEqualTo(Map.of("n", 2L));
  }

  @Test
  void aProductIsCompleteWhenItsConditionHoldsOverProductAndMaterial() {
    MergeBlueprint blueprint =
        settings()
            .field("paid", "sum")
            .field("due", "last")
            .complete("paid >= due and material.kind = 'payment' and materials > 1")
            .blueprint();
    MergeAssembly assembly = blueprint.begin(PID);
    List<Boolean> complete = new ArrayList<>();
    for (Material material :
        List.of(
            material("kind", "payment", "paid", "30", "due", "20"),
            material("kind", "note"),
            material("kind", "payment", "paid", "1"))) {
      assembly = blueprint.add(assembly, material);
      complete.add(blueprint.isComplete(assembly));
    }
    assertThat(complete).containsExactly(false, false, true);
  }

  @ParameterizedTest
  @CsvSource({"Googlebot/2.1,200,robot", "Mozilla,404,failing", "Mozilla,200,ok", "Mozilla,99,ok"})
  void theFirstRuleThatHoldsMakesTheClass(String agent, String status, String pclass) {
    MergeBlueprint blueprint =
        settings()
            .field("agent", "set")
            .field("status", "max")
            .pclass("agent any matches '(?i)bot|crawl|spider|slurp'", "robot")
            .pclass("status >= 400", "failing")
            .pclass(null, "ok")
            .blueprint();
    Material[] materials = {
      material("agent", "curl", "status", "20"), material("agent", agent, "status", status)
    };
    assertThat(blueprint.pclass(assemble(blueprint, materials))).isEqualTo(pclass);
  }

  @Test
  void aClassIsMadeOfFieldsAndPassesToTheNextRuleWhereOneIsMissing() {
    MergeBlueprint blueprint =
        settings()
            .field("root", "first", "op", "parent = 'root'")
            .others(Others.FIRST)
            .pclass(null, "${root} in ${pod.zone}")
            .pclass(null, "(no root span)")
            .blueprint();
    assertThat(
            blueprint.pclass(
                assemble(
                    blueprint,
                    material("op", "Recv", "parent", "root", "pod", Map.of("zone", 3L)))))
        .isEqualTo("Recv in 3");
    assertThat(blueprint.pclass(assemble(blueprint, material("op", "Recv", "parent", "root"))))
        .isEqualTo("(no root span)");
  }

  @Test
  void aProductOfNoRuleIsOther() {
    MergeBlueprint blueprint = settings().field("n", "count").pclass("n > 1", "many").blueprint();
    assertThat(blueprint.pclass(assemble(blueprint, material("x", 1L)))).isEqualTo("other");
  }

  @Test
  void aMaterialThatFailsLeavesTheAssemblyAsItWas() {
    MergeBlueprint blueprint =
        settings()
            .others(Others.DEFAULT)
            .field("n", "count")
            .field("all", "list", "x", null)
            .field("x", "sum")
            .blueprint();
    MergeAssembly assembly = assemble(blueprint, material("x", "1", "other", 1L));
    Map<String, ?> before = new java.util.HashMap<>(blueprint.fields(assembly));
    long weight = blueprint.weight(assembly);
    assertThatThrownBy(() -> blueprint.add(assembly, material("x", "one", "other", 1L)))
        .isInstanceOf(BlueprintException.class)
        .as("what the scrap says, without a class's name")
        .hasToString(
            "field 'x': cannot sum 'one', which is no number; leave such values out with when");
    assertThatThrownBy(
            () -> blueprint.add(assembly, material("x", "1", "other", new BigDecimal("1e2000"))))
        .hasMessageStartingWith("field 'other': cannot calculate");
    assertThat(blueprint.fields(assembly)).isEqualTo(before);
    assertThat(blueprint.weight(assembly)).isEqualTo(weight);
  }

  @Test
  void oneBlueprintServesManyThreads() throws Exception {
    MergeBlueprint blueprint =
        settings().others(Others.DEFAULT).field("s", "set").distinctBy("i").blueprint();
    Callable<Map<String, ?>> work =
        () -> {
          Material[] materials = new Material[2000];
          for (int i = 0; i < materials.length; i++) {
            materials[i] =
                i % 2 == 0
                    ? material("i", (long) i, "a", 1L)
                    : material("b", 1L, "i", (long) i, "s", i % 5);
          }
          Arrays.setAll(
              materials,
              i -> i % 4 == 3 ? material("i", (long) i, "s", "t" + i % 3) : materials[i]);
          return product(blueprint, materials);
        };
    Map<String, ?> expected = work.call();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (Future<Map<String, ?>> got : threads.invokeAll(List.of(work, work, work))) {
        assertThat(got.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void wrongRulesAreNamedWithTheirSettingAndTheNearestKnownWord() {
    assertBad(
        settings().field("bytes", "summ"),
        "blueprint.fields.bytes: expected one of first, last",
        "found 'summ' (nearest: sum)");
    assertBad(settings().field("x", "default"), "found 'default'");
    assertBad(
        settings().field("x", "collect", "y", null),
        "blueprint.fields.x.from: collect takes whole materials",
        "use list");
    assertBad(
        settings().field("x", "sum", "", "a >"),
        "blueprint.fields.x.when: column 4: expected a field or a value, found the end");
    assertBad(
        settings().field("n", "count").pclass("m > 1", "a"),
        "blueprint.pclass[0].when: column 1: the product has no field 'm'");
    assertBad(
        settings().field("paid", "sum").complete("payd > 1"),
        "blueprint.complete-when: column 1",
        "(nearest: paid)");
    assertBad(
        settings().pclass(null, "a").pclass(null, "b"), "blueprint.pclass[1]: is never reached");
    assertBad(
        settings().pclass(null, " "),
        "blueprint.pclass[0].is: expected the name of a product class");
    assertBad(
        settings().pclass(null, "a ${b"),
        "blueprint.pclass[0].is: column 3: the '${' never closes");
    assertBad(
        settings().field("s", "set").pclass(null, "${s}"),
        "column 1: expected a single value, found 's', which is a set");
    assertBad(
        settings().field("n", "count").pclass("material.x = 1", "a"),
        "column 1: the class is that of the whole product");
    assertBad(settings().distinctBy("a", "a"), "blueprint.distinct-by", "'a' twice");
  }

  @Test
  void aNameThatNoFieldOfAKnownSourceHasIsRefused() {
    assertUnknown(
        settings().pclass("stauts >= 400", "failing"),
        "blueprint.pclass[0].when: column 1: the product has no field 'stauts' (nearest: status)");
    assertUnknown(
        settings().pclass(null, "x-${agnt}"),
        "blueprint.pclass[0].is: column 3: the product has no field 'agnt' (nearest: agent)");
    assertUnknown(
        settings().complete("material.stauts = 500"),
        "blueprint.complete-when: column 1: the source has no field 'stauts' (nearest: status)");
    assertUnknown(
        settings().field("n", "count", "", "byts > 7"),
        "blueprint.fields.n.when: column 1: the source has no field 'byts' (nearest: bytes)");
    assertUnknown(
        settings().field("byets", "sum"),
        "blueprint.fields.byets: the source has no field 'byets' (nearest: bytes)");
    assertUnknown(
        settings().field("total", "sum", "byets", null),
        "blueprint.fields.total.from: the source has no field 'byets' (nearest: bytes)");
    assertUnknown(
        settings().distinctBy("status", "id"),
        "blueprint.distinct-by: the source has no field 'id'");
  }

  @Test
  void allFieldsOfAKnownSourceAndOfTheProductAreTaken() {
    MergeSettings all =
        settings()
            .others(Others.DEFAULT)
            .field("n", "count")
            .field("total", "sum", "bytes", "status < 400")
            .complete("material.bytes = 0 and n > 1 and total > 1 and status exists")
            .pclass("agent matches 'a' and total > 0", "${status}")
            .distinctBy("status", "bytes")
            .done();
    assertThat(MergeBlueprint.of(all, Set.of(), WEB).begin(Samples.PID)).isNotNull();
  }

  @Test
  void aFieldThatAnotherOneIsMadeOfIsNoneOfTheProduct() {
    assertBad(
        settings()
            .others(Others.DEFAULT)
            .field("pages", "list", "page", null)
            .pclass("page = '/'", "home"),
        "blueprint.pclass[0].when: column 1: the product has no field 'page', since",
        "(nearest: pages)");
  }

  private static final Set<String> WEB = Set.of("status", "agent", "bytes");

  private static void assertUnknown(Samples.Settings settings, String message) {
    MergeSettings all = settings.others(Others.DEFAULT).done();
    assertThatThrownBy(() -> MergeBlueprint.of(all, Set.of(), WEB))
        .isInstanceOf(BlueprintException.class)
        .message()
        .startsWith(message);
    assertThat(MergeBlueprint.of(all, Set.of(), null).begin(Samples.PID)).isNotNull();
  }

  private static void assertBad(Samples.Settings settings, String... parts) {
    assertThatThrownBy(settings::blueprint)
        .isInstanceOf(BlueprintException.class)
        .hasMessageContainingAll(parts);
  }
}
