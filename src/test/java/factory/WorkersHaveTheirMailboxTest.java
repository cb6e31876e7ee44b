package factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.blueprint.PacketsBlueprint;
import factory.operations.Console;
import factory.transportation.OtherDestination;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageQueue;
import org.junit.jupiter.api.Test;
import scala.Option;

/** Whose mailbox is the one that is made for one message: each worker's, and nobody else's. */
class WorkersHaveTheirMailboxTest {
  private static final int WORKERS = 20;

  private static final Queue<String> OWNERS = new ConcurrentLinkedQueue<>();

  /** As the factory's own, and notes whose it is. */
  public static final class Noting implements MailboxType {
    private final WorkshopMailbox made;

    /** As Pekko makes it, by its name. */
    public Noting(ActorSystem.Settings settings, Config config) {
      made = new WorkshopMailbox(settings, config);
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
      OWNERS.add(owner.get().path().parent().name());
      return made.create(owner, system);
    }
  }

  @Test
  void eachWorkerHasItAndNobodyElse() throws Exception {
    assertThat(ConfigFactory.load().getString("worker-mailbox.mailbox-type"))
        .isEqualTo(WorkshopMailbox.class.getName());
    List<String> settings =
        List.of(
            "workshops=1",
            "workshop.bench.staffed=" + WORKERS,
            "source.generator.live-pids=" + WORKERS / 2,
            "source.generator.materials=" + WORKERS,
            "destination.kind=discard",
            "operations.console=off");
    Config noting =
        ConfigFactory.parseString(
            "worker-mailbox.mailbox-type = \"" + Noting.class.getName() + '"');
    try (KitPlant plant =
        new KitPlant(
            settings,
            noting,
            UnaryOperator.identity(),
            new PacketsBlueprint(),
            new OtherDestination() {},
            Console.OFF,
            Reception.NONE)) {
      assertThat(plant.outcome().account().balances()).isTrue();
    }
    assertThat(OWNERS).hasSize(WORKERS).containsOnly("director-0");
  }
}
