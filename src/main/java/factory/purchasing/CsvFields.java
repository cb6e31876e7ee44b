package factory.purchasing;

import factory.goods.Schema;
import java.nio.charset.StandardCharsets;

/** A record of CSV that {@link CsvStencil} has cut. */
final class CsvFields extends RawFields {
  CsvFields(Schema schema, byte[] bytes, int from, int to, int[] begins, long line) {
    super(schema, bytes, from, to, begins, line);
  }

  @Override
  public Object at(int index) {
    int begin = begin(index);
    int end = index + 1 == schema().size() ? length : begin(index + 1) - 1;
    if (begin == end) {
      return "";
    }
    return data[begin] == '"'
        ? unquoted(begin + 1, end - 1)
        : new String(data, begin, end - begin, StandardCharsets.UTF_8);
  }

  private String unquoted(int begin, int end) {
    int quote = begin;
    while (quote < end && data[quote] != '"') {
      quote++;
    }
    if (quote == end) {
      return new String(data, begin, end - begin, StandardCharsets.UTF_8);
    }
    byte[] text = new byte[end - begin];
    int n = 0;
    for (int i = begin; i < end; i++) {
      text[n++] = data[i];
      if (data[i] == '"') {
        i++; // of two
      }
    }
    return new String(text, 0, n, StandardCharsets.UTF_8);
  }
}
