package factory.goods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> WORDS = List.of("status", "client", "in.jsonl", "sum", "n");

  @ParameterizedTest
  @CsvSource({"stauts, status", "cliend, client", "inn.jsonl, in.jsonl", "summ, sum", "nn, n"})
  void offersTheWordThatWasProbablyMeant(String wrong, String meant) {
    assertThat(Nearest.hint(wrong, WORDS)).isEqualTo(" (nearest: " + meant + ")");
    assertThat(Nearest.of(wrong, WORDS)).isEqualTo(meant);
  }

  @Test
  void offersNothingThatIsNotLikeIt() {
    assertThat(Nearest.hint("weight", WORDS)).isEmpty();
    assertThat(Nearest.hint("weight", List.of())).isEmpty();
    assertThat(Nearest.hint("colour", List.of("columns", "count"))).isEmpty();
    assertThat(Nearest.hintOrAll("colour", List.of("columns", "count")))
        .isEqualTo(" (there are: columns, count)");
  }
}
