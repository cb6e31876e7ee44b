package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WhyTextTest {
  @Test
  void saysWhyAProductWasClosedAsASentenceWouldAndHidesControlCharacters() {
    Why.Fate done = new Why.Shipped(7, "log:4", "late\u001b[31m", "complete", 1, null);
    Why.Fate cut = new Why.Shipped(8, "log:9", "late", "by-hand", 2, null);
    assertThat(WhyText.of(new Why.Gone("p\u0007", List.of(done, cut), "out")))
        .satisfies(lines -> assertThat(lines.get(0)).isEqualTo("pid p?: shipped"))
        .anyMatch(line -> line.contains("class late?[31m, closed by complete, 1 material"))
        .anyMatch(line -> line.contains("closed by-hand, 2 materials"));
  }

  @Test
  void whatIsNotKnownForCertainIsNotCalledNeverSeen() {
    assertThat(WhyText.of(new Why.Unknown("p", true, "out"))).contains("pid p: never seen");
    assertThat(WhyText.of(new Why.Unknown("p", false, "out")))
        .contains("pid p: not found")
        .anyMatch(line -> line.contains("taken away is not known here"));
  }
}
