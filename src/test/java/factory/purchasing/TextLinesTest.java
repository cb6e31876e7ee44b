package factory.purchasing;

import static factory.purchasing.Sources.read;
import static factory.purchasing.Sources.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.purchasing.Sources.Bought;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TextLinesTest {
  @Test
  void eachNamedGroupIsAFieldInTheOrderOfThePattern() {
    Bought bought =
        read(
            text("(?<who>\\w+) (?<n>\\d+)( (?<more>.*))?", "who"),
            "anna 1\r\nbert 2 x y\n\nanna 3");
    assertThat(bought.scrap()).isEmpty();
    assertThat(bought.materials().get(0).fields().schema().names())
        .containsExactly("who", "n", "more");
    assertThat(bought.values("n")).containsExactly("1", "2", "3");
    assertThat(bought.values("more")).containsExactly(null, "x y", null);
  }

  @Test
  void aLineMustMatchAsAWhole() {
    Bought bought = read(text("(?<who>\\w+)", "who"), "anna\nbert x\ncarl\n");
    assertThat(bought.pids()).containsExactly("anna", "carl");
    assertThat(bought.bad().detail())
        .isEqualTo("the line does not match the pattern '(?<who>\\w+)'");
    assertThat(bought.bad().line()).isEqualTo(2);
  }

  @Test
  void aPatternThatBacktracksForEverCostsOneRecord() {
    String bad = "a".repeat(60) + "!";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          Bought bought = read(text("(?<who>a*a*a*a*a*a*a*a*a*)b?", "who"), "aa\n" + bad + "\na\n");
          assertThat(bought.pids()).containsExactly("aa", "a");
          assertThat(bought.bad().detail()).contains("takes too many steps");
        });
  }

  @Test
  void aPatternThatNeedsTooMuchStackCostsOneRecord() {
    Bought bought = read(text("(?<who>(x|y)+)", "who"), "x\n" + "xy".repeat(200_000) + "\ny\n");
    assertThat(bought.pids()).containsExactly("x", "y");
    assertThat(bought.bad().detail())
        .isEqualTo("this text of 400000 characters is too long for the pattern '(?<who>(x|y)+)'");
  }

  @Test
  void whatOnlyLooksLikeAGroupIsNone() {
    assertThat(TextRecords.groups(Pattern.compile("\\Q(?<no>\\E(?<yes>a)\\(?<k>")))
        .containsExactly("yes");
  }

  @Test
  void wrongPatternsAreRefusedBeforeReading() {
    assertThatThrownBy(() -> read(text("(?<client>.*) (?<time>.*)", "cliend"), ""))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "factory.source.pattern: no group 'cliend', which factory.source.pid names (there are: client, time) (nearest: client)");
    assertThatThrownBy(() -> read(text("(.*)", "x"), ""))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("has no named group");
  }
}
