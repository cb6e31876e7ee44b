package factory.production;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageQueue;
import org.apache.pekko.dispatch.ProducesMessageQueue;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * What a worker's mailbox keeps messages in, without a bound, as Pekko's own does.
 *
 * <p>There are a million of them, each empty or with one message nearly always: one message lies in
 * it as it is, and an empty one has nothing but itself. Pekko's has a node for each message and one
 * more, the last one that was taken, which lies somewhere in memory, is written to by each message,
 * and is what a collection must look through.
 */
public class WorkerMailbox implements MailboxType, ProducesMessageQueue<WorkerMailbox.Messages> {
  /** Where {@code application.conf} names it. */
  private static final String SETTING = "worker-mailbox";

  /** What workers on these threads are spawned with. */
  static Props on(DispatcherSelector threads) {
    return threads.withMailboxFromConfig(SETTING);
  }

  @Override
  public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
    return new Messages();
  }

  /**
   * Messages from any thread, taken by one at a time: a stack without locks (Treiber, "Systems
   * Programming: Coping with Parallelism", 1986), of which that one takes all and turns it round.
   * An {@link Envelope} in it is the oldest, above it are {@link Later} ones.
   */
  static final class Messages extends AtomicReference<@Nullable Object> implements MessageQueue {
    private static final long serialVersionUID = 1;

    /**
     * What was taken and not given out, the oldest first. Written by the taker; between two takers
     * stands the mailbox's status. Others who read it may see what was there a moment ago, which
     * costs a run for nothing: who sends has the mailbox run in any case.
     */
    private transient @Nullable Later taken;

    @Override
    public void enqueue(ActorRef receiver, Envelope message) {
      Object before;
      do {
        before = get();
      } while (!compareAndSet(before, before == null ? message : new Later(message, before)));
    }

    @Override
    public @Nullable Envelope dequeue() {
      Later next = taken;
      if (next != null) {
        taken = (Later) next.other;
        return next.message;
      }
      return get() == null ? null : turnRound(getAndSet(null));
    }

    /** The oldest of all; the others are {@link #taken}. */
    private @Nullable Envelope turnRound(@Nullable Object all) {
      Object newest = all;
      while (newest instanceof Later later) {
        newest = later.other;
        later.other = taken;
        taken = later;
      }
      return (Envelope) newest;
    }

    @Override
    public int numberOfMessages() {
      int count = 0;
      for (Object at = taken; at instanceof Later later; at = later.other) {
        count++;
      }
      Object at = get();
      for (; at instanceof Later later; at = later.other) {
        count++;
      }
      return at == null ? count : count + 1;
    }

    @Override
    public boolean hasMessages() {
      return taken != null || get() != null;
    }

    @Override
    public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
      for (Envelope left = dequeue(); left != null; left = dequeue()) {
        deadLetters.enqueue(owner, left);
      }
    }
  }

  /** A message that came while another was there. */
  private static final class Later {
    private final Envelope message;

    /** In the stack the one before it, once taken the one after it. */
    private @Nullable Object other;

    private Later(Envelope message, @Nullable Object other) {
      this.message = message;
      this.other = other;
    }
  }
}
