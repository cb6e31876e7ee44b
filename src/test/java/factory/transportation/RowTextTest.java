package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTextTest {
  @Property(tries = 500)
  void givesBackEveryRow(@ForAll @Size(max = 4) List<@Size(min = 1, max = 5) List<String>> texts) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    texts.forEach(row -> lines.writeBytes(RowText.line(row)));
    assertThat(RowText.rows(lines.toByteArray()))
        .isEqualTo(texts.stream().map(row -> row.stream().map(RowTextTest::fit).toList()).toList());
  }

  @Test
  void tellsNullFromTextsThatLookLikeIt() {
    List<@Nullable String> row = Arrays.asList(null, "", "\\N", "N", "\t\n\r\\", null);
    byte[] line = RowText.line(row);
    assertThat(RowText.rows(line)).containsExactly(row);
    assertThat(new String(line, StandardCharsets.UTF_8))
        .isEqualTo("\\N\t\t\\\\N\tN\t\\t\\n\\r\\\\\t\\N\n");
  }

  /** What UTF-8 has no bytes for, and NUL, becomes U+FFFD. */
  private static String fit(String text) {
    StringBuilder fit = new StringBuilder();
    text.codePoints()
        .forEach(
            point ->
                fit.appendCodePoint(
                    point == 0 || Character.getType(point) == Character.SURROGATE
                        ? 0xfffd
                        : point));
    return fit.toString();
  }
}
