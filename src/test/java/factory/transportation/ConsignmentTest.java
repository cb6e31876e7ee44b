package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Positions;
import factory.goods.Scrap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsignmentTest {
  private static final Crate TCP = new Crate("tcp", List.of());
  private static final Crate UDP = new Crate("udp", List.of());

  private static Positions positions(long... offsets) {
    Positions positions = new Positions();
    for (long offset : offsets) {
      positions.add(0, offset);
    }
    return positions;
  }

  private static Parcel product(Crate crate, String line, long... offsets) {
    return Parcel.ofProduct(crate, offsets.length, positions(offsets), bytes(line));
  }

  private static Parcel scrap(Scrap.Reason reason, long offset) {
    return Parcel.ofScrap(
        Scrap.ofRecord(reason, 0, offset, offset + 1, "no", "x"), bytes("s" + offset + "\n"));
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static String lines(Parcel parcel) {
    return new String(parcel.bytes(), StandardCharsets.UTF_8);
  }

  private static List<Long> offsets(Parcel parcel) {
    List<Long> offsets = new ArrayList<>();
    parcel.positions().forEach((partition, offset) -> offsets.add(offset));
    return offsets;
  }

  @Test
  void whatBelongsToOneFileIsOneParcelInTheOrderOfPacking() {
    Consignment consignment =
        Consignment.of(
            List.of(
                product(TCP, "a\n", 4, 7),
                product(UDP, "b\n", 5),
                scrap(Scrap.Reason.LATE, 9),
                product(TCP, "c\n", 1, 6, 8),
                scrap(Scrap.Reason.MALFORMED, 2),
                product(new Crate("udp", List.of()), "d\n", 3),
                scrap(Scrap.Reason.LATE, 10)));

    assertThat(consignment.size()).isEqualTo(7);
    assertThat(consignment.materials()).isEqualTo(10);
    assertThat(consignment.parcels())
        .extracting(ConsignmentTest::lines)
        .containsExactly("a\nc\n", "b\nd\n", "s9\ns10\n", "s2\n");
    assertThat(consignment.parcels())
        .extracting(ConsignmentTest::offsets)
        .containsExactly(
            List.of(4L, 7L, 1L, 6L, 8L), List.of(5L, 3L), List.of(9L, 10L), List.of(2L));
    assertThat(consignment.parcels())
        .extracting(Parcel::crate)
        .containsExactly(TCP, UDP, null, null);
    assertThat(consignment.parcels())
        .extracting(Parcel::reason)
        .containsExactly(null, null, Scrap.Reason.LATE, Scrap.Reason.MALFORMED);
    assertThat(consignment.parcels()).extracting(Parcel::size).containsExactly(2, 2, 2, 1);
    assertThat(consignment.parcels()).extracting(Parcel::materials).containsExactly(5L, 2L, 2L, 1L);
    assertThat(consignment.weight())
        .isEqualTo(consignment.parcels().stream().mapToLong(Parcel::weight).sum())
        .isGreaterThan(15);
  }

  @Test
  void aLargeParcelIsNotCopied() {
    Parcel large = product(TCP, "x".repeat(1 << 20), 1);
    Consignment consignment =
        Consignment.of(
            List.of(product(TCP, "a\n", 2), product(TCP, "b\n", 3), large, product(TCP, "c\n", 4)));

    assertThat(consignment.parcels()).hasSize(3).element(1).isSameAs(large);
    assertThat(lines(consignment.parcels().get(0))).isEqualTo("a\nb\n");
    assertThat(lines(consignment.parcels().get(2))).isEqualTo("c\n");
  }

  @Test
  void positionsCountForWhatIsJoined() {
    Parcel many = Parcel.ofProduct(TCP, 150_000, apart(150_000), bytes("a\n"));
    Consignment consignment = Consignment.of(List.of(many, many, many, many, many));

    assertThat(many.weight()).isGreaterThan(300_000);
    assertThat(consignment.parcels()).allMatch(parcel -> parcel.weight() < 1 << 20).hasSize(2);
  }

  private static Positions apart(int count) {
    Positions positions = new Positions();
    for (long i = 0; i < count; i++) {
      positions.add(0, i * 100);
    }
    return positions;
  }

  @Test
  void twoWithWrongPositionsAreNotRightTogether() {
    Parcel one = Parcel.ofProduct(TCP, 1, positions(1, 2), bytes("a\n"));
    Parcel three = Parcel.ofProduct(TCP, 3, positions(3, 4), bytes("b\n"));

    assertThatThrownBy(() -> Consignment.of(List.of(one, three)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a parcel of 1 materials names 2 positions");
  }

  @Test
  void whereNoPositionsAreKeptThereAreNone() {
    Parcel part = Parcel.ofProduct(TCP, 3, new Positions(), new byte[0]);
    Parcel joined = Consignment.of(List.of(part, part)).parcels().get(0);

    assertThat(joined.materials()).isEqualTo(6);
    assertThat(joined.positions().count()).isZero();
    assertThat(joined.weight()).isZero();
  }

  @Test
  void theWarehouseTakesAllOfItOrNothing() {
    Consignment two = Consignment.of(List.of(product(TCP, "a\n", 1), product(UDP, "b\n", 2)));
    Consignment one = Consignment.of(List.of(product(TCP, "c\n", 3)));
    Warehouse warehouse = new Warehouse(3, Long.MAX_VALUE);
    Deque<Consignment> dock = new ArrayDeque<>(List.of(two, two, one));

    warehouse.stow(dock);

    assertThat(warehouse.size()).isEqualTo(2);
    assertThat(dock).as("what came later does not overtake").containsExactly(two, one);
    assertThat(warehouse.load(1).size()).isEqualTo(2);
  }

  @Test
  void oneLargerThanTheWarehouseFindsRoomInAnEmptyOne() {
    Consignment two = Consignment.of(List.of(product(TCP, "a\n", 1), product(TCP, "b\n", 2)));
    Warehouse warehouse = new Warehouse(3, 1);
    Deque<Consignment> dock = new ArrayDeque<>(List.of(two, two));

    warehouse.stow(dock);

    assertThat(dock).hasSize(1);
    assertThat(warehouse.load(1).productCount()).isEqualTo(2);
  }
}
