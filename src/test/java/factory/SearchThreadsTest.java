package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.PacketsBlueprint;
import factory.goods.PidForm;
import factory.operations.Consoles;
import factory.operations.Desk;
import factory.transportation.Archive;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who asks about pids takes no thread from those who ship and read files. */
final class SearchThreadsTest {
  /** Says as what was found on which thread it was looked for. */
  private static final class Library extends OtherDestination {
    @Override
    public Archive archive() {
      return query -> new Archive.Found(List.of(), true, "on " + Thread.currentThread().getName());
    }
  }

  @Test
  void theDestinationIsLookedThroughOnThreadsForThatAlone() throws Exception {
    CompletableFuture<Desk> desk = new CompletableFuture<>();
    Reception reception = new Reception(PidForm.ofOne("pid"), desk::complete);
    try (KitPlant plant =
        new KitPlant(
            List.of("workshops=1", "source.rate=10", "operations.console=off"),
            new PacketsBlueprint(),
            new Library(),
            new Consoles(List.of()),
            reception)) {
      assertThat(
              desk.thenCompose(open -> open.why("nobody"))
                  .get(KitPlant.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                  .toString())
          .contains("on plant-ops-search-dispatcher-");
      plant.stop();
    }
  }
}
