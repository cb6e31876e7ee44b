package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static factory.purchasing.Sources.read;
import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Scrap;
import factory.purchasing.Sources.Bought;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
  private static final String FIRST = "{\"id\":1}\n";
  private static final String LAST = "{\"id\":2}\n";

  @Test
  void aLineOf16MiBCostsOneRecordAndIsNotHeld() {
    long huge = 16L << 20;
    String opening = "{\"id\":\"";
    InputStream input =
        new SequenceInputStream(
            java.util.Collections.enumeration(
                List.of(
                    bytes(FIRST + opening),
                    new Repeated(huge - opening.length()),
                    bytes("\r\n" + LAST))));
    Bought bought = read(jsonl("id"), input);
    assertThat(bought.pids()).containsExactly("1", "2");
    Scrap bad = bought.bad();
    assertThat(bad.reason()).isEqualTo(Scrap.Reason.OVERSIZED);
    assertThat(bad.detail())
        .isEqualTo("the record has 16777216 bytes; the largest allowed has 1048576");
    assertThat(bad.line()).isEqualTo(2);
    assertThat(bad.record()).startsWith(opening + "xxx").hasSize(Utf8.EXCERPT + 1);
    assertThat(bought.materials().get(1).fields().line()).isEqualTo(3);
  }

  @Test
  void theBufferStaysBoundedWhateverTheLine() throws Exception {
    int maxRecord = 1000;
    Framer framer = new Framer(Input.of(new Repeated(50L << 20)), maxRecord, Framer.LINES, false);
    assertThat(framer.next(true)).isEqualTo(Framer.Frame.OVERSIZED);
    assertThat(framer.bytes().length).isLessThanOrEqualTo(4 * Utf8.EXCERPT);
    assertThat(framer.next(true)).isEqualTo(Framer.Frame.END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", ""})
  void theLimitIsExactWhateverTheLineEnd(String end) {
    String atLimit = "{\"id\":\"" + "x".repeat(91) + "\"}";
    assertThat(atLimit).hasSize(100);
    assertThat(read(Sources.atMost(100, jsonl("id")), FIRST + atLimit + end).scrap()).isEmpty();
    assertThat(read(Sources.atMost(99, jsonl("id")), FIRST + atLimit + end).bad().detail())
        .isEqualTo("the record has 100 bytes; the largest allowed has 99");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 4096})
  void recordsAreTheSameHoweverTheBytesArrive(int piece) {
    StringBuilder text = new StringBuilder("\uFEFF");
    for (int i = 0; i < 500; i++) {
      text.append("{\"id\":\"é")
          .append("z".repeat(i))
          .append("\"}")
          .append(i % 2 == 0 ? "\r\n" : "\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Bought bought = read(Sources.atMost(300, jsonl("id")), Sources.inPieces(bytes, piece));
    assertThat(bought.pids()).hasSize(290);
    assertThat(bought.scrap()).hasSize(210).allMatch(s -> s.reason() == Scrap.Reason.OVERSIZED);
  }

  @Test
  void excerptsDoNotCutPairs() {
    String record = "x".repeat(511) + "😀😀";
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.excerpt(bytes, 0, bytes.length)).isEqualTo("x".repeat(511) + "…");
    assertThat(Utf8.excerpt(bytes, 0, 511)).isEqualTo("x".repeat(511));
  }

  private static InputStream bytes(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same letter again and again. */
  private static final class Repeated extends InputStream {
    private long left;

    Repeated(long count) {
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(left, length);
      java.util.Arrays.fill(into, from, from + n, (byte) 'x');
      left -= n;
      return n;
    }
  }
}
