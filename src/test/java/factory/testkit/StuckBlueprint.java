package factory.testkit;

import factory.blueprint.Blueprint;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Waits in its first material. */
record StuckBlueprint(CountDownLatch latch) implements Blueprint<Integer> {
  @Override
  public Integer begin(Pid pid) {
    return 0;
  }

  @Override
  public Integer add(Integer count, Material material) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return count + 1;
  }

  @Override
  public String pclass(Integer count) {
    return "stuck";
  }

  @Override
  public Map<String, Object> fields(Integer count) {
    return Map.of();
  }

  @Override
  public long weight(Integer count) {
    return 16;
  }
}
