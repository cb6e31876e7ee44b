package factory.custody;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Amendables.Bounds;
import factory.goods.Partition;
import factory.goods.Pid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmendablesTest {
  private static final Partition LOG = new Partition("a.log", "crc:1");

  @Test
  void keepsEachRevisionOfAProductUntilTheLatestIsOld() {
    Amendables amendables = new Amendables();
    Bounds bounds = new Bounds(50, 0, true, false, Long.MAX_VALUE);
    amendables.add(List.of(product(7, 100, 120, 0), product(9, 110, 120, 0)), bounds, 0);
    amendables.add(List.of(product(7, 105, 140, 2)), bounds, 0);
    amendables.add(List.of(product(8, 185, 185, 0)), bounds, 0);
    assertThat(amendables.all())
        .containsExactly(product(7, 100, 120, 0), product(7, 105, 140, 2), product(8, 185, 185, 0));
  }

  @Test
  void forgetsWhatNothingCanAmendAnyMore() {
    Amendables amendables = new Amendables();
    Bounds bounds = new Bounds(50, 10, true, false, Long.MAX_VALUE);
    amendables.add(List.of(product(1, 0, 100, 0), product(2, 0, 99, 0)), bounds, 0);
    assertThat(amendables.add(List.of(product(3, 0, 160, 0)), bounds, 0)).isZero();
    assertThat(amendables.all()).extracting(Amendable::offset).containsExactly(1L, 3L);
  }

  @Test
  void keepsWhatTheNextRunMayAmendHoweverFarAheadOthersAre() {
    Amendables amendables = new Amendables();
    Bounds bounds = new Bounds(50, 10, true, true, Long.MAX_VALUE);
    amendables.add(List.of(product(1, 0, 100, 0), product(2, 0, 99, 0)), bounds, 0);
    amendables.add(List.of(product(3, 0, 10_000, 0)), bounds, 159);
    assertThat(amendables.all()).extracting(Amendable::offset).containsExactly(1L, 2L, 3L);
    amendables.add(List.of(), bounds, 160);
    assertThat(amendables.all()).extracting(Amendable::offset).containsExactly(1L, 3L);
    amendables.add(List.of(), bounds, 20_000);
    assertThat(amendables.all())
        .as("of what is shipped")
        .extracting(Amendable::offset)
        .containsExactly(3L);
  }

  @Test
  void forgetsTheOldestWhereThereIsNoRoomAndSaysHowMany() {
    Amendables amendables = new Amendables();
    List<Amendable> products = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      products.add(product(i, 0, i, 0));
    }
    long most = 80 * products.get(0).weight();
    int forgotten = amendables.add(products, new Bounds(1_000, 0, true, false, most), 0);
    assertThat(forgotten).isBetween(20, 40);
    assertThat(amendables.all()).hasSize(100 - forgotten);
    assertThat(amendables.all()).extracting(Amendable::offset).contains(99L).doesNotContain(0L);
  }

  @Test
  void standsInTheLedgerAlsoOnceThatIsBound() throws IOException {
    Ledger ledger = new Ledger(List.of(LOG));
    ledger.amendables().addAll(List.of(product(7, -100, 120, 3)));
    Ledger read = Ledger.read(ledger.toBytes("test", 1)).ledger();
    assertThat(read.bind(List.of(LOG)).amendables().all())
        .containsExactly(product(7, -100, 120, 3));
    Ledger copy = read.copy();
    copy.amendables().addAll(List.of(product(8, 0, 0, 0)));
    assertThat(read.amendables().all()).hasSize(1);
  }

  private static Amendable product(long offset, long first, long last, int revision) {
    Pid pid = Pid.of("p" + offset);
    return new Amendable(pid.hash(), pid.text(), "a.log", offset, first, last, revision);
  }
}
