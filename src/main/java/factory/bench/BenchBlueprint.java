package factory.bench;

import factory.blueprint.Blueprint;
import factory.blueprint.FieldMap;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import java.util.List;
import java.util.Map;

/** Count, sum, least and greatest value, and the kinds that were seen. */
public final class BenchBlueprint implements Blueprint<BenchBlueprint.Assembly> {
  /** Estimated heap of an assembly. */
  public static final int ASSEMBLY_BYTES = 56;

  private static final List<String> NAMES = List.of("count", "sum", "min", "max");
  private static final List<String> CLASSES = List.of("small", "few", "many");

  /** The values so far. */
  public static final class Assembly {
    private long count;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private int kinds;

    Assembly() {}

    void add(int kind, long value) {
      count++;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
      kinds |= 1 << kind;
    }

    BenchProduct product(long pid) {
      return new BenchProduct(pid, count, sum, min, max, kinds);
    }
  }

  @Override
  public Assembly begin(Pid pid) {
    return new Assembly();
  }

  @Override
  public Assembly add(Assembly assembly, Material material) {
    assembly.add(
        (int) material.fields().longAt(Reading.KIND), material.fields().longAt(Reading.VALUE));
    return assembly;
  }

  @Override
  public boolean mayComplete() {
    return false;
  }

  @Override
  public String pclass(Assembly assembly) {
    return CLASSES.get(BenchProduct.pclass(assembly.count, assembly.kinds));
  }

  @Override
  public Map<String, ?> fields(Assembly assembly) {
    return FieldMap.of(NAMES, assembly.count, assembly.sum, assembly.min, assembly.max);
  }

  @Override
  public long weight(Assembly assembly) {
    return ASSEMBLY_BYTES;
  }

  /**
   * The digest of a product that this blueprint has made.
   *
   * @param text whether pids are texts, the number's sixteen hexadecimal digits
   */
  public static long digest(Product product, boolean text) {
    Map<String, ?> fields = product.fields();
    return BenchProduct.digest(
        text ? Long.parseUnsignedLong(product.pid().text(), 16) : product.pid().number(),
        number(fields, "count"),
        number(fields, "sum"),
        number(fields, "min"),
        number(fields, "max"),
        CLASSES.indexOf(product.pclass()));
  }

  private static long number(Map<String, ?> fields, String name) {
    return fields.get(name) instanceof Long value ? value : 0;
  }
}
