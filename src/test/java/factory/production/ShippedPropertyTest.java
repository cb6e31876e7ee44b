package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Closed;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import factory.production.EventClock.Lateness;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The tree finds what a look at each product would. */
class ShippedPropertyTest {
  private static final Pid PID = Pid.of("a");

  /** A product as it is known without the tree. */
  private static final class Known {
    final long offset;
    long first;
    long last;
    int revision;

    Known(long offset, long first, long last) {
      this.offset = offset;
      this.first = first;
      this.last = last;
    }

    /** As {@code docs/time.md} says it. */
    boolean has(long time, long gap, long maxTerm) {
      if (time >= first && time <= last) {
        return true;
      }
      long away = time < first ? first - time : time - last;
      return away <= gap && Math.max(last, time) - Math.min(first, time) <= maxTerm;
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void whatIsFoundAmendedAndForgottenIsThatOfAList(@ForAll Random random) {
    int span = 1 + random.nextInt(400);
    long gap = random.nextInt(20);
    long maxTerm = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(60);
    long within = random.nextInt(100);
    EventClock clock = new EventClock(ChronoUnit.MILLIS, gap, maxTerm, 0, Lateness.AMEND, within);
    Shipped shipped = new Shipped(clock);
    List<Known> all = new ArrayList<>();
    long watermark = 0;
    for (int step = 0; step < 300; step++) {
      long time = watermark - 50 + random.nextInt(span);
      switch (random.nextInt(4)) {
        case 0 -> {
          long last = time + random.nextInt((int) Math.min(maxTerm, 40) + 1);
          shipped.note(product(step, time, last));
          all.add(new Known(step, time, last));
        }
        case 1 -> {
          long now = watermark + random.nextInt(30);
          watermark = now;
          all.removeIf(known -> known.last + gap + within < now);
          assertThat(shipped.forget(now)).isEqualTo(all.isEmpty());
        }
        default -> amend(shipped, all, time, gap, maxTerm);
      }
    }
  }

  private static void amend(Shipped shipped, List<Known> all, long time, long gap, long maxTerm) {
    Known expected =
        all.stream()
            .filter(known -> known.has(time, gap, maxTerm))
            .max(
                Comparator.comparingLong((Known known) -> known.last)
                    .thenComparingLong(known -> known.first)
                    .thenComparingLong(known -> known.offset))
            .orElse(null);
    Shipped.Entry found = shipped.find(time);
    if (expected == null || found == null) {
      assertThat(found == null).as("at %s", time).isEqualTo(expected == null);
      return;
    }
    Product revision = found.amend(product(-1, time, time));
    expected.first = Math.min(expected.first, time);
    expected.last = Math.max(expected.last, time);
    assertThat(revision.offset()).isEqualTo(expected.offset);
    assertThat(revision.revision()).isEqualTo(++expected.revision);
    assertThat(found.first()).isEqualTo(expected.first);
    assertThat(found.last()).isEqualTo(expected.last);
  }

  private static Product product(long offset, long first, long last) {
    return new Product(
        0, offset, PID, "a", Closed.CONTRACT, 1, first, last, 0, Map.of(), new Positions());
  }
}
