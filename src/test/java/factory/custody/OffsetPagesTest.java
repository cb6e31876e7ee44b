package factory.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class OffsetPagesTest {
  @Test
  void makesTheSetThatTheOffsetsMakeOneByOne() throws IOException {
    holds(offset -> offset % 300_000); // close together, most of them twice
    holds(offset -> offset % (1L << 34)); // further than it has pages
    holds(offset -> (1L << 32) - 50_000 + offset % 100_000); // over the border of two chunks
    holds(offset -> offset);
    assertThat(new OffsetPages().toSet()).isEqualTo(new OffsetSet());
  }

  private static void holds(LongUnaryOperator spread) throws IOException {
    Random random = new Random(11);
    OffsetPages pages = new OffsetPages();
    OffsetSet expected = new OffsetSet();
    for (int i = 0; i < 100_000; i++) {
      long offset = spread.applyAsLong(random.nextLong() >>> 1);
      assertThat(pages.add(offset)).isEqualTo(expected.add(offset));
    }
    OffsetSet made = pages.toSet();
    assertThat(made.count()).isEqualTo(expected.count());
    assertThat(made).isEqualTo(expected);
    assertThat(OffsetSet.ofBase64(made.toBase64()).toBase64()).isEqualTo(expected.toBase64());
  }

  @Test
  void makesTheSetThatRunsMake() {
    Random random = new Random(12);
    OffsetPages pages = new OffsetPages();
    OffsetSet expected = new OffsetSet();
    long first = 0;
    for (int i = 0; i < 2_000; i++) {
      first += random.nextInt(100_000);
      long last = first + random.nextInt(1 << random.nextInt(18));
      for (long offset = first; offset <= last; offset++) {
        expected.add(offset);
      }
      assertThat(pages.addRun(first, last)).isEqualTo(-1);
      first = last + 1;
    }
    assertThat(pages.toSet()).as("more than it has pages").isEqualTo(expected);
  }

  @Test
  void findsTheFirstOfARunThatIsThereAlready() {
    for (long known : new long[] {100, 127, 128, 191, 70_000, 1L << 40}) {
      OffsetPages pages = new OffsetPages();
      for (long page = 0; known > 1 << 20 && page < 512; page++) {
        pages.add(page << 16); // so that it lies in none
      }
      pages.add(known);
      assertThat(pages.addRun(known - 90, known - 1)).isEqualTo(-1);
      assertThat(pages.addRun(known, known + 90)).isEqualTo(known);
      assertThat(pages.addRun(known + 91, known + 300)).isEqualTo(-1);
      assertThat(pages.addRun(known - 100, known)).isEqualTo(known - 90);
    }
  }

  @Test
  void addsThoseWhoseBitsAreSetAndFindsTheFirstThatIsThereAlready() {
    for (long first : new long[] {0, 65_536 - 64, 1L << 40}) {
      OffsetPages pages = new OffsetPages();
      for (long page = 0; first > 1 << 20 && page < 512; page++) {
        pages.add(page << 16); // so that they lie in none
      }
      assertThat(pages.addBits(first, 0b1010_0001L | 1L << 63)).isEqualTo(-1);
      for (long there : new long[] {0, 5, 7, 63}) {
        assertThat(pages.add(first + there)).isFalse();
      }
      assertThat(pages.add(first + 1)).isTrue();
      assertThat(pages.addBits(first, 0b0101_0100L)).isEqualTo(-1);
      assertThat(pages.addBits(first, 0b1000_1000L)).isEqualTo(first + 7);
    }
  }

  @Test
  void refusesANegativeOffset() {
    assertThatThrownBy(() -> new OffsetPages().add(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
