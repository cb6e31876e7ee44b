package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cargo for tests, each with positions of its own. */
final class Goods {
  static final List<Partition> SOURCE = List.of(new Partition("orders.jsonl", "crc:1"));

  private long next;

  /** A product of {@code materials} materials at the next positions. */
  Product product(String pclass, int materials) {
    return product(pclass, materials, Map.of("n", next));
  }

  Product product(String pclass, int materials, Map<String, ?> fields) {
    long first = next;
    return new Product(
        0,
        first,
        Pid.of("p" + first),
        pclass,
        Closed.CONTRACT,
        materials,
        Material.NO_TIME,
        Material.NO_TIME,
        0,
        fields,
        positions(materials));
  }

  List<Cargo> products(int count, String pclass, int materials) {
    List<Cargo> products = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      products.add(product(pclass, materials));
    }
    return products;
  }

  Scrap malformed() {
    long offset = next++;
    return Scrap.ofRecord(
        Scrap.Reason.MALFORMED, 0, offset, offset + 1, "the quote never closes", "\"a");
  }

  Scrap parked(int materials) {
    long first = next;
    Scrap.Bundle bundle =
        new Scrap.Bundle(
            "merge",
            "java.lang.IllegalStateException: no",
            Map.of("a", 1L),
            Map.of("b", "x"),
            List.of());
    return new Scrap(
        Scrap.Reason.PARKED,
        0,
        first,
        first + 1,
        "failed",
        Pid.of("bad"),
        null,
        bundle,
        materials,
        positions(materials));
  }

  private Positions positions(int materials) {
    Positions positions = new Positions();
    for (int i = 0; i < materials; i++) {
      positions.add(0, next++);
    }
    return positions;
  }
}
