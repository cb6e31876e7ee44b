package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a director's next turn comes, though nobody tells it anything. */
class TurnsTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private long now;
  private Turns turns;
  private BehaviorTestKit<Director.Command> director;

  @BeforeEach
  void aDirector() {
    Floor<Recorder.Tape> floor =
        Recorder.floor(() -> now, TestInbox.<Director.Command>create().getRef());
    director =
        BehaviorTestKit.create(
            Behaviors.setup(
                context -> {
                  turns = new Turns(context, floor);
                  return Behaviors.ignore();
                }));
  }

  @Test
  void aPlannedTurnIsBroughtForward() {
    turns.later(20 * MILLI);
    assertThat(planned()).containsExactly(Duration.ofMillis(20));
    now = 5 * MILLI;
    turns.later(10 * MILLI);
    assertThat(planned()).containsExactly(Duration.ofMillis(10));
  }

  @Test
  void aPlannedTurnIsNotPutOff() {
    turns.later(20 * MILLI);
    planned();
    now = 5 * MILLI;
    turns.later(15 * MILLI); // the same moment
    turns.later(30 * MILLI);
    assertThat(planned()).isEmpty();
  }

  @Test
  void behindAPlannedTurnThereIsAnother() {
    turns.later(20 * MILLI);
    planned();
    turns.paused();
    turns.later(30 * MILLI);
    assertThat(planned()).containsExactly(Duration.ofMillis(30));
  }

  @Test
  void noTurnIsPlannedWithoutAPauseOrWhileOneIsDueAnyway() {
    turns.later(0);
    turns.later(-1);
    turns.soon();
    turns.soon();
    turns.later(20 * MILLI);
    assertThat(planned()).isEmpty();
    assertThat(director.selfInbox().getAllReceived()).containsExactly(Director.Work.INSTANCE);
    turns.begun();
    turns.later(20 * MILLI);
    assertThat(planned()).containsExactly(Duration.ofMillis(20));
  }

  /** The pauses that were planned since this was asked last. */
  private List<Duration> planned() {
    return director.getAllEffects().stream()
        .filter(Effect.Scheduled.class::isInstance)
        .map(effect -> ((Effect.Scheduled<?>) effect).duration())
        .toList();
  }
}
