package factory.blueprint;

import static factory.blueprint.Samples.merged;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MergePropertyTest {
  @Provide
  Arbitrary<List<Object>> numbers() {
    Arbitrary<Object> longs = Arbitraries.longs().map(each -> each);
    Arbitrary<Object> small = Arbitraries.longs().between(-1000, 1000).map(each -> each);
    Arbitrary<Object> decimals =
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
            .ofScale(7)
            .map(each -> each);
    Arbitrary<Object> texts = Arbitraries.oneOf(longs, small, decimals).map(Object::toString);
    return Arbitraries.oneOf(longs, small, decimals, texts).list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Object>> values() {
    return Arbitraries.<Object>of(
            "a", "b", "c", "10", "9", "", "-", 9L, 10L, new BigDecimal("9.0"), true, false)
        .injectNull(0.2)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 500, seed = "1")
  void aSumIsTheSumOfBigDecimals(@ForAll("numbers") List<Object> numbers) {
    BigDecimal expected =
        numbers.stream()
            .map(each -> new BigDecimal(each.toString()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Object sum = merged("sum", numbers.toArray());
    assertThat(new BigDecimal(String.valueOf(sum))).isEqualByComparingTo(expected);
    assertThat(sum instanceof Long)
        .isEqualTo(expected.scale() == 0 && expected.toBigInteger().bitLength() < 64);
  }

  @Property(tries = 500, seed = "2")
  void extremesAreThoseOfBigDecimals(@ForAll("numbers") List<Object> numbers) {
    List<BigDecimal> sorted =
        numbers.stream().map(each -> new BigDecimal(each.toString())).sorted().toList();
    if (!sorted.isEmpty()) {
      assertThat(new BigDecimal(String.valueOf(merged("min", numbers.toArray()))))
          .isEqualByComparingTo(sorted.get(0));
      assertThat(new BigDecimal(String.valueOf(merged("max", numbers.toArray()))))
          .isEqualByComparingTo(sorted.get(sorted.size() - 1));
    }
  }

  @Property(tries = 500, seed = "3")
  void whatKeepsValuesKeepsTheRightOnes(@ForAll("values") List<Object> values) {
    List<Object> present = values.stream().filter(Objects::nonNull).toList();
    Object[] all = values.toArray();
    assertThat(merged("first", all)).isEqualTo(present.isEmpty() ? null : present.get(0));
    assertThat(merged("last", all))
        .isEqualTo(present.isEmpty() ? null : present.get(present.size() - 1));
    assertThat(merged("list", all)).isEqualTo(present);
    assertThat(merged("set", all)).isEqualTo(present.stream().distinct().toList());
    assertThat(merged("concat", all))
        .isEqualTo(
            present.isEmpty()
                ? null
                : String.join(" ", present.stream().map(Object::toString).toList()));
    assertThat(merged("count", all)).isEqualTo((long) values.size());
  }

  @Property(tries = 300, seed = "4")
  void extremesDoNotDependOnTheOrderButForHowAnEqualNumberIsWritten(
      @ForAll("values") List<Object> values) {
    List<Object> backwards = new ArrayList<>(values);
    java.util.Collections.reverse(backwards);
    for (String operation : List.of("min", "max")) {
      Object one = merged(operation, values.toArray());
      Object other = merged(operation, backwards.toArray());
      if (one instanceof Number && other instanceof Number) {
        assertThat(Numbers.compare(one, other)).isZero();
      } else {
        assertThat(one).isEqualTo(other);
      }
    }
  }
}
