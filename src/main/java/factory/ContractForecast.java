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
  private final List<String> lines = new ArrayList<>();

  ContractForecast(FactorySettings settings) {
    this.settings = settings;
  }

  /** The sentences. */
  List<String> lines() {
    lines.clear();
    contract();
    late();
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
