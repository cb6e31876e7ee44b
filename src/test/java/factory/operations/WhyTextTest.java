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
        .satisfies(lines -> assertThat(lines.get(0)).isEqualTo("pid p<U+0007>: shipped"))
        .anyMatch(line -> line.contains("class late<U+001B>[31m, closed by complete, 1 material"))
        .anyMatch(line -> line.contains("closed by-hand, 2 materials"));
  }

  @Test
  void aPidIsNotTakenForAnotherOneOrTurnedRound() {
    Why strange = new Why.UnderWay(" a\u202eb\u00a0\n ", "on line 0");
    assertThat(WhyText.of(strange))
        .startsWith("pid \u2423a<U+202E>b<U+00A0><U+000A>\u2423: under way");
    Why.Alike alike =
        new Why.Alike(List.of(new Why.Part("x", "a "), new Why.Part("y", "")), strange);
    assertThat(WhyText.of(new Why.Several("a  ", List.of(alike, alike))))
        .contains("x 'a\u2423', y ''");
  }

  @Test
  void pidsThatAreWrittenAlikeAreSaidOneAfterTheOtherAndThenWhatHasLeftEarlier() {
    Why each =
        new Why.Several(
            "a b c",
            List.of(
                new Why.Alike(
                    List.of(new Why.Part("x", "a"), new Why.Part("y", "b c")),
                    new Why.UnderWay("a b c", "on line 0")),
                new Why.Alike(
                    List.of(new Why.Part("x", "a b"), new Why.Part("y", "c")),
                    new Why.UnderWay("a b c", "on line 1"))));
    Why.Fate fate = new Why.Shipped(7, "log:4", "ok", "contract", 2, "2026-01-01T00:00:00Z");
    assertThat(WhyText.of(new Why.Again(each, List.of(fate), "out")))
        .containsExactly(
            "pid a b c: 2 pids are written so",
            "",
            "x 'a', y 'b c'",
            "pid a b c: under way",
            "  on line 0",
            "",
            "x 'a b', y 'c'",
            "pid a b c: under way",
            "  on line 1",
            "",
            "  earlier    shipment 7 of 2026-01-01T00:00:00Z: product log:4, class ok, closed by contract, 2 materials",
            "  looked in  out");
  }

  @Test
  void whereNobodyAnsweredItIsNotCalledUnderWay() {
    assertThat(WhyText.of(new Why.Unanswered("p", "workshop 1 has not answered for 3 s")))
        .containsExactly("pid p: not known at the moment", "  workshop 1 has not answered for 3 s");
  }

  @Test
  void whatIsNotKnownForCertainIsNotCalledNeverSeen() {
    assertThat(WhyText.of(new Why.Unknown("p", true, "out"))).contains("pid p: never seen");
    assertThat(WhyText.of(new Why.Unknown("p", false, "out")))
        .contains("pid p: not found")
        .anyMatch(line -> line.contains("taken away is not known here"));
    assertThat(WhyText.of(new Why.Unknown("p", false, "no shipment in out"), true))
        .containsExactly("pid p: not found", "  looked in  no shipment in out");
  }
}
