package factory.transportation;

import factory.custody.Ledger;
import factory.custody.OffsetPages;
import factory.custody.OffsetSet;
import factory.goods.Partition;
import factory.goods.Positions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The positions of one shipment by partition: which become shipped and which scrapped.
 *
 * @param partitions those that are concerned
 */
record ShipmentPositions(List<Share> partitions) {

  /** The positions of one partition. */
  record Share(Partition partition, OffsetSet shipped, OffsetSet scrapped) {}

  /**
   * The positions on a truck.
   *
   * @throws IllegalStateException if custody is broken: a position that is done already, or twice
   *     on the truck, or one that is missing
   */
  static ShipmentPositions of(Truck truck, Ledger ledger) {
    List<Partition> partitions = ledger.partitions();
    Collected shippedPages = new Collected(partitions);
    Collected scrappedPages = new Collected(partitions);
    truck.forEach(
        parcel -> {
          parcel.checkPositions();
          parcel.positions().forEach(parcel.crate() == null ? scrappedPages : shippedPages);
        });
    List<OffsetSet> shipped = shippedPages.sets();
    List<OffsetSet> scrapped = scrappedPages.sets();
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      long twice =
          Math.max(
              shipped.get(i).firstCommon(scrapped.get(i)),
              Math.max(ledger.firstDone(i, shipped.get(i)), ledger.firstDone(i, scrapped.get(i))));
      if (twice >= 0) {
        throw twice(partitions.get(i), twice);
      }
      if (!shipped.get(i).isEmpty() || !scrapped.get(i).isEmpty()) {
        shares.add(new Share(partitions.get(i), shipped.get(i), scrapped.get(i)));
      }
    }
    return new ShipmentPositions(shares);
  }

  /** Enters all of them into the ledger. */
  void addTo(Ledger ledger) {
    for (Share share : partitions) {
      int index = ledger.indexOf(share.partition());
      ledger.add(index, share.shipped());
      ledger.add(index, share.scrapped());
    }
  }

  /** The positions of one fate so far. */
  private static final class Collected implements Positions.Visitor {
    private final List<Partition> partitions;
    private final OffsetPages[] pages;

    Collected(List<Partition> partitions) {
      this.partitions = partitions;
      this.pages = new OffsetPages[partitions.size()];
      Arrays.setAll(pages, partition -> new OffsetPages());
    }

    @Override
    public void visit(int partition, long offset) {
      if (!pages[partition].add(offset)) {
        throw twice(partitions.get(partition), offset);
      }
    }

    @Override
    public void visitRun(int partition, long first, long last) {
      long known = pages[partition].addRun(first, last);
      if (known >= 0) {
        throw twice(partitions.get(partition), known);
      }
    }

    @Override
    public void visitBits(int partition, long first, long bits) {
      long known = pages[partition].addBits(first, bits);
      if (known >= 0) {
        throw twice(partitions.get(partition), known);
      }
    }

    List<OffsetSet> sets() {
      return Arrays.stream(pages).map(OffsetPages::toSet).toList();
    }
  }

  private static IllegalStateException twice(Partition partition, long offset) {
    return new IllegalStateException(
        "position %s:%s would have two fates".formatted(partition.name(), offset));
  }
}
