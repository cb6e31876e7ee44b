package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.production.Calendar.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Who is due when, in event time. */
class CalendarTest {
  private Calendar calendar = new Calendar();
  private int ids;

  private Entry put(long time) {
    Entry entry = new Entry(new Contractor(ids++));
    calendar.put(entry, time);
    return entry;
  }

  private List<Integer> due(int most) {
    List<Integer> due = new ArrayList<>();
    calendar.serve(most, contractor -> due.add(contractor.id));
    return due;
  }

  private List<Integer> due(long watermark) {
    calendar.advance(watermark);
    return due(Integer.MAX_VALUE);
  }

  @Test
  void isDueOnceTheWatermarkIsBeyondItsTime() {
    put(100);
    put(-100);
    assertThat(due(-101L)).isEmpty();
    assertThat(due(-100L)).isEmpty();
    assertThat(due(-99L)).containsExactly(1);
    assertThat(due(100L)).isEmpty();
    assertThat(due(101L)).containsExactly(0);
    assertThat(due(1000L)).isEmpty();
  }

  @Test
  void whatIsPutForATimeThatIsOverIsDueAtOnce() {
    calendar.advance(50);
    put(49);
    put(50);
    assertThat(due(Integer.MAX_VALUE)).containsExactly(0);
    assertThat(due(51L)).containsExactly(1);
  }

  @Test
  void theEndsOfTimeAreTimesLikeOthers() {
    put(Long.MIN_VALUE);
    put(Long.MAX_VALUE - 1);
    put(Long.MAX_VALUE);
    assertThat(due(Long.MIN_VALUE)).isEmpty();
    assertThat(due(Long.MIN_VALUE + 1)).containsExactly(0);
    assertThat(due(Long.MAX_VALUE - 1)).isEmpty();
    assertThat(due(Long.MAX_VALUE)).as("nothing is beyond the last").containsExactly(1);
  }

  @Test
  void aMovedOrRemovedEntryIsForgottenWhereItWas() {
    Entry moved = put(10);
    Entry removed = put(10);
    assertThat(moved.isArmedFor(10)).isTrue();
    assertThat(moved.isArmedFor(9)).isFalse();
    calendar.put(moved, 20);
    removed.cancel();
    removed.cancel();
    assertThat(removed.isArmed()).isFalse();
    assertThat(due(11L)).isEmpty();
    assertThat(due(21L)).containsExactly(0);
  }

  @Test
  void aMillionThatAreDueTogetherAreServedInPieces() {
    for (int i = 0; i < 1_000_000; i++) {
      put(1_000_000_000L + i % 7);
    }
    calendar.advance(Long.MAX_VALUE);
    assertThat(calendar.serve(1_000, contractor -> {})).isEqualTo(1_000);
    assertThat(calendar.isBusy()).isTrue();
    assertThat(calendar.serve(Integer.MAX_VALUE, contractor -> {})).isEqualTo(999_000);
    assertThat(calendar.isBusy()).isFalse();
  }

  @Property(tries = 300)
  void servesWhatAPlainLoopWouldServe(
      @ForAll Random random, @ForAll @LongRange(min = 1, max = 62) long bits) {
    calendar = new Calendar();
    ids = 0;
    Map<Integer, Long> expected = new HashMap<>();
    Map<Integer, Entry> entries = new HashMap<>();
    long watermark = (random.nextLong() >> (63 - bits)) / 2;
    calendar.advance(watermark);
    for (int step = 0; step < 300; step++) {
      long span = random.nextLong() >>> (64 - 1 - random.nextInt((int) bits));
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          long time = watermark + span - 3;
          entries.put(ids, put(time));
          expected.put(ids - 1, time);
        }
        case 2 -> {
          if (ids > 0) {
            int id = random.nextInt(ids);
            if (expected.remove(id) != null) {
              entries.get(id).cancel();
            }
          }
        }
        default -> {
          watermark = Math.max(watermark, watermark + span);
          calendar.advance(watermark);
          if (random.nextBoolean()) {
            due(random.nextInt(3)).forEach(expected::remove);
          }
          long mark = watermark;
          List<Integer> due = due(Integer.MAX_VALUE);
          assertThat(due).doesNotHaveDuplicates();
          List<Integer> wanted = new ArrayList<>();
          expected.forEach(
              (id, time) -> {
                if (time < mark) {
                  wanted.add(id);
                }
              });
          assertThat(due).containsExactlyInAnyOrderElementsOf(wanted);
          due.forEach(expected::remove);
        }
      }
    }
  }
}
