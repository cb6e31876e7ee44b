package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Amendable;
import factory.goods.Closed;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecallTest {
  private static final Pid PID = Pid.of("A");
  private static final List<Partition> SOURCE = List.of(new Partition("a.log", "crc:1"));
  private static final EventClock CLOCK =
      new EventClock(ChronoUnit.MILLIS, 10, Long.MAX_VALUE, 0, EventClock.Lateness.AMEND, 50);

  @Test
  void aLateMaterialAfterARestartGetsTheNextRevisionOfTheSameProduct() {
    Shipped shipped = of(recall(revision(1, 90, 90), revision(0, 100, 120)));
    assertThat(amend(shipped, 85)).isEqualTo("7 revision 2");
    assertThat(amend(shipped, 80)).isEqualTo("7 revision 3");
    assertThat(amend(shipped, 60)).as("of no product").isEqualTo("60 revision 0");
  }

  @Test
  void allWhoAskHaveTheSame() {
    Recall recall = recall(revision(0, 100, 120));
    assertThat(amend(of(recall), 112)).isEqualTo("7 revision 1");
    assertThat(amend(of(recall), 85)).as("out of reach").isEqualTo("85 revision 0");
    assertThat(amend(of(recall), 95)).isEqualTo("7 revision 2");
  }

  @Test
  void ofTwoThatItBelongsToTheLaterIsAmended() {
    Amendable other = new Amendable(PID.hash(), PID.text(), "a.log", 9, 130, 130, 0);
    assertThat(amend(of(recall(revision(0, 100, 120), other)), 125)).isEqualTo("9 revision 1");
    assertThat(amend(of(recall(other, revision(0, 100, 120))), 125)).isEqualTo("9 revision 1");
  }

  @Test
  void aWorkshopHasOnlyWhatIsItsOwn() {
    int mine = PID.workshop(4);
    for (int workshop = 0; workshop < 4; workshop++) {
      Recall recall = new Recall(List.of(revision(0, 100, 120)), SOURCE, workshop, 4, CLOCK);
      assertThat(recall.of(PID) != null).isEqualTo(workshop == mine);
    }
  }

  @Test
  void ofAnotherPidOrPartitionThereIsNothing() {
    Amendable gone = new Amendable(PID.hash(), PID.text(), "gone.log", 9, 130, 130, 0);
    assertThat(recall(gone).of(PID)).isNull();
    Amendable sameHash = new Amendable(PID.hash(), "B", "a.log", 9, 130, 130, 0);
    assertThat(recall(sameHash).of(PID)).isNull();
  }

  private static Recall recall(Amendable... products) {
    return new Recall(List.of(products), SOURCE, 0, 1, CLOCK);
  }

  private static Shipped of(Recall recall) {
    return Objects.requireNonNull(recall.of(PID));
  }

  private static Amendable revision(int revision, long first, long last) {
    return new Amendable(PID.hash(), PID.text(), "a.log", 7, first, last, revision);
  }

  private static String amend(Shipped shipped, long time) {
    Shipped.Entry amended = shipped.find(time);
    Product late = product(time, time, time);
    if (amended == null) {
      shipped.note(late);
    }
    Product product = amended == null ? late : amended.amend(late);
    return product.offset() + " revision " + product.revision();
  }

  private static Product product(long offset, long first, long last) {
    return new Product(
        0, offset, PID, "a", Closed.CONTRACT, 1, first, last, 0, Map.of(), new Positions());
  }
}
