package factory;

import factory.goods.Partition;
import factory.purchasing.Supplier;
import java.util.List;

/** A supplier that only says what it has. */
record SupplierOnPaper(boolean replayable, boolean isSequence, List<Partition> partitions)
    implements Supplier {
  SupplierOnPaper(boolean replayable, Partition... partitions) {
    this(replayable, true, List.of(partitions));
  }

  /** The same with partitions that do not follow each other. */
  SupplierOnPaper sideBySide() {
    return new SupplierOnPaper(replayable, false, partitions);
  }

  @Override
  public String name() {
    return "paper";
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public Reader open(int lotSize) {
    throw new AssertionError("nothing is to be read");
  }
}
