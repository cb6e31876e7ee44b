package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Amendable;
import factory.goods.Closed;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecallTest {
  private static final Pid PID = Pid.of("A");
  private static final List<Partition> SOURCE = List.of(new Partition("a.log", "crc:1"));
  private static final long GAP = 10;

  @Test
  void aLateMaterialAfterARestartGetsTheNextRevisionOfTheSameProduct() {
    Shipped shipped = take(recall(revision(0, 100, 120), revision(1, 90, 90)));
    assertThat(amend(shipped, 85)).isEqualTo("7 revision 2");
    assertThat(amend(shipped, 80)).isEqualTo("7 revision 3");
    assertThat(amend(shipped, 60)).as("of no product").isEqualTo("60 revision 0");
  }

  @Test
  void aRevisionThatWasShippedBeforeAnEarlierOneKeepsItsNumber() {
    Shipped shipped = take(recall(revision(2, 118, 118), revision(0, 100, 120)));
    assertThat(amend(shipped, 115)).isEqualTo("7 revision 1");
    assertThat(amend(shipped, 115)).isEqualTo("7 revision 3");
  }

  @Test
  void aProductThatIsNotShippedIsAmendedOnceItIsThereAgain() {
    Shipped shipped = take(recall(revision(1, 118, 118)));
    assertThat(amend(shipped, 118)).isEqualTo("118 revision 0");
    assertThat(shipped.note(product(7, 100, 110)).revision()).isZero();
    assertThat(amend(shipped, 105)).isEqualTo("7 revision 2");
  }

  @Test
  void whatIsGivenBackIsAsItWasLeft() {
    Recall recall = recall(revision(0, 100, 120), revision(2, 90, 90));
    Shipped shipped = take(recall);
    assertThat(recall.take(PID)).as("taken once").isNull();
    amend(shipped, 112);
    recall.giveBack(PID, shipped);
    assertThat(amend(take(recall), 85)).isEqualTo("7 revision 3");
  }

  @Test
  void aWorkshopHasOnlyWhatIsItsOwn() {
    int mine = PID.workshop(4);
    for (int workshop = 0; workshop < 4; workshop++) {
      Recall recall = new Recall(List.of(revision(0, 100, 120)), SOURCE, workshop, 4);
      assertThat(recall.take(PID) != null).isEqualTo(workshop == mine);
    }
  }

  @Test
  void aProductThatGoesOnBehindTheLateOnesIsNotAmended() {
    Shipped shipped = take(recall(revision(0, 100, 160)));
    assertThat(amend(shipped, 95)).as("it was cut later").isEqualTo("95 revision 0");
  }

  private static Recall recall(Amendable... products) {
    return new Recall(List.of(products), SOURCE, 0, 1);
  }

  private static Shipped take(Recall recall) {
    return Objects.requireNonNull(recall.take(PID));
  }

  private static Amendable revision(int revision, long first, long last) {
    return new Amendable(PID.hash(), PID.text(), "a.log", 7, first, last, revision);
  }

  private static String amend(Shipped shipped, long time) {
    shipped.beginAmending(time, time, GAP, 150);
    Product product = shipped.note(product(time, time, time));
    shipped.endAmending();
    return product.offset() + " revision " + product.revision();
  }

  private static Product product(long offset, long first, long last) {
    return new Product(
        0, offset, PID, "a", Closed.CONTRACT, 1, first, last, 0, Map.of(), new Positions());
  }
}
