package factory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import factory.bench.Workload.Kind;
import factory.goods.Lot;
import factory.goods.Material;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark's input and its answers; the figures are those of the ruler's own program. */
class WorkloadTest {
  @ParameterizedTest(name = "{0} zipf {1} at {2}/s")
  @CsvSource({
    "W1, false, 10000, 200000, 5000, 214556b3db2429e2",
    "W1, true,  10000, 200000, 4991, c1f282cd1af2c319",
    "W2, false, 10000, 199161, 20000, 287b4fbb7c2773e7",
    "W3, false, 10000, 200000, 4276, 6c079d1b7b42ed73",
    "W3, false, 1000,  200000, 7225, aa1d8b6ab74a702a"
  })
  void isTheSameAsTheRulers(
      Kind kind, boolean zipf, int rate, int size, long products, String checksum) {
    Workload input = Workload.of(kind, 200_000, 5_000, zipf, 7, rate);
    assertThat(input.size()).isEqualTo(size);
    Reference answer = Reference.of(input);
    assertThat(answer.products()).isEqualTo(products);
    assertThat(String.format("%016x", answer.checksum())).isEqualTo(checksum);
  }

  @ParameterizedTest(name = "{0} events, {1} keys, zipf {2}")
  @CsvSource({
    "100000, 5000, false",
    "10000, 20000, false",
    "100000, 5000, true",
    "20000, 100000, true",
    "10, 1, false",
    "10, 1, true"
  })
  void asManyPidsAreToBeExpectedAsThereAre(int events, int keys, boolean zipf) {
    long there = Reference.of(Workload.of(Kind.W1, events, keys, zipf, 7, 1)).products();
    assertThat(Workload.pids(events, keys, zipf)).isCloseTo(there, Percentage.withPercentage(2));
  }

  @Test
  void anotherSeedIsAnotherInput() {
    Reference one = Reference.of(Workload.of(Kind.W1, 1_000, 10, false, 1, 1));
    Reference two = Reference.of(Workload.of(Kind.W1, 1_000, 10, false, 2, 1));
    assertThat(one.checksum()).isNotEqualTo(two.checksum());
  }

  @Test
  void theSupplierSellsEachMaterialOnceInTheOrderOfTime() throws Exception {
    Workload input = Workload.of(Kind.W2, 3_000, 1, false, 7, 1);
    List<Material> sold = new ArrayList<>();
    try (var reader = new BenchSupplier(input).open(100)) {
      for (Lot lot = reader.read(); lot != null; lot = reader.read()) {
        for (int i = 0; i < lot.count(); i++) {
          sold.add(lot.material(i));
        }
      }
    }
    assertThat(sold).hasSize(input.size());
    assertThat(sold).extracting(Material::time).isSorted();
    for (int i = 0; i < sold.size(); i++) {
      assertThat(sold.get(i).offset()).isEqualTo(i);
      assertThat(sold.get(i).pid().text()).isEqualTo(Long.toString(input.pid(i)));
      assertThat(sold.get(i).fields().longAt(Reading.VALUE)).isEqualTo(input.value(i));
    }
  }

  @Test
  void textsAreTheDigitsOfTheNumbers() throws Exception {
    Workload input = Workload.of(Kind.W1, 140_000, 1_000_000, false, 7, 1).withTexts();
    int sold = 0;
    try (var reader = new BenchSupplier(input).open(1_000)) {
      for (Lot lot = reader.read(); lot != null; lot = reader.read()) {
        for (int i = 0; i < lot.count(); i++, sold++) {
          String digits = HexFormat.of().toHexDigits(input.pid(sold));
          assertThat(lot.material(i).pid().text()).as("of %d", sold).isEqualTo(digits);
        }
      }
    }
    assertThat(sold).isEqualTo(input.size());
  }
}
