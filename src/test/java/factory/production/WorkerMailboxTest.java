package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MessageQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WorkerMailboxTest {
  private static final int SENDERS = 4;
  private static final int EACH = 50_000;

  private final MessageQueue mailbox = new WorkerMailbox.Messages();

  private record Message(int sender, int number) {}

  @Property
  void givesOutWhatCameInTheOrderInWhichItCame(@ForAll @Size(max = 60) List<Boolean> sends) {
    MessageQueue queue = new WorkerMailbox.Messages();
    Deque<Integer> expected = new ArrayDeque<>();
    for (int step = 0; step < sends.size(); step++) {
      if (sends.get(step)) {
        send(queue, step);
        expected.add(step);
      } else {
        assertThat(take(queue)).isEqualTo(expected.poll());
      }
      assertThat(queue.numberOfMessages()).isEqualTo(expected.size());
      assertThat(queue.hasMessages()).isEqualTo(!expected.isEmpty());
    }
  }

  @Test
  @Timeout(60)
  void losesNothingOfManySendersAndKeepsTheOrderOfEach() throws InterruptedException {
    List<Thread> senders =
        IntStream.range(0, SENDERS).mapToObj(sender -> new Thread(() -> sendAll(sender))).toList();
    senders.forEach(Thread::start);
    int[] next = new int[SENDERS];

    for (int taken = 0; taken < SENDERS * EACH; ) {
      if (take(mailbox) instanceof Message message) {
        assertThat(message.number()).isEqualTo(next[message.sender()]++);
        taken++;
      } else {
        Thread.onSpinWait();
      }
    }

    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(Arrays.stream(next).boxed().toList()).containsOnly(EACH);
    assertThat(mailbox.hasMessages()).isFalse();
  }

  @Test
  void givesWhatAStoppedWorkerHasNotTakenToTheDeadLetters() {
    for (int message = 0; message < 5; message++) {
      send(mailbox, message);
    }
    take(mailbox);
    send(mailbox, 5);
    MessageQueue deadLetters = new WorkerMailbox.Messages();

    mailbox.cleanUp(ActorRef.noSender(), deadLetters);

    List<Object> left = new ArrayList<>();
    while (deadLetters.hasMessages()) {
      left.add(take(deadLetters));
    }
    assertThat(left).containsExactly(1, 2, 3, 4, 5);
    assertThat(mailbox.hasMessages()).isFalse();
  }

  private void sendAll(int sender) {
    for (int number = 0; number < EACH; number++) {
      send(mailbox, new Message(sender, number));
    }
  }

  private static void send(MessageQueue queue, Object message) {
    queue.enqueue(ActorRef.noSender(), Envelope.apply(message, ActorRef.noSender()));
  }

  private static @Nullable Object take(MessageQueue queue) {
    Envelope next = queue.dequeue();
    return next == null ? null : next.message();
  }
}
