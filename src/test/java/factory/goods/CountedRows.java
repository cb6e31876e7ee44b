package factory.goods;

import java.util.List;
import java.util.Map;

/** Packs materials of partition 0 whose only field is {@code n}, a whole number. */
public enum CountedRows implements Packing {
  /** The only one. */
  INSTANCE;

  @Override
  public int stride() {
    return OWN + 1;
  }

  @Override
  public Fields fields(long[] rows, int at) {
    return Fields.of(Map.of("n", rows[at + OWN]));
  }

  /** These materials, packed; what has no {@code n} has its offset there. */
  public static Packed pack(List<Material> materials) {
    boolean numbers = materials.stream().allMatch(material -> material.pid().isNumber());
    return pack(materials, numbers ? PidColumn.Kind.NUMBERS : PidColumn.Kind.ANY);
  }

  /** These materials, packed with such pids; what has no {@code n} has its offset there. */
  public static Packed pack(List<Material> materials, PidColumn.Kind kind) {
    Packed packed = Packed.of(INSTANCE, materials.size(), kind);
    for (int i = 0; i < materials.size(); i++) {
      Material material = materials.get(i);
      int at = i * INSTANCE.stride();
      packed.put(i, material.pid());
      packed.rows()[at] = material.time();
      packed.rows()[at + 1] = material.offset();
      packed.rows()[at + OWN] = material.get("n") instanceof Long n ? n : material.offset();
    }
    return packed;
  }

  /** They as a batch, bought at the same moment. */
  public static Batch batch(List<Material> materials, long boughtAt) {
    return batch(pack(materials), boughtAt);
  }

  /** They as a batch, bought at the same moment. */
  public static Batch batch(Packed packed, long boughtAt) {
    return new Batch(
        new Material[0],
        packed,
        packed.hashes(),
        packed.numbers(),
        packed.hashes().length,
        List.of(),
        boughtAt,
        boughtAt,
        boughtAt,
        Lot.NO_WATERMARK,
        packed.hashes().length,
        0);
  }
}
