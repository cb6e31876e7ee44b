package factory.goods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackedTest {
  private final Material material =
      new Material(Pid.of("a text"), 1, 0, 2, Fields.of(Map.of("n", 3L)));

  @Test
  void aTextHasNoPlaceWhereAllPidsAreNumbers() {
    Packed numbers = Packed.of(CountedRows.INSTANCE, 1, true);
    assertThatThrownBy(() -> numbers.put(0, material.pid()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a text is no number");
  }

  @Test
  void aNumberAloneIsNoPidWhereNotAllAreNumbers() {
    Packed texts = CountedRows.pack(List.of(material));
    assertThatThrownBy(() -> texts.put(0, 4711)).isInstanceOf(IllegalArgumentException.class);
    assertThat(texts.pid(0)).isEqualTo(material.pid());
  }
}
