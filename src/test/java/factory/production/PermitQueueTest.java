package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.production.PermitQueue.Waiter;
import org.junit.jupiter.api.Test;

class PermitQueueTest {
  private final PermitQueue queue = new PermitQueue();

  private static Waiter waiter(int id, int permits) {
    return new Waiter(new Contractor(id), permits, null, null, 0);
  }

  @Test
  void servesInTheOrderOfComing() {
    Waiter first = waiter(1, 1);
    Waiter second = waiter(2, 1);
    queue.add(first);
    queue.add(second);
    assertThat(queue.peek()).isSameAs(first);
    queue.serve(1);
    assertThat(queue.peek()).isSameAs(second);
  }

  @Test
  void whoIsServedInPartStaysFirst() {
    queue.add(waiter(1, 5));
    queue.add(waiter(2, 1));
    queue.serve(2);
    assertThat(queue.peek().contractor().id).isEqualTo(1);
    assertThat(queue.peek().permits()).isEqualTo(3);
    assertThat(queue.wanted()).isEqualTo(4);
  }

  @Test
  void asksForWhatIsLackingAndNotTwice() {
    queue.add(waiter(1, 5));
    assertThat(queue.toRequest(2, 10)).isEqualTo(3);
    assertThat(queue.toRequest(2, 10)).isZero();
    queue.granted(3);
    assertThat(queue.toRequest(0, 10)).isEqualTo(5);
  }

  @Test
  void asksForAsManyAsWereUsedButNoMoreThanMayLieAtHand() {
    queue.used(3);
    assertThat(queue.toRequest(0, 10)).isEqualTo(3);
    queue.granted(3);
    queue.used(50);
    assertThat(queue.toRequest(3, 10)).isEqualTo(7);
  }

  @Test
  void keepsAQuarterOfWhatIsUsualAtHandAndAsksWhenHalfOfThatIsUsed() {
    queue.used(40);
    assertThat(queue.toRequest(0, 100)).isEqualTo(40);
    queue.granted(40);
    queue.idle(); // 40 are usual
    queue.used(4);
    assertThat(queue.toRequest(6, 100)).isZero();
    queue.used(1);
    assertThat(queue.toRequest(5, 100)).isEqualTo(5);
    assertThat(queue.toRequest(5, 100)).as("not twice").isZero();
  }

  @Test
  void asksAtOnceForWhoWaitsThoughSomeLieAtHand() {
    queue.used(40);
    queue.idle();
    queue.add(waiter(1, 9));
    assertThat(queue.toRequest(8, 4)).isEqualTo(5);
  }

  @Test
  void keepsTwiceAsManyAtHandOnceSomebodyHadToWait() {
    queue.used(10);
    queue.add(waiter(1, 1));
    assertThat(queue.toRequest(0, 100)).as("twenty, and one for who waits").isEqualTo(21);
    queue.granted(21);
    queue.serve(1);
    assertThat(queue.toRequest(11, 100)).isZero();
    assertThat(queue.toRequest(10, 100)).as("half of twenty are used").isEqualTo(10);
    queue.granted(10);
    queue.add(waiter(2, 30));
    assertThat(queue.toRequest(20, 35)).as("no more than may lie there").isEqualTo(45);
  }

  @Test
  void asksForNoMoreThanWasUsedBetweenTwoLooks() {
    queue.used(10);
    queue.add(waiter(1, 1));
    queue.toRequest(0, 100);
    queue.granted(21);
    queue.serve(1);
    queue.idle(); // ten were used
    assertThat(queue.toRequest(6, 100)).isZero();
    assertThat(queue.toRequest(5, 100)).as("half of ten are used").isEqualTo(5);
  }

  @Test
  void keepsNoneAtHandOnceNoneAreUsed() {
    queue.used(40);
    queue.toRequest(0, 100);
    queue.granted(40);
    queue.idle();
    assertThat(queue.idle()).isTrue();
    assertThat(queue.toRequest(0, 100)).isZero();
  }

  @Test
  void isIdleWhenNothingWasUsedSinceItWasLastAsked() {
    queue.used(1);
    assertThat(queue.idle()).isFalse();
    assertThat(queue.idle()).isTrue();
    queue.add(waiter(1, 1));
    assertThat(queue.idle()).isFalse();
  }
}
