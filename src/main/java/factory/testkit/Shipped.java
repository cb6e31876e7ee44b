package factory.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a test has seen shipped so far, each line read once; and what it says if it is not that. */
final class Shipped {
  private static final int SHOWN = 20;

  private final List<ShippedProduct> products = new ArrayList<>();
  private final List<String> scrap = new ArrayList<>();

  /** All products, in order. */
  List<ShippedProduct> products(RunningFactory factory) {
    factory.products(products.size()).forEach(line -> products.add(ShippedProduct.read(line)));
    return List.copyOf(products);
  }

  /** All scrap as it was written, in order. */
  List<String> scrap(RunningFactory factory) {
    scrap.addAll(factory.scrap(scrap.size()));
    return List.copyOf(scrap);
  }

  /**
   * The one product of this pid.
   *
   * @throws AssertionError if there is none, or several
   */
  ShippedProduct product(RunningFactory factory, String pid) {
    List<ShippedProduct> all = products(factory);
    List<ShippedProduct> its = all.stream().filter(product -> product.pid().equals(pid)).toList();
    if (its.size() != 1) {
      throw failure(
          "one product of pid '" + pid + "'",
          its.isEmpty()
              ? all.isEmpty() ? "there are none" : "none was shipped; there are"
              : its.size() + " were shipped",
          its.isEmpty() ? all : its);
    }
    return its.get(0);
  }

  void clear() {
    products.clear();
    scrap.clear();
  }

  /** What was expected, what was found instead, and the first of it line by line. */
  static AssertionError failure(String expected, String found, List<?> list) {
    String lines =
        list.stream().limit(SHOWN).map(each -> "\n  " + each).collect(Collectors.joining());
    String more = list.size() > SHOWN ? "\n  and " + (list.size() - SHOWN) + " more" : "";
    return new AssertionError(
        "expected " + expected + ", but " + found + (list.isEmpty() ? "" : ":") + lines + more);
  }
}
