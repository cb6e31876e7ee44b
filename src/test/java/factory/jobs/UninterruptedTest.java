package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** What an interrupted thread tells an actor that has hardly begun, arrives. */
class UninterruptedTest extends JobsCase {
  private static final int ACTORS = 1000;

  @Test
  void whatAnInterruptEndsIsDoneAgain() {
    List<String> told = new ArrayList<>();
    Iterator<Exception> ends =
        List.<Exception>of(new InterruptedException(), new InterruptedException()).iterator();
    Uninterrupted.insist(
        () -> {
          if (ends.hasNext()) {
            UninterruptedTest.<RuntimeException>throwUndeclared(ends.next());
          }
          told.add("hello");
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).containsExactly("hello");
  }

  @Test
  void whoeverWasInterruptedIsSoBehindAFailure() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                Uninterrupted.insist(
                    () -> {
                      throw new IllegalStateException("no such actor");
                    }))
        .hasMessage("no such actor");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** As Scala does. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void throwUndeclared(Exception e) throws E {
    throw (E) e;
  }

  @Test
  void whatAnInterruptedThreadTellsAnActorThatBeginsArrives() {
    CountDownLatch heard = new CountDownLatch(ACTORS);
    boolean interrupted = true;
    for (int i = 0; i < ACTORS; i++) {
      ActorRef<String> actor =
          pool.spawn(
              TaskPool.name("listener"),
              Behaviors.receiveMessage(
                  message -> {
                    heard.countDown();
                    return Behaviors.stopped();
                  }));
      Thread.currentThread().interrupt();
      Uninterrupted.tell(actor, "hello");
      interrupted &= Thread.interrupted();
    }
    assertThat(comes(heard)).isTrue();
    assertThat(interrupted).as("every time, the thread was interrupted afterwards").isTrue();
  }
}
