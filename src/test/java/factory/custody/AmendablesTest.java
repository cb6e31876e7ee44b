package factory.custody;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Amendables.Bounds;
import factory.goods.Partition;
import factory.goods.Pid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
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

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void forgetsWhatALookAtEachOfThemWouldForget(@ForAll Random random) {
    Bounds bounds =
        new Bounds(
            random.nextInt(60),
            random.nextInt(20),
            random.nextBoolean(),
            random.nextBoolean(),
            product(0, 0, 0, 0).weight() * (random.nextBoolean() ? 40 : 1_000));
    Amendables amendables = new Amendables();
    Plain plain = new Plain();
    List<Amendable> copied = List.of();
    Amendables copy = new Amendables();
    for (int shipment = 0, now = 0; shipment < 30; shipment++) {
      List<Amendable> shipped = new ArrayList<>();
      for (int left = random.nextInt(12); left > 0; left--) {
        int last = now - 50 + random.nextInt(100);
        shipped.add(product(random.nextInt(60), last - 5, last, random.nextInt(3)));
      }
      int passed = now + random.nextInt(60) - 30;
      assertThat(amendables.add(shipped, bounds, passed))
          .isEqualTo(plain.add(shipped, bounds, passed));
      assertThat(amendables.all()).isEqualTo(plain.all());
      assertThat(copy.all()).as("a copy has a life of its own").isEqualTo(copied);
      copied = amendables.all();
      copy = amendables;
      amendables = amendables.copy();
      now += random.nextInt(20);
    }
  }

  /** The same with a look at each product, however many there are. */
  private static final class Plain {
    private final List<List<Amendable>> products = new ArrayList<>();
    private long newest = Long.MIN_VALUE;

    List<Amendable> all() {
      return products.stream().flatMap(List::stream).toList();
    }

    int add(List<Amendable> shipped, Bounds bounds, long passed) {
      for (Amendable one : shipped) {
        newest = Math.max(newest, one.last());
        products.stream()
            .filter(product -> product.get(0).offset() == one.offset())
            .findAny()
            .ifPresentOrElse(
                product -> product.add(one), () -> products.add(new ArrayList<>(List.of(one))));
      }
      long reached =
          bounds.replayed()
              ? Math.min(newest, passed)
              : bounds.sequence() ? newest : Long.MIN_VALUE;
      if (reached > Long.MIN_VALUE) {
        products.removeIf(one -> reached - bounds.grace() - last(one) > bounds.keepsFor());
      }
      int forgotten = 0;
      for (long most = bounds.bytes(); weight() > most; forgotten++) {
        most = bounds.bytes() - bounds.bytes() / 8;
        products.remove(products.stream().min(Comparator.comparingLong(Plain::last)).orElseThrow());
      }
      return forgotten;
    }

    private long weight() {
      return all().stream().mapToLong(Amendable::weight).sum();
    }

    private static long last(List<Amendable> product) {
      return product.stream().mapToLong(Amendable::last).max().orElseThrow();
    }
  }

  private static Amendable product(long offset, long first, long last, int revision) {
    Pid pid = Pid.of("p" + offset);
    return new Amendable(pid.hash(), pid.text(), "a.log", offset, first, last, revision);
  }
}
