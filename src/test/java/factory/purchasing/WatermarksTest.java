package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Late;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Scrap;
import factory.production.EventClock.Lateness;
import org.junit.jupiter.api.Test;

/** How far the source is in event time, and who is late. */
class WatermarksTest extends WatermarksCase {
  @Test
  void isTheHighestTimeLessTheGrace() {
    Watermarks marks = sequence(10, Lateness.SCRAP);
    assertThat(mark(marks, at(0, 100)).watermark()).isEqualTo(90);
    assertThat(mark(marks, at(0, 95)).watermark()).isEqualTo(90);
    assertThat(mark(marks, at(0, 120), at(0, 110)).watermark()).isEqualTo(110);
  }

  @Test
  void aLateRecordIsShownAsItWasRead() {
    Watermarks marks = sequence(10, Lateness.SCRAP);
    paper.text = "a, 89";
    assertThat(mark(marks, at(0, 100), at(0, 89)).scrap())
        .singleElement()
        .returns("a, 89", Scrap::record);
  }

  @Test
  void asLateAsTheGraceIsNotLate() {
    Watermarks marks = sequence(10, Lateness.SCRAP);
    Lot lot = mark(marks, at(0, 100), at(0, 90), at(0, 89));
    assertThat(lot.count()).isEqualTo(2);
    assertThat(lot.scrap()).singleElement().returns(Scrap.Reason.LATE, Scrap::reason);
    assertThat(lot.scrap().get(0).detail())
        .isEqualTo(
            "event time 1970-01-01T00:00:00.089Z is behind its partition's watermark 1970-01-01T00:00:00.090Z");
    assertThat(lot.scrap().get(0).pid()).isEqualTo(Pid.of("a"));
    assertThat(lot.scrap().get(0).record()).isEqualTo("{\"x\":1}");
    assertThat(lot.scrap().get(0).positions().count()).isEqualTo(1);
    assertThat(lot.size()).as("nobody is lost").isEqualTo(3);
  }

  @Test
  void filesThatFollowEachOtherShareOneWatermark() {
    Watermarks marks = sequence(0, Lateness.SCRAP);
    mark(marks, at(0, 100));
    Lot lot = mark(marks, at(1, 99), at(1, 101));
    assertThat(lot.watermark()).isEqualTo(101);
    assertThat(lot.scrap()).hasSize(1);
  }

  @Test
  void theEndOfASequenceIsTheSameWhereItsLastFilesWereDoneBefore() {
    Watermarks marks = new Watermarks(new TwoFiles(2, true, 999), clock(1, Lateness.SCRAP));
    assertThat(mark(marks, at(0, 985)).watermark()).as("file-1 follows").isEqualTo(984);
    assertThat(marks.last()).returns(998L, Lot::watermark);
  }

  @Test
  void filesSideBySideHaveEachItsOwnAndTheLowestCounts() {
    Watermarks marks = sideBySide(0, 2, Lateness.SCRAP);
    assertThat(mark(marks, at(0, 100)).watermark()).as("1 is not begun").isEqualTo(NONE);
    Lot lot = mark(marks, at(1, 40));
    assertThat(lot.scrap()).as("late is who is behind its own partition").isEmpty();
    assertThat(lot.watermark()).isEqualTo(40);
    assertThat(mark(marks, at(1, 39)).scrap()).hasSize(1);
  }

  @Test
  void thoseThatAreHeldBackAreNamedWithHowFarTheyAre() {
    Watermarks marks = sideBySide(0, 2, Lateness.SCRAP);
    mark(marks, at(0, 100), at(1, 4_070_908_800_000L));
    assertThat(marks.heldBack(paper)).isEmpty();
    paper.heldBack.add(1);
    assertThat(marks.heldBack(paper)).containsExactly("file-1 (at 2099-01-01T00:00:00Z)");
  }

  @Test
  void aFileThatIsReadToItsEndHoldsNothingBack() {
    Watermarks marks = sideBySide(0, 2, Lateness.SCRAP);
    mark(marks, at(0, 100), at(1, 40));
    paper.ended.add(1);
    assertThat(mark(marks, at(0, 110)).watermark()).isEqualTo(110);
    paper.ended.add(0);
    assertThat(mark(marks, at(0, 115)).watermark()).as("the end says more").isEqualTo(110);
    assertThat(marks.last()).returns(115L, Lot::watermark).returns(0, Lot::size);
    assertThat(marks.last()).isNull();
  }

  @Test
  void atTheEndItIsTheHighestOfAllWhicheverWasReadLast() {
    Watermarks marks = sideBySide(5, 2, Lateness.SCRAP);
    mark(marks, at(0, 100), at(1, 40));
    paper.ended.add(0);
    mark(marks, at(1, 50));
    paper.ended.add(1);
    assertThat(marks.last()).returns(95L, Lot::watermark);
  }

  @Test
  void acceptedOnesAreLabelledWithTheWatermarkTheyCameBehind() {
    Watermarks marks = sequence(10, Lateness.ACCEPT);
    Lot lot = mark(marks, at(0, 100), at(0, Long.MIN_VALUE + 1));
    assertThat(lot.scrap()).isEmpty();
    Material late = lot.material(1);
    assertThat(late.time()).isEqualTo(Long.MIN_VALUE + 1);
    assertThat(Late.order(late)).isEqualTo(90);
    assertThat(late.get("x")).isEqualTo(1L);
    Material plain = ((Late) late.fields()).unlabel(late);
    assertThat(plain.time()).isEqualTo(late.time());
    assertThat(plain.fields()).isNotInstanceOf(Late.class);
    assertThat(Late.order(lot.material(0))).isEqualTo(100);
  }

  @Test
  void whatIsTooLateToAmendIsScrapped() {
    Watermarks marks = sequence(10, Lateness.AMEND);
    Lot lot = mark(marks, at(0, 100), at(0, 83), at(0, 82), at(0, Long.MIN_VALUE + 1));
    assertThat(lot.count()).isEqualTo(2);
    assertThat(lot.scrap()).extracting(Scrap::reason).containsOnly(Scrap.Reason.LATE).hasSize(2);
  }

  @Test
  void aMaterialWithoutATimeIsMalformed() {
    Watermarks marks = sequence(10, Lateness.ACCEPT);
    Lot lot = mark(marks, at(0, Material.NO_TIME), at(0, 100), at(0, Material.NO_TIME));
    assertThat(lot.count()).isEqualTo(1);
    assertThat(lot.scrap())
        .hasSize(2)
        .allSatisfy(
            scrap -> {
              assertThat(scrap.reason()).isEqualTo(Scrap.Reason.MALFORMED);
              assertThat(scrap.detail()).contains("no event time");
            });
  }

  @Test
  void theEndsOfTimeDoNotWrap() {
    Watermarks marks = sequence(10, Lateness.SCRAP);
    assertThat(mark(marks, at(0, Long.MIN_VALUE + 1)).watermark()).isEqualTo(NONE);
    assertThat(mark(marks, at(0, Long.MAX_VALUE)).watermark()).isEqualTo(Long.MAX_VALUE - 10);
    assertThat(mark(marks, at(0, Long.MIN_VALUE + 5)).scrap()).hasSize(1);
  }

  @Test
  void aSourceMayReachATimeWithoutARecord() {
    Watermarks marks = sequence(10, Lateness.SCRAP);
    mark(marks, at(0, 100));
    paper.reached = 500;
    assertThat(mark(marks).watermark()).isEqualTo(490);
    assertThat(mark(marks, at(0, 489)).scrap()).hasSize(1);
  }
}
