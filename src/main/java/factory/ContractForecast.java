package factory;

import factory.production.ContractSettings;
import factory.production.EventClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When products are finished, in sentences; a part of what {@code check} prints. */
final class ContractForecast {
  private final FactorySettings settings;
  private final boolean usualLinger;
  private final List<String> lines = new ArrayList<>();

  /**
   * Of these settings.
   *
   * @param usualLinger whether the user has left {@code line.linger} as it is
   */
  ContractForecast(FactorySettings settings, boolean usualLinger) {
    this.settings = settings;
    this.usualLinger = usualLinger;
  }

  /** The sentences. */
  List<String> lines() {
    lines.clear();
    contract();
    late();
    linger();
    return List.copyOf(lines);
  }

  private void contract() {
    ContractSettings contract = settings.eachWorkshop().contract();
    Duration longest = contract.maxTerm();
    lines.add(
        "Contract: a product is finished when its pid had no material for "
            + pause(contract)
            + ", at "
            + Words.count(contract.maxMaterials(), "material")
            + ", at "
            + Words.bytes(contract.maxBytes())
            + (longest == null ? "" : longest(longest, contract.event()))
            + (mayBeComplete() ? ", or when it is complete" : "")
            + ".");
  }

  private static String longest(Duration longest, @Nullable EventClock event) {
    return event == null
        ? ", " + Words.time(longest) + " after its first material"
        : ", before one more than " + Words.time(longest) + " later than its first";
  }

  private static String pause(ContractSettings contract) {
    String term = Words.time(contract.term());
    EventClock event = contract.event();
    if (event == null) {
      return term
          + " by the machine's clock (up to "
          + Words.time(contract.tolerance())
          + " later)";
    }
    boolean exclusive = Duration.of(event.gap(), event.unit()).equals(contract.term());
    return (exclusive ? "more than " + term : term + " or more") + " by event time";
  }

  private void late() {
    EventClock event = settings.eachWorkshop().contract().event();
    if (event == null) {
      return;
    }
    String late =
        switch (event.late()) {
          case SCRAP -> "scrapped";
          case ACCEPT -> "accepted: part of what is open then, or a product of its own";
          case AMEND ->
              "another revision of its product, up to "
                  + span(event.amendWithin(), event)
                  + " behind the watermark, and scrapped beyond that";
        };
    lines.add(
        "Late: what is more than "
            + span(event.grace(), event)
            + " older than one before it in its partition; it is "
            + late
            + ".");
  }

  /** What a batch waits is beside the term of no account, or is not as the user means it. */
  private void linger() {
    ContractSettings contract = settings.eachWorkshop().contract();
    Duration linger = settings.line().linger();
    boolean wall = contract.event() == null;
    Duration most = wall ? settings.line().heartbeat() : linger;
    if (linger.compareTo(most) > 0 && !usualLinger) {
      lines.add(
          "Note: factory.line.linger, "
              + Words.time(linger)
              + ", counts as "
              + Words.time(most)
              + ", half of factory.contract.tolerance: no batch waits longer, since contracts end by what the workshop was told last.");
    }
    Duration waits = linger.compareTo(most) > 0 ? most : linger;
    if (waits.compareTo(contract.term()) > 0) {
      lines.add(
          "Note: batches that are not full wait for "
              + Words.time(waits)
              + " (factory.line.linger), longer than factory.contract.term, "
              + Words.time(contract.term())
              + (wall
                  ? ": what a pid has in one batch is one product, whatever the pause within."
                  : ": where little comes products leave so much later than they could."));
    }
  }

  private static String span(long span, EventClock event) {
    return Words.time(Duration.of(span, event.unit()));
  }

  /** Only a class of the user's may know more than the settings say. */
  private boolean mayBeComplete() {
    return settings.blueprint() instanceof BlueprintSettings.Merge merge
        ? merge.merge().completeWhen() != null
        : settings.blueprint() instanceof BlueprintSettings.PlugIn;
  }
}
