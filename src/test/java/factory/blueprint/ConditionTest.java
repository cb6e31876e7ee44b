package factory.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.blueprint.Condition.Field;
import factory.goods.Fields;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final ConditionParser.Scope SCOPE =
      new ConditionParser.Scope() {
        @Override
        public Field field(String path, boolean ofMaterial) {
          return new Field(path, ofMaterial, -1, null, path.equals("agents") ? "set" : null);
        }

        @Override
        public boolean knowsMaterials() {
          return true;
        }
      };

  private static final Fields PRODUCT = Fields.of(product());

  private static Map<String, @Nullable Object> product() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("status", "404");
    map.put("bytes", 1000L);
    map.put("price", new BigDecimal("9.50"));
    map.put("name", "Ulm");
    map.put("paid", true);
    map.put("shipped", false);
    map.put("nothing", null);
    map.put("agents", List.of("curl", "Googlebot"));
    map.put("codes", List.of(200L, "304", 200L));
    map.put("none", List.of());
    map.put("a", Map.of("b", Map.of("c", 7L), "x.y", 1L));
    map.put("odd name", "o");
    map.put("in", 5L);
    return map;
  }

  @Test
  void aPatternThatTakesTooManyStepsOnAValueIsRefusedWithSettingFieldAndPattern() {
    assertThatThrownBy(() -> onName("name matches '^(.*a){12}$'", "a".repeat(67) + "!"))
        .isInstanceOf(BlueprintException.class)
        .hasMessage(
            "here: field 'name' '"
                + "a".repeat(60)
                + "...': the pattern '^(.*a){12}$' takes too many steps on this text");
  }

  @Test
  void aValueThatIsTooLongForAPatternIsRefusedWithSettingFieldAndPattern() {
    assertThatThrownBy(() -> onName("name any matches '^(a|b)*$'", "ab".repeat(500_000)))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith("here: field 'name' 'abab")
        .hasMessageEndingWith(
            "this text of 1000000 characters is too long for the pattern '^(a|b)*$'");
  }

  private static boolean onName(String condition, String name) {
    return parse(condition)
        .holds(
            new Condition.Subject() {
              @Override
              public Object value(Field field) {
                return name;
              }

              @Override
              public long materials() {
                return 1;
              }
            });
  }

  private static Condition parse(String text) {
    return ConditionParser.parse(text, "here", SCOPE);
  }

  private static boolean holds(String text) {
    return parse(text)
        .holds(
            new Condition.Subject() {
              @Override
              public @Nullable Object value(Field field) {
                return field.ofMaterial()
                    ? field.path().equals("kind") ? "click" : null
                    : PRODUCT.get(field.path());
              }

              @Override
              public long materials() {
                return 3;
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status = 404",
        "status == '404'",
        "status >= 400",
        "status < 1000",
        "status != 200",
        "status = 404.0",
        "bytes > 99",
        "bytes = '1000'",
        "price <= 9.5",
        "price > -1e3",
        "name = 'Ulm'",
        "name = \"Ulm\"",
        "name > 'Berlin'",
        "name != 'Bonn'",
        "name matches 'l'",
        "name matches '^U.m$'",
        "not name matches '^l'",
        "status matches '^4'",
        "paid",
        "paid = true",
        "not shipped",
        "shipped = false",
        "status in (200, 404)",
        "name in ('Bonn', 'Ulm')",
        "name not in ('Bonn', 'Berlin')",
        "paid in (true)",
        "name exists",
        "not nothing exists",
        "nothing is null",
        "absent is null",
        "name is not null",
        "none is null",
        "not none exists",
        "agents any matches '(?i)bot'",
        "agents any = 'curl'",
        "agents all matches '[ou]'",
        "agents any in ('x', 'curl')",
        "codes all < 400",
        "codes any = 304",
        "codes any != 200",
        "not codes all = 200",
        "agents all not in ('x')",
        "name any = 'Ulm'",
        "name all = 'Ulm'",
        "count(agents) = 2",
        "count(name) = 1",
        "count(absent) = 0",
        "count(none) = 0",
        "materials >= 3",
        "materials = bytes or materials = 3",
        "a.b.c = 7",
        "a.`x.y` = 1",
        "`odd name` = 'o'",
        "`in` = 5",
        "material.kind = 'click'",
        "material.other is null",
        "1 < 2",
        "true",
        "bytes > price",
        "status = 1 or paid and not shipped",
        "(status = 1 or paid) and not shipped",
        "NOT shipped AND paid",
        "not (nothing = 1)",
        "name = 'it''s' or paid",
        "paid or paid and shipped"
      })
  void isTrue(String text) {
    assertThat(holds(text)).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status = 200",
        "status > 1000",
        "absent = 1",
        "absent != 1",
        "absent not in (1)",
        "nothing != 'x'",
        "nothing matches ''",
        "absent",
        "shipped",
        "name",
        "agents any = 'x'",
        "agents all = 'curl'",
        "none any = 1",
        "none all = 1",
        "absent all < 400",
        "absent any matches ''",
        "codes = 200",
        "codes != 7",
        "a = 'x'",
        "a matches ''",
        "name = null_",
        "false",
        "paid and shipped",
        "name < 'Berlin'",
        "count(agents) > 2",
        "materials > 3",
        "material.kind != 'click'",
        "(status = 1 or paid) and shipped",
        "name exists and absent exists"
      })
  void doesNotHold(String text) {
    assertThat(holds(text)).as(text).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|1|expected a field or a value, found the end",
        "a =|4|expected a field or a value, found the end",
        "a = null|5|to ask for null write 'is null'",
        "a && b|3|(write 'and')",
        "a = 'x|5|the quote ' never closes",
        "a matches '['|11|expected a regular expression, found '['",
        "a matches b|11|expected a regular expression in quotes, found 'b'",
        "a in 1|6|expected '(' after 'in', found '1'",
        "a in (1, b)|10|expected a text, a number, true or false, found 'b'",
        "a in (1|8|expected ')', found the end",
        "(a = 1|7|expected ')', found the end",
        "a = 1 b|7|expected 'and', 'or' or the end, found 'b'",
        "a equals 1|3|expected a comparison, 'any', 'all', 'matches'",
        "a any exists|7|expected a comparison, 'matches' or 'in' after 'any' or 'all'",
        "a is nil|6|expected 'null' or 'not null', found 'nil'",
        "count(1) = 1|7|expected a field, found '1'",
        "count(a)|9|expected a comparison",
        "in = 1|1|expected a field (one of that name stands in backticks), found 'in'",
        "a. = 1|3|expected a name after the dot",
        "a = 1.2.3|5|expected a number, found '1.2.3'",
        "agents = 'x'|1|expected 'any' or 'all' after 'agents', which is a set",
        "1 any = 2|3|expected a field before 'any'",
        "'text'|7|expected a comparison",
        "a = 1 # b|7|found '#'",
      })
  void saysWhereAndWhatIsWrong(String line) {
    String[] parts = line.split("\\|");
    assertThatThrownBy(() -> parse(parts[0]))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith("here: column " + parts[1] + ": ")
        .hasMessageContaining(parts[2])
        .hasMessageEndingWith(", in: " + parts[0]);
  }

  @Test
  void aPileOfParenthesesIsRefusedAndNotFollowed() {
    for (String pile : List.of("(", "not ", "((a or b) and ")) {
      assertThatThrownBy(() -> parse(pile.repeat(100_000)))
          .isInstanceOf(BlueprintException.class)
          .hasMessageContaining("nested");
    }
    assertThat(holds("(".repeat(90) + "paid" + ")".repeat(90))).isTrue();
  }

  @Property(tries = 3000)
  void anyTextIsAConditionOrAnErrorWithAMessage(@ForAll @StringLength(max = 30) String text) {
    parseOrFail(text);
  }

  @Property(tries = 5000)
  void anyRowOfWordsIsAConditionOrAnErrorWithAMessage(
      @ForAll List<@net.jqwik.api.constraints.IntRange(min = 0, max = 32) Integer> picks) {
    String[] words = {
      "a",
      "`b c`",
      "agents",
      "material.x",
      "count",
      "(",
      ")",
      "materials",
      "and",
      "or",
      "not",
      "in",
      "matches",
      "exists",
      "is",
      "null",
      "any",
      "all",
      "=",
      "!=",
      "<",
      ">=",
      "'t'",
      "\"u\"",
      "1",
      "-2.5e3",
      "true",
      "false",
      ",",
      ".",
      "'['",
      "`",
      "1e99999999999"
    };
    StringBuilder text = new StringBuilder();
    picks.forEach(pick -> text.append(words[pick]).append(' '));
    parseOrFail(text.toString());
  }

  private static void parseOrFail(String text) {
    try {
      holds(text);
    } catch (BlueprintException e) {
      assertThat(e).hasMessageStartingWith("here: column ");
    }
  }
}
