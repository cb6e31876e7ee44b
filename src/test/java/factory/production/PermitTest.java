package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Cargo;
import factory.goods.Material;
import factory.goods.Product;
import factory.goods.Scrap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cargo leaves with transport permits only, in the order of finishing. */
class PermitTest extends WorkshopCase {
  @BeforeEach
  void permitsAreScarce() {
    open(SteppedWorkshop.settings(64, 64, 100, contract()));
    workshop.permitsAtOnce = false;
  }

  @Test
  void areGrantedInTheOrderOfFinishing() {
    for (String pid : List.of("c", "a", "d", "b", "e")) {
      workshop.deliver(List.of(last(pid)), List.of());
    }
    assertThat(workshop.loaded).isEmpty();
    for (int granted = 1; granted <= 5; granted++) {
      workshop.grant(1);
      workshop.settle();
      assertThat(workshop.loaded).hasSize(granted);
    }
    assertThat(workshop.products())
        .extracting(p -> p.pid().text())
        .containsExactly("c", "a", "d", "b", "e");
  }

  @Test
  void aNewcomerTakesNoneFromThoseWhoWait() {
    workshop.deliver(List.of(last("a"), last("a")), List.of());
    workshop.send(List.of(last("b")), List.of());
    workshop.grant(1);
    workshop.settle();
    workshop.deliver(List.of(last("c")), List.of());
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.products()).extracting(p -> p.pid().text()).containsExactly("a", "a");
  }

  @Test
  void aFinishedProductWaitsInItsWorkerWhichGoesOnAssembling() {
    workshop.deliver(List.of(material("a"), last("a"), material("a")), List.of());
    workshop.deliver(List.of(material("a")), List.of());
    assertThat(workshop.loaded).isEmpty();
    assertThat(workshop.stock().roster()).as("counts as live").isEqualTo(1);
    assertThat(workshop.stock().held()).isEqualTo(4);
    assertThat(workshop.stock().waiting()).isEqualTo(1);
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.products()).extracting(p -> offsets(p)).containsExactly(List.of(0L, 1L));
    assertThat(workshop.stock().held()).isEqualTo(2);
    workshop.tell(Director.Sold.INSTANCE);
    workshop.grant(9);
    workshop.settle();
    assertThat(workshop.products())
        .extracting(p -> offsets(p))
        .containsExactly(List.of(0L, 1L), List.of(2L, 3L));
    assertThat(floor.deliveries).extracting(d -> d.hire()).containsOnly(1);
  }

  @Test
  void workersThatLeaveAndWaitCountAsLive() {
    workshop.buy("a", "b");
    workshop.passes(TERM.plusMillis(200));
    assertThat(workshop.stock().roster()).isEqualTo(2);
    assertThat(workshop.stock().dismissed()).isZero();
    workshop.grant(9);
    workshop.settle();
    assertThat(workshop.stock().roster()).isZero();
    assertThat(workshop.stock().dismissed()).isEqualTo(2);
  }

  @Test
  void nothingIsTakenUpWhileAsManyEndedProductsWaitAsTheLineHasPlaces() {
    workshop.stop();
    open(SteppedWorkshop.settings(8, 8, 1000, contract()));
    workshop.permitsAtOnce = false;
    workshop.buy("a", "b", "c", "d", "e", "f", "g", "h");
    workshop.passes(TERM.plusMillis(200));
    assertThat(workshop.stock().waiting()).as("their contracts are over").isEqualTo(8);
    assertThat(workshop.credit).as("and hold no credit any more").isEqualTo(8);
    workshop.buy("i", "j", "k", "l", "m", "n", "o", "p");
    workshop.passes(Duration.ofHours(1)); // the destination stands still
    assertThat(workshop.stock().onLine()).isEqualTo(8);
    assertThat(workshop.stock().roster()).isEqualTo(8);
    assertThat(workshop.credit).as("so the Buyer waits").isZero();
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.stock().onLine()).as("one has left").isZero();
    assertThat(workshop.credit).isEqualTo(8);
    workshop.grant(7);
    workshop.tell(Director.Sold.INSTANCE);
    workshop.grant(8);
    workshop.settle();
    assertThat(workshop.products()).hasSize(16);
  }

  @Test
  void aPidThatComesBackWhileItsWorkerWaitsGetsAnotherWorker() {
    workshop.buy("a");
    workshop.passes(TERM.plusMillis(200));
    workshop.buy("a");
    assertThat(workshop.stock().roster()).isEqualTo(2);
    workshop.grant(9);
    workshop.settle();
    workshop.passes(TERM.plusMillis(200));
    workshop.grant(9);
    workshop.settle();
    assertThat(workshop.products())
        .extracting(p -> offsets(p))
        .containsExactly(List.of(0L), List.of(1L));
  }

  @Test
  void scrapTakesAPermitInItsTurn() {
    workshop.deliver(List.of(last("a")), List.of());
    Scrap bad = Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, workshop.nextOffset(), 2, "bad", null);
    workshop.deliver(List.of(), List.of(bad));
    workshop.deliver(List.of(last("b")), List.of());
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.loaded).hasSize(1).allMatch(Product.class::isInstance);
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.loaded).hasSize(2).last().isEqualTo((Cargo) bad);
  }

  @Test
  void duplicatesBecomeScrapWithAPermitEach() {
    workshop.stop();
    open(SteppedWorkshop.settings(), new Faulty("repeat", () -> null));
    workshop.permitsAtOnce = false;
    Material first = material("a");
    Material again =
        new Material(first.pid(), 0, 0, workshop.nextOffset(), first.fields()); // offset 1
    Material repeat = material("a"); // the blueprint calls every even offset after the first so
    workshop.deliver(List.of(first, again, repeat, material("a")), List.of());
    assertThat(workshop.loaded).isEmpty();
    assertThat(workshop.stock().waiting()).isEqualTo(1);
    assertThat(workshop.credit).as("its credit waits with it").isEqualTo(1020);
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.scrap()).hasSize(1);
    Scrap scrap = workshop.scrap().get(0);
    assertThat(scrap.reason()).isEqualTo(Scrap.Reason.DUPLICATE);
    assertThat(scrap.offset()).isEqualTo(2);
    assertThat(scrap.pid()).isEqualTo(first.pid());
    assertThat(scrap.positions().count()).isEqualTo(1);
    assertThat(workshop.credit).isEqualTo(1024);
    assertThat(workshop.stock().held()).isEqualTo(3);
  }

  @Test
  void areGivenBackWhenUnused() {
    workshop.permitsAtOnce = true;
    for (int i = 0; i < 5; i++) {
      workshop.deliver(List.of(last("a")), List.of());
    }
    assertThat(workshop.permitsGranted).as("some lie at hand").isGreaterThan(5);
    workshop.passes(Duration.ofMillis(3_100)); // a Monitor's interval without use
    assertThat(workshop.permitsGranted - workshop.permitsReturned).isEqualTo(5);
  }

  @Test
  void noMoreLieAtHandThanConfigured() {
    workshop.permitsAtOnce = true;
    for (int i = 0; i < 50; i++) {
      workshop.deliver(List.of(last("a"), last("b"), last("c")), List.of());
      assertThat(workshop.permitsGranted - workshop.loaded.size()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void transportThatStandsStillStopsCreditAndNothingElseAndLosesNothing() {
    workshop.stop();
    open(SteppedWorkshop.settings(64, 64, 10_000, contract()));
    workshop.permitsAtOnce = false;
    int sent = 0;
    while (workshop.credit >= 4 && sent < 1_000) {
      workshop.deliver(
          List.of(material("open"), last("a" + sent), material("b" + sent), last("b" + sent)),
          List.of());
      workshop.passes(Duration.ofMillis(100));
      sent += 4;
    }
    assertThat(sent).as("bounded by the line").isLessThan(100);
    workshop.passes(Duration.ofHours(1).dividedBy(60));
    assertThat(workshop.loaded).isEmpty();
    assertThat(workshop.stock().open()).isEqualTo(sent);
    assertThat(workshop.stock().placesHeld()).as("seen as held").isEqualTo(64 - workshop.credit);
    assertThat(workshop.directorGone).isFalse();
    workshop.permitsAtOnce = true;
    workshop.grant(Integer.MAX_VALUE);
    workshop.settle();
    assertThat(workshop.credit).isEqualTo(64);
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.loaded.stream().mapToLong(Cargo::materials).sum()).isEqualTo(sent);
  }
}
