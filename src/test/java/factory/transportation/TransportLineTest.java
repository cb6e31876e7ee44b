package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Cargo;
import factory.goods.Positions;
import factory.goods.Product;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;

/** Whatever stevedores and workshops do, in any order. */
class TransportLineTest {
  private static final int CAPACITY = 20;
  private static final int STEVEDORES = 3;

  @Example
  void whatIsPackedOfAPalletIsNoLongerHeldByTheRestOfIt() {
    TransportLine line = new TransportLine(CAPACITY, STEVEDORES);
    TestInbox<Dispatcher.PermitsGranted> director = TestInbox.create();
    line.request(4, director.getRef());
    line.grant();
    line.load(new Goods().products(4, "a", 1), Map.of(), director.getRef());
    TransportLine.Pallet whole = line.handOut(0, 4);
    line.packed(0, whole.number(), consignment(whole.cargo().subList(0, 3)));
    List<Cargo> rest = line.handOut(1, 4).cargo();
    assertThat(rest).hasSize(1);
    assertThat(List.copyOf(rest)).as("a view would be copied").isSameAs(rest);
  }

  @Property(tries = 500, seed = "1")
  void neverHasMoreThanItsCapacityLosesNothingAndKeepsTheOrder(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 5) Integer> events,
      @ForAll @Size(value = 200) List<@IntRange(min = 0, max = 9) Integer> amounts) {
    TransportLine line = new TransportLine(CAPACITY, STEVEDORES);
    Goods goods = new Goods();
    TestInbox<Dispatcher.PermitsGranted> director = TestInbox.create();
    Map<Integer, TransportLine.Pallet> pallets = new HashMap<>();
    List<Consignment> stored = new ArrayList<>();
    List<String> loadedIds = new ArrayList<>();
    List<String> docked = new ArrayList<>();
    long asked = 0;
    long granted = 0;
    long given = 0;
    long materials = 0;
    for (int i = 0; i < events.size(); i++) {
      int amount = amounts.get(i);
      int stevedore = amount % STEVEDORES;
      TransportLine.Pallet pallet = pallets.get(stevedore);
      switch (events.get(i)) {
        case 0 -> {
          line.request(amount, director.getRef());
          asked += amount;
        }
        case 1 -> {
          int loaded = (int) Math.min(amount, granted - given);
          List<Cargo> cargo = goods.products(loaded, "a", 1 + amount);
          int more = loaded == 0 ? 0 : (int) Math.min(amount / 2, granted - given - loaded);
          Map<Cargo, Integer> large = new IdentityHashMap<>();
          if (more > 0) {
            large.put(cargo.get(amount % loaded), 1 + more);
          }
          line.load(cargo, large, director.getRef());
          cargo.forEach(one -> loadedIds.add(id(one)));
          given += loaded + more;
          materials += (1L + amount) * loaded;
        }
        case 2 -> {
          int back = (int) Math.min(amount, granted - given);
          line.giveBack(back, director.getRef());
          given += back;
        }
        case 3 -> {
          if (pallet == null) {
            TransportLine.Pallet next = line.handOut(stevedore, amount);
            if (next != null) {
              pallets.put(stevedore, next);
            }
          }
        }
        case 4 -> {
          if (pallet != null) {
            pallets.remove(stevedore);
            Consignment packed =
                consignment(pallet.cargo().subList(0, Math.max(1, pallet.cargo().size() - amount)));
            line.packed(stevedore, pallet.number(), packed).forEach(one -> docked.add(id(one)));
            line.packed(stevedore, pallet.number(), packed); // said twice it counts once
          }
        }
        default -> {
          if (pallet != null && amount > 5) {
            pallets.remove(stevedore);
            line.abandoned(stevedore);
            line.packed(stevedore, pallet.number(), consignment(pallet.cargo())); // too late
          }
          while (stored.size() % 7 != 6 && !line.dock().isEmpty()) {
            stored.add(line.dock().remove());
          }
          if (!line.dock().isEmpty()) {
            stored.add(line.dock().remove());
          }
        }
      }
      line.grant();
      granted +=
          director.getAllReceived().stream().mapToLong(Dispatcher.PermitsGranted::permits).sum();
      assertThat(line.used()).isLessThanOrEqualTo(CAPACITY);
      if (line.isEmpty()) {
        assertThat(line.used())
            .as("large cargo has left all its places")
            .isEqualTo(granted - given);
      }
      assertThat(asked == granted || line.used() == CAPACITY).as("who can be served is").isTrue();
      long storedMaterials = stored.stream().mapToLong(Consignment::materials).sum();
      assertThat(line.materials() + storedMaterials).isEqualTo(materials);
      assertThat(docked).isEqualTo(loadedIds.subList(0, docked.size()));
      assertThat(ids(stored, line.dock())).isEqualTo(docked);
    }
  }

  private static String id(Cargo cargo) {
    return Long.toString(((Product) cargo).offset());
  }

  private static List<String> ids(Collection<Consignment> first, Collection<Consignment> then) {
    return Stream.concat(first.stream(), then.stream())
        .flatMap(consignment -> consignment.parcels().stream())
        .flatMap(parcel -> new String(parcel.bytes(), StandardCharsets.UTF_8).lines())
        .toList();
  }

  private static Consignment consignment(List<Cargo> cargo) {
    return Consignment.of(
        cargo.stream()
            .map(
                one ->
                    Parcel.ofProduct(
                        new Crate("a", List.of()),
                        one.materials(),
                        new Positions(),
                        (id(one) + "\n").getBytes(StandardCharsets.UTF_8)))
            .toList());
  }
}
