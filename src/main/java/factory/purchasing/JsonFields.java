package factory.purchasing;

import factory.goods.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A flat JSON object that a {@link JsonStencil} fits. */
final class JsonFields extends RawFields {
  JsonFields(Schema schema, byte[] bytes, int from, int to, int[] begins, long line) {
    super(schema, bytes, from, to, begins, line);
  }

  @Override
  public @Nullable Object at(int index) {
    int begin = begin(index);
    return switch (data[begin]) {
      case '"' -> text(begin + 1);
      case 't' -> Boolean.TRUE;
      case 'f' -> Boolean.FALSE;
      case 'n' -> null;
      default -> number(begin);
    };
  }

  @Override
  public long longAt(int index) {
    int begin = begin(index);
    int end = begin + (data[begin] == '-' ? 1 : 0);
    int first = end;
    long number = 0;
    for (; data[end] >= '0' && data[end] <= '9'; end++) {
      number = 10 * number + (data[end] - '0');
    }
    if (end == first || data[end] == '.') {
      return super.longAt(index);
    }
    return first == begin ? number : -number;
  }

  private Object number(int begin) {
    int end = begin + 1;
    while ((data[end] >= '0' && data[end] <= '9') || data[end] == '.') {
      if (data[end] == '.') {
        return decimal(begin, end);
      }
      end++;
    }
    boolean negative = data[begin] == '-';
    long number = 0;
    for (int i = negative ? begin + 1 : begin; i < end; i++) {
      number = 10 * number + (data[i] - '0');
    }
    return negative ? -number : number;
  }

  private BigDecimal decimal(int begin, int point) {
    int end = point + 1;
    while (data[end] >= '0' && data[end] <= '9') {
      end++;
    }
    return new BigDecimal(new String(data, begin, end - begin, StandardCharsets.ISO_8859_1));
  }

  private String text(int begin) {
    int end = begin;
    while (data[end] != '"') {
      if (data[end] == '\\') {
        return unescaped(begin, end);
      }
      end++;
    }
    return new String(data, begin, end - begin, StandardCharsets.UTF_8);
  }

  /** Only escapes of one letter: a stencil fits no others. */
  private String unescaped(int begin, int first) {
    int end = first;
    while (data[end] != '"') {
      end += data[end] == '\\' ? 2 : 1;
    }
    byte[] text = new byte[end - begin];
    int n = 0;
    for (int i = begin; i < end; i++) {
      byte b = data[i];
      if (b == '\\') {
        b =
            switch (data[++i]) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> data[i];
            };
      }
      text[n++] = b;
    }
    return new String(text, 0, n, StandardCharsets.UTF_8);
  }
}
