package factory.transportation;

import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes scrap as rows of its table; the columns are those of a line of {@code scrap.jsonl}. */
final class ScrapRow {
  /** The columns in their order; a database adds {@code shipment}. */
  static final List<ProductTable.Cell> CELLS =
      List.of(
          new ProductTable.Cell("reason", ProductTable.Type.TEXT),
          new ProductTable.Cell("partition", ProductTable.Type.TEXT),
          new ProductTable.Cell("offset", ProductTable.Type.BIGINT),
          new ProductTable.Cell("line", ProductTable.Type.BIGINT),
          new ProductTable.Cell("pid", ProductTable.Type.TEXT),
          new ProductTable.Cell("detail", ProductTable.Type.TEXT),
          new ProductTable.Cell("record", ProductTable.Type.TEXT),
          new ProductTable.Cell("materials", ProductTable.Type.BIGINT),
          new ProductTable.Cell("bundle", ProductTable.Type.JSON));

  private final List<Partition> partitions;
  private final ScrapEncoder bundles;

  ScrapRow(List<Partition> partitions) {
    this.partitions = partitions;
    this.bundles = new ScrapEncoder(partitions);
  }

  Parcel encode(Scrap scrap) {
    Pid pid = scrap.pid();
    List<@Nullable String> row = new ArrayList<>(CELLS.size());
    row.add(scrap.reason().text());
    row.add(partitions.get(scrap.partition()).name());
    row.add(Long.toString(scrap.offset()));
    row.add(scrap.line() < 0 ? null : Long.toString(scrap.line()));
    row.add(pid == null ? null : pid.text());
    row.add(scrap.detail());
    row.add(scrap.record());
    row.add(Long.toString(scrap.materials()));
    row.add(bundles.bundle(scrap));
    return Parcel.ofScrap(scrap, RowText.line(row));
  }
}
