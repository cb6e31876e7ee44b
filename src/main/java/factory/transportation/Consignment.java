package factory.transportation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stevedore has packed of a pallet at once, sorted by what file it belongs to. It goes into
 * the warehouse as a whole: sorted, a part of it would not be what came first.
 *
 * @param size how many products and scrap
 * @param weight of all its parcels
 */
record Consignment(List<Parcel> parcels, int size, long weight) {
  /** Parcels are joined up to such a weight; a heavier one stays what it is. */
  private static final int MOST_JOINED = 1 << 20;

  /** A consignment of what was packed, in this order. */
  static Consignment of(List<Parcel> packed) {
    Map<Object, List<Parcel>> alike = new LinkedHashMap<>();
    Object last = null;
    List<Parcel> like = List.of();
    for (Parcel parcel : packed) {
      Object kind = parcel.kind();
      if (kind != last) { // to look it up costs as much as all the rest of joining
        like = alike.computeIfAbsent(kind, unused -> new ArrayList<>());
        last = kind;
      }
      like.add(parcel);
    }
    List<Parcel> parcels = new ArrayList<>(alike.size());
    alike.values().forEach(parts -> join(parts, parcels));
    long weight = 0;
    for (Parcel parcel : parcels) {
      weight += parcel.weight();
    }
    return new Consignment(parcels, packed.size(), weight);
  }

  private static void join(List<Parcel> parts, List<Parcel> joined) {
    int from = 0;
    long weight = 0;
    for (int i = 0; i < parts.size(); i++) {
      long more = parts.get(i).weight();
      if (i > from && weight + more > MOST_JOINED) {
        joined.add(Parcel.joined(parts.subList(from, i)));
        from = i;
        weight = 0;
      }
      weight += more;
    }
    joined.add(Parcel.joined(parts.subList(from, parts.size())));
  }

  /** How many materials find their fate with it. */
  long materials() {
    long materials = 0;
    for (Parcel parcel : parcels) {
      materials += parcel.materials();
    }
    return materials;
  }
}
