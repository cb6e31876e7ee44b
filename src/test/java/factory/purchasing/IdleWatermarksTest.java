package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Late;
import factory.goods.Lot;
import factory.production.EventClock;
import factory.production.EventClock.Lateness;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files without an end that hold event time back, or do not since nothing comes. */
class IdleWatermarksTest extends WatermarksCase {
  @Test
  void aFileThatIsIdleHoldsNothingBackUntilItIsBack() {
    Watermarks marks = watching(0, 2, Lateness.SCRAP);
    mark(marks, at(0, 40), at(1, 100));
    assertThat(marks.idle(paper)).isEmpty();
    paper.idle.add(0);
    assertThat(mark(marks).watermark()).as("said without a record").isEqualTo(100);
    assertThat(marks.idle(paper)).containsExactly("file-0");
    assertThat(mark(marks, at(1, 120)).watermark()).isEqualTo(120);
    paper.idle.clear();
    assertThat(mark(marks, at(0, 130), at(1, 150)).watermark()).isEqualTo(130);
  }

  @Test
  void aFileThatWasNeverBegunIsIdleToo() {
    Watermarks marks = watching(0, 2, Lateness.SCRAP);
    assertThat(mark(marks, at(0, 100)).watermark()).isEqualTo(NONE);
    paper.idle.add(1);
    assertThat(mark(marks).watermark()).isEqualTo(100);
  }

  @Test
  void whereAllAreIdleTheHighestCountsWhicheverWasIdleFirst() {
    Watermarks marks = watching(5, 2, Lateness.SCRAP);
    mark(marks, at(0, 40), at(1, 100));
    paper.idle.add(1);
    assertThat(mark(marks).watermark()).isEqualTo(35);
    paper.idle.add(0);
    assertThat(mark(marks).watermark()).isEqualTo(95);
  }

  @Test
  void whatIsInTimeByItsOwnFileIsNotLateThoughTheOthersHaveGoneOn() {
    Watermarks marks = watching(10, 2, Lateness.SCRAP);
    mark(marks, at(0, 40), at(1, 100));
    paper.idle.add(0);
    mark(marks);
    paper.idle.clear();
    Lot lot = mark(marks, at(0, 50), at(0, 45), at(0, 39), at(0, 95), at(1, 101));
    assertThat(lot.scrap()).as("39 is late by its own").hasSize(1);
    assertThat(lot.scrap().get(0).detail()).contains("00.039Z is behind", "00.040Z");
    assertThat(lot.watermark()).as("it never goes back").isEqualTo(90);
    assertThat(Arrays.stream(lot.materials()).limit(lot.count()).map(Late::order))
        .as("what is behind is dealt with at the watermark")
        .containsExactly(90L, 90L, 95L, 101L);
  }

  @Test
  void whatIsLateByItsOwnFileDoesNotComeBehindTheOthersEither() {
    Watermarks marks = watching(10, 2, Lateness.ACCEPT);
    mark(marks, at(0, 40), at(1, 100));
    paper.idle.add(0);
    mark(marks);
    Lot lot = mark(marks, at(0, 20));
    assertThat(Late.order(lot.materials()[0])).isEqualTo(90);
  }

  @Test
  void whereNobodyMayBeIdleNothingIsLabelled() {
    Watermarks marks = sideBySide(0, 2, Lateness.SCRAP);
    mark(marks, at(0, 40), at(1, 100));
    assertThat(mark(marks, at(0, 50)).materials()[0].fields()).isNotInstanceOf(Late.class);
  }

  private Watermarks watching(long grace, int files, Lateness late) {
    EventClock clock =
        new EventClock(ChronoUnit.MILLIS, 1, Long.MAX_VALUE, grace, late, 1_000, true);
    return new Watermarks(new TwoFiles(files, false), clock);
  }
}
