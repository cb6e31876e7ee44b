package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Fields;
import factory.purchasing.SourceSettings.PidField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PidReaderTest {
  private final PidReader order =
      new PidReader(List.of(new PidField("case", Pattern.compile("^([^_]+)_|(\\d+)"))), " ");

  @Test
  void takesTheFirstGroupOfAPattern() throws Malformed {
    assertThat(order.read(Fields.of(Map.of("case", "4507_0010"))).text()).isEqualTo("4507");
  }

  @Test
  void aPatternThatFindsNothingIsMalformed() {
    assertThatThrownBy(() -> order.read(Fields.of(Map.of("case", "x"))))
        .isInstanceOf(Malformed.class)
        .hasMessage("pid field 'case': 'x' does not match the pattern '^([^_]+)_|(\\d+)'");
    assertThatThrownBy(() -> order.read(Fields.of(Map.of("case", "42"))))
        .hasMessage("pid field 'case': the pattern '^([^_]+)_|(\\d+)' takes nothing of '42'");
    assertThatThrownBy(() -> order.read(Fields.of(Map.of("case", new BigDecimal("1e5")))))
        .hasMessageEndingWith("takes nothing of '100000'");
  }

  @Test
  void aFieldWithoutAValueIsToldAsSuchAndNotByThePattern() {
    assertThatThrownBy(() -> order.read(Fields.of(Map.of("other", "4507_0010"))))
        .hasMessage("no value for pid field 'case'");
    assertThatThrownBy(() -> order.read(Fields.of(Map.of("case", ""))))
        .hasMessage("pid field 'case' is empty");
  }
}
