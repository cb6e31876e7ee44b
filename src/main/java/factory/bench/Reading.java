package factory.bench;

import factory.goods.Fields;
import factory.goods.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one of the benchmark's materials. */
final class Reading implements Fields {
  static final int KIND = 0;
  static final int VALUE = 1;
  private static final Schema SCHEMA = new Schema(List.of("kind", "value"));

  private final byte kind;
  private final long value;

  Reading(byte kind, long value) {
    this.kind = kind;
    this.value = value;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public @Nullable Object at(int index) {
    return longAt(index);
  }

  @Override
  public long longAt(int index) {
    return switch (index) {
      case KIND -> kind;
      case VALUE -> value;
      default -> throw new IndexOutOfBoundsException("field " + index + " of a reading");
    };
  }

  @Override
  public long weight() {
    return 24;
  }
}
