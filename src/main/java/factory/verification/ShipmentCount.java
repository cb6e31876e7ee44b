package factory.verification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is in one shipment and holds it against its manifest: sums, classes, reasons, and
 * each product's and each scrap's position.
 */
final class ShipmentCount {
  private final String name;
  private final Stated stated;
  private final Problems problems;
  private final Map<String, Stated.Share> shares = new LinkedHashMap<>();
  private final Map<String, PositionSet> ids = new LinkedHashMap<>();
  private final Map<String, PositionSet> scrapped = new LinkedHashMap<>();
  private final Map<String, Long> pclasses = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private long products;
  private long materials;
  private long scrapMaterials;

  ShipmentCount(String name, Stated stated, Problems problems) {
    this.name = name;
    this.stated = stated;
    this.problems = problems;
    stated.positions().forEach(share -> shares.put(share.partition(), share));
  }

  void product(Goods.Product product) {
    products++;
    materials += product.materials();
    pclasses.merge(product.pclass(), 1L, Long::sum);
    if (product.revision() > 0) {
      return; // it amends another one and has the id of that
    }
    int colon = product.id().lastIndexOf(':');
    long offset = offset(product.id(), colon);
    if (offset < 0) {
      problems.add("%s: a product's id '%s' is no partition and offset", name, product.id());
      return;
    }
    String partition = product.id().substring(0, colon);
    Stated.Share share = shares.get(partition);
    if (share == null || !share.shipped().contains(offset)) {
      problems.add(
          "%s: product %s begins at a position that the manifest does not have as shipped",
          name, product.id());
    } else if (!ids.computeIfAbsent(partition, key -> new PositionSet()).add(offset)) {
      problems.add("%s: product %s is there twice", name, product.id());
    }
  }

  void scrap(Goods.Scrap scrap) {
    scrapMaterials += scrap.materials();
    reasons.merge(scrap.reason(), scrap.materials(), Long::sum);
    if (scrap.positions() == null) {
      if (scrap.materials() != 1) {
        problems.add(
            "%s: the scrap of %s:%s stands for %s records and does not name them",
            name, scrap.partition(), scrap.offset(), scrap.materials());
      }
      scrapped(scrap.partition(), scrap.offset());
      return;
    }
    long named = 0;
    for (Goods.Run run : scrap.positions()) {
      for (long offset = run.first(); offset <= run.last(); offset++) {
        scrapped(run.partition(), offset);
        named++;
      }
    }
    if (named != scrap.materials()) {
      problems.add(
          "%s: the scrap of %s:%s stands for %s records and names %s",
          name, scrap.partition(), scrap.offset(), scrap.materials(), named);
    }
  }

  /** All has been counted. */
  void compare() {
    compare("products", stated.products(), products);
    compare("materials in products", stated.materials(), materials);
    compare("products by class", stated.pclasses(), pclasses);
    compare("scrap by reason", stated.scrap(), reasons);
    long shippedPositions = 0;
    long scrappedPositions = 0;
    for (Stated.Share share : shares.values()) {
      shippedPositions += share.shipped().count();
      scrappedPositions += share.scrapped().count();
      PositionSet found = scrapped.getOrDefault(share.partition(), new PositionSet());
      long unnamed = share.scrapped().without(found).first();
      if (unnamed >= 0) {
        problems.add(
            "%s: position %s:%s is scrapped by the manifest and in no scrap entry",
            name, share.partition(), unnamed);
      }
    }
    compare("positions shipped", shippedPositions, materials);
    compare("positions scrapped", scrappedPositions, scrapMaterials);
  }

  long products() {
    return products;
  }

  long materials() {
    return materials;
  }

  Map<String, Long> reasons() {
    return reasons;
  }

  private void scrapped(String partition, long offset) {
    Stated.Share share = shares.get(partition);
    if (share == null || !share.scrapped().contains(offset)) {
      problems.add(
          "%s: scrap of position %s:%s, which the manifest does not have as scrapped",
          name, partition, offset);
    } else if (!scrapped.computeIfAbsent(partition, key -> new PositionSet()).add(offset)) {
      problems.add("%s: position %s:%s is in two scrap entries", name, partition, offset);
    }
  }

  private void compare(String what, @Nullable Object said, Object counted) {
    if (said instanceof Map<?, ?> map) {
      said = new TreeMap<>(map);
    }
    if (!counted.equals(said)) {
      problems.add("%s: the manifest has %s: %s, counted: %s", name, what, said, counted);
    }
  }

  private static long offset(String id, int colon) {
    if (colon < 0) {
      return -1;
    }
    try {
      return Long.parseLong(id.substring(colon + 1));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
