package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.SlowedPlant.Slow;
import factory.operations.Alarm;
import factory.operations.Console;
import factory.operations.Snapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole factory with one stage slowed on purpose: that one is named, by the page's figure and an
 * alarm. {@link SlowStagePageIT} looks at the page itself.
 */
final class SlowStageTest {
  /** Completes when the plant is shown as it is expected. */
  private static final class Watcher implements Console {
    private final Slow slow;
    private final CompletableFuture<Snapshot> named = new CompletableFuture<>();
    private volatile Snapshot last;

    Watcher(Slow slow) {
      this.slow = slow;
    }

    @Override
    public void show(Snapshot snapshot) {
      last = snapshot;
      // Others may be named for a moment while all of it warms up.
      if (snapshot.bottleneck().stage() == slow.stage()
          && alarms(snapshot).equals(slow == Slow.SOURCE ? List.of() : List.of(slow.alarm()))
          && snapshot.bottleneck().busy() > 0.4
          && snapshot.running().toSeconds() >= 2) {
        named.complete(snapshot);
      }
    }

    @Override
    public void close(Runnable done) {
      done.run();
    }
  }

  private static List<String> alarms(Snapshot seen) {
    return seen.alarms().stream()
        .map(Alarm::key)
        .filter(key -> key.startsWith("bottleneck/"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Slow.class)
  void theStageThatIsSlowedIsNamed(Slow slow) throws Exception {
    Watcher watcher = new Watcher(slow);
    try (SlowedPlant plant = new SlowedPlant(slow, watcher)) {
      Snapshot seen =
          watcher
              .named
              .orTimeout(SlowedPlant.PATIENCE.toSeconds(), TimeUnit.SECONDS)
              .exceptionally(late -> watcher.last)
              .get();
      assertThat(seen.bottleneck().stage())
          .as("%s, alarms %s", seen.bottleneck(), seen.alarms())
          .isEqualTo(slow.stage());
      assertThat(seen.bottleneck().busy()).isGreaterThan(0.4);
      assertThat(alarms(seen)).hasSize(slow == Slow.SOURCE ? 0 : 1);
      assertThat(plant.stop().account().balances()).isTrue();
    }
  }
}
