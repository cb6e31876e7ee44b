package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.LineLag;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The factory clock at a moment of the line's, which stands still whenever the Buyer does. */
class LineLagsTest {
  private static final long MILLI = 1_000_000;

  private final LineLags lags = new LineLags();

  @Test
  void whereBuyingHasNeverStoodStillBothAreTheSame() {
    lags.note(LineLag.NONE);
    assertThat(lags.byTheClock(-5)).isEqualTo(-5);
    assertThat(lags.byTheClock(7 * MILLI)).isEqualTo(7 * MILLI);
  }

  @Test
  void whatWasBoughtBeforeItStoodStillIsOfTheTimeBefore() {
    lags.note(new LineLag(10 * MILLI, 3 * MILLI));
    lags.note(new LineLag(20 * MILLI, 8 * MILLI));
    assertThat(lags.byTheClock(10 * MILLI)).isEqualTo(10 * MILLI);
    assertThat(lags.byTheClock(10 * MILLI + 1)).isEqualTo(13 * MILLI + 1);
    assertThat(lags.byTheClock(20 * MILLI)).isEqualTo(23 * MILLI);
    assertThat(lags.byTheClock(21 * MILLI)).isEqualTo(29 * MILLI);
  }

  @Test
  void beyondWhatIsKeptTheOldestHolds() {
    int all = LineLags.MOST + 10;
    for (int i = 1; i <= all; i++) {
      lags.note(new LineLag(i * 10 * MILLI, i * MILLI));
    }
    long oldest = 11;
    assertThat(lags.byTheClock(0)).isEqualTo(oldest * MILLI);
    assertThat(lags.byTheClock(oldest * 10 * MILLI + 1)).isEqualTo(oldest * 11 * MILLI + 1);
    assertThat(lags.byTheClock((long) all * 10 * MILLI + 1)).isEqualTo(all * 11 * MILLI + 1);
  }

  /**
   * Of standstills as they come, from a tenth of a millisecond on, the clock is never told later
   * than it was, and less than a millisecond earlier.
   */
  @Property
  void isNearTheClockAndNeverBehindIt(
      @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 30) Integer> tenths) {
    LineLags mine = new LineLags();
    List<LineLag> all = new ArrayList<>(List.of(LineLag.NONE));
    long stood = 0;
    for (int i = 0; i < tenths.size(); i++) {
      stood += tenths.get(i) * MILLI / 10;
      LineLag lag = new LineLag((i + 1) * MILLI, stood);
      all.add(lag);
      mine.note(lag);
    }
    for (int i = 0; i < all.size(); i++) {
      long bought = i * MILLI + MILLI / 2; // between one standstill and the next
      long told = mine.byTheClock(bought);
      long exact = bought + all.get(i).nanos();
      assertThat(told).isLessThanOrEqualTo(exact).isGreaterThan(exact - MILLI);
    }
    assertThat(mine.byTheClock(1_000 * MILLI)).isEqualTo(1_000 * MILLI + stood);
  }
}
