package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.operations.Action;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
  @Test
  void readsTheThreeActions() {
    assertThat(Order.read("{\"pid\":\"a b\",\"action\":\"close\"}"))
        .isEqualTo(new Order("a b", List.of(), "close", Action.CloseNow.INSTANCE));
    assertThat(Order.read("{\"pid\":\"a\",\"action\":\"release\"}").action())
        .isEqualTo(Action.Release.INSTANCE);
    assertThat(Order.read("{\"action\":\"extend\",\"seconds\":90,\"pid\":\"a\"}").action())
        .isEqualTo(new Action.Extend(Duration.ofSeconds(90)));
    assertThat(Order.read("{\"pid\":\"a b c\",\"parts\":[\"a b\",\"c\"],\"action\":\"close\"}"))
        .isEqualTo(new Order("a b c", List.of("a b", "c"), "close", Action.CloseNow.INSTANCE));
  }

  @Test
  void saysForHowLongAContractCanBeExtended() {
    assertThat(Order.read("{\"pid\":\"a\",\"action\":\"extend\",\"seconds\":8640000}").action())
        .isEqualTo(new Action.Extend(Duration.ofDays(100)));
    for (String seconds :
        List.of(
            "0",
            "-5",
            "1.5",
            "8640001",
            "1e9",
            "\"60\"",
            "null",
            "true",
            "[60]",
            "99999999999999999999")) {
      assertThatThrownBy(
              () ->
                  Order.read(
                      "{\"pid\":\"a\",\"action\":\"extend\",\"seconds\":%s}".formatted(seconds)))
          .hasMessage("seconds: must be a whole number from 1 to 8640000");
    }
  }

  @Test
  void halfACharacterIsNoPid() {
    for (String order :
        List.of(
            "{\"pid\":\"a\\ud800\",\"action\":\"close\"}",
            "{\"pid\":\"a b\",\"parts\":[\"a\",\"\\udc00\"],\"action\":\"close\"}")) {
      assertThatThrownBy(() -> Order.read(order))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("pid and parts: must be whole Unicode characters");
    }
    assertThat(Order.read("{\"pid\":\"\\ud83d\\ude00\",\"action\":\"close\"}").pid())
        .isEqualTo("\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"pid\":\"a\"}",
        "{\"pid\":\"\",\"action\":\"close\"}",
        "{\"pid\":7,\"action\":\"close\"}",
        "{\"pid\":\"a\",\"action\":\"erase\"}",
        "{\"pid\":\"a\",\"action\":\"close\"} and more",
        "{\"pid\":\"a\",\"action\":\"close\"}{}",
        "{\"pid\":\"a\",\"action\":\"close\"",
        "{\"pid\":\"a\",\"action\":\"extend\"}",
        "{\"pid\":\"a\",\"action\":\"extend\",\"seconds\":-5}",
        "{\"pid\":\"a\",\"action\":\"extend\",\"seconds\":99999999999999999999}",
        "{\"pid\":\"a\",\"action\":\"extend\",\"seconds\":1.5}",
        "{\"pid\":\"a\",\"action\":\"extend\",\"seconds\":1e9}",
        "{\"pid\":\"a\",\"action\":\"extend\",\"seconds\":8640001}",
        "{\"pid\":\"a\",\"action\":\"close\",\"pid\":\"b\"}",
        "{\"pid\":\"a\",\"pid\":\"a\",\"action\":\"close\"}",
        "{\"pid\":\"a\",\"action\":\"extend\",\"seconds\":1,\"seconds\":2}",
        "{\"pid\":\"a\",\"action\":\"extend\",\"action\":\"close\"}",
        "{\"pid\":\"a b\",\"action\":\"close\",\"parts\":[\"a\"],\"parts\":[\"b\"]}",
        "{\"pid\":\"a\",\"action\":\"close\",\"also\":{}}",
        "{\"pid\":\"a\",\"action\":\"close\",\"parts\":\"a\"}",
        "{\"pid\":\"a\",\"action\":\"close\",\"parts\":[\"a\",7]}"
      })
  void refusesAllElseInWords(String text) {
    assertThatThrownBy(() -> Order.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }
}
