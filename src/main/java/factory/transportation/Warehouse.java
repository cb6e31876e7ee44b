package factory.transportation;

import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parcels by product class until the driver takes them all; bounded by how many products and scrap
 * are in them and by their bytes.
 *
 * <p>A consignment that is larger than the whole warehouse finds room in an empty one.
 */
final class Warehouse {
  private final int capacity;
  private final long capacityBytes;
  private Map<Crate, List<Parcel>> products = new LinkedHashMap<>();
  private List<Parcel> scrap = new ArrayList<>();
  private int size;
  private long bytes;

  Warehouse(int capacity, long capacityBytes) {
    this.capacity = capacity;
    this.capacityBytes = capacityBytes;
  }

  private boolean hasRoomFor(Consignment next) {
    return size == 0 || (size + next.size() <= capacity && bytes + next.weight() <= capacityBytes);
  }

  void put(Consignment consignment) {
    for (Parcel parcel : consignment.parcels()) {
      Crate crate = parcel.crate();
      if (crate == null) {
        scrap.add(parcel);
      } else {
        products.computeIfAbsent(crate, key -> new ArrayList<>()).add(parcel);
      }
    }
    size += consignment.size();
    bytes += consignment.weight();
  }

  /** Takes consignments from the dock, in order, as long as there is room. */
  void stow(Deque<Consignment> dock) {
    for (Consignment next = dock.peek(); next != null && hasRoomFor(next); next = dock.peek()) {
      put(dock.remove());
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size >= capacity || bytes >= capacityBytes;
  }

  int size() {
    return size;
  }

  int capacity() {
    return capacity;
  }

  /** Places that are free; 0 when it is full by bytes. */
  int room() {
    return isFull() ? 0 : capacity - size;
  }

  /** Everything leaves. */
  Truck load(long number) {
    Truck truck = new Truck(number, products, scrap);
    products = new LinkedHashMap<>();
    scrap = new ArrayList<>();
    size = 0;
    bytes = 0;
    return truck;
  }

  /** Counted over what is there. */
  long materials() {
    return new Truck(0, products, scrap).materials();
  }

  Map<String, Long> productsByPclass() {
    return new Truck(0, products, scrap).productsByPclass();
  }
}
