package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Scrap;
import factory.purchasing.SourceSettings.PidField;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import factory.purchasing.SourceSettings.TimeField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the tests of the suppliers share: formats in a word, and reading to the end. */
final class Sources {
  static final int MAX_RECORD = 1 << 20;

  private Sources() {}

  static RecordFormat jsonl(String... pid) {
    return format(Syntax.JSONL, ',', null, MAX_RECORD, null, pid);
  }

  static RecordFormat csv(String... pid) {
    return format(Syntax.CSV, ',', null, MAX_RECORD, null, pid);
  }

  static RecordFormat text(String pattern, String... pid) {
    return format(Syntax.TEXT, ',', Pattern.compile(pattern), MAX_RECORD, null, pid);
  }

  static RecordFormat atMost(int maxRecord, RecordFormat f) {
    return new RecordFormat(
        f.syntax(), f.delimiter(), f.pattern(), maxRecord, f.pid(), f.pidSeparator(), f.time());
  }

  static RecordFormat timed(RecordFormat f, String field, String format, ChronoUnit unit) {
    return new RecordFormat(
        f.syntax(),
        f.delimiter(),
        f.pattern(),
        f.maxRecord(),
        f.pid(),
        f.pidSeparator(),
        new TimeField(field, format, null, unit));
  }

  static RecordFormat format(
      Syntax syntax,
      char delimiter,
      @Nullable Pattern pattern,
      int maxRecord,
      @Nullable TimeField time,
      String... pid) {
    List<PidField> fields = Arrays.stream(pid).map(p -> new PidField(p, null)).toList();
    return new RecordFormat(syntax, delimiter, pattern, maxRecord, fields, " ", time);
  }

  /** All that was read, and how. */
  record Bought(List<Material> materials, List<Scrap> scrap, List<Integer> lots) {
    List<Object> values(String path) {
      List<Object> values = new ArrayList<>();
      materials.forEach(m -> values.add(m.get(path)));
      return values;
    }

    List<String> pids() {
      return materials.stream().map(m -> m.pid().text()).toList();
    }

    /** The only bad record. */
    Scrap bad() {
      if (scrap.size() != 1) {
        throw new AssertionError("not one bad record but " + scrap);
      }
      return scrap.get(0);
    }
  }

  static Bought read(RecordFormat format, String input) {
    return read(format, input.getBytes(StandardCharsets.UTF_8));
  }

  static Bought read(RecordFormat format, byte[] input) {
    return read(format, new ByteArrayInputStream(input));
  }

  static Bought read(RecordFormat format, InputStream input) {
    return readAll(Suppliers.stdin(new SourceSettings.Stdin(format), input), 100);
  }

  static Bought readAll(Supplier supplier, int lotSize) {
    Bought bought = new Bought(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (Supplier.Reader reader = supplier.open(lotSize)) {
      for (Lot lot = reader.read(); lot != null; lot = reader.read()) {
        bought.materials.addAll(Arrays.asList(lot.materials()).subList(0, lot.count()));
        bought.scrap.addAll(lot.scrap());
        bought.lots.add(lot.size());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bought;
  }

  /** A stream that hands over at most so many bytes at once. */
  static InputStream inPieces(byte[] bytes, int piece) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, piece));
      }
    };
  }
}
