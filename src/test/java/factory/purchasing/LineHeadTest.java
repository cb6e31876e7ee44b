package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.FactoryClock;
import factory.goods.Lot;
import factory.goods.Places;
import factory.goods.Scrap;
import factory.production.Director;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** The Buyer's end of a line: what is in flight on it, and when a batch leaves. */
class LineHeadTest {
  private static final long SECOND = 1_000_000_000;

  private static final LineTime TIME = new LineTime(FactoryClock.system());

  private final TestInbox<Director.Command> director = TestInbox.create();
  private final LineHead line =
      new LineHead(director.getRef(), 100, SECOND, SECOND, new Places(1, 1), TIME);

  private void send(int records) {
    for (int i = 0; i < records; i++) {
      line.add(Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, i, 1, "broken", "x"), 1, 0);
    }
    line.send(0, Lot.NO_WATERMARK);
  }

  @Test
  void aBatchThatWaitedForCreditWaitsNoLongerForMoreThanTheDirectorMayBeToldNothing() {
    long silence = SECOND / 10;
    LineHead slow =
        new LineHead(director.getRef(), 100, 3 * SECOND, silence, new Places(1, 1), TIME);
    slow.grant(1, 1, 0);
    for (int i = 0; i < 2; i++) {
      slow.add(Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, i, 1, "broken", "x"), 1, 0);
    }
    slow.sendPart(0);
    assertThat(slow.isDue(silence)).isTrue();
    slow.grant(1, 1, 2 * SECOND);
    assertThat(slow.isDue(2 * SECOND + silence)).isTrue();
  }

  @Test
  void nothingIsInFlightOnALineThatHasCarriedNothing() {
    assertThat(line.mostInFlight()).isEqualTo(Buyer.InFlight.NOTHING);
    line.grant(1_000, 1_000, 0);
    assertThat(line.mostInFlight()).isEqualTo(new Buyer.InFlight(0, 1_000));
  }

  @Test
  void theMostIsToldWithThePlacesThatTheLineHadThen() {
    line.grant(1_000, 1_000, 0);
    send(50);
    assertThat(line.mostInFlight()).isEqualTo(new Buyer.InFlight(50, 1_000));
    line.grant(2_050, 3_000, 0); // more workers
    send(70);
    assertThat(line.mostInFlight()).isEqualTo(new Buyer.InFlight(70, 3_000));
    send(30);
    assertThat(line.mostInFlight()).isEqualTo(new Buyer.InFlight(100, 3_000));
    line.grant(100, 3_000, 0);
    send(99);
    assertThat(line.mostInFlight()).as("less").isEqualTo(new Buyer.InFlight(100, 3_000));
  }
}
