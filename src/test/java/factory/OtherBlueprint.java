package factory;

import factory.blueprint.Blueprint;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.Map;

/** Does as another blueprint does, but for what a test changes. */
abstract class OtherBlueprint<A> implements Blueprint<A> {
  private final Blueprint<A> other;

  OtherBlueprint(Blueprint<A> other) {
    this.other = other;
  }

  @Override
  public A begin(Pid pid) {
    return other.begin(pid);
  }

  @Override
  public A add(A assembly, Material material) {
    return other.add(assembly, material);
  }

  @Override
  public String pclass(A assembly) {
    return other.pclass(assembly);
  }

  @Override
  public Map<String, ?> fields(A assembly) {
    return other.fields(assembly);
  }

  @Override
  public long weight(A assembly) {
    return other.weight(assembly);
  }
}
