package factory.operations;

import java.time.Duration;
import java.util.Set;

/**
 * What becomes of the alarms at the end of a run: those about its flow are over with it, and those
 * about what remains stand and say that the run has ended.
 */
final class EndOfRun {
  private static final String SILENT = "silent/";

  /** Whoever comes to look afterwards is to know of these. */
  private static final Set<String> STAY = Set.of("parked", "failed");

  private final Account account;
  private final long replay;

  /**
   * A run that has ended so.
   *
   * @param replay more records than this that a restart would read again are an alarm
   */
  EndOfRun(Account account, long replay) {
    this.account = account;
    this.replay = replay;
  }

  /** Nothing is looked at after this. */
  void settle(Alarms alarms, Duration now) {
    for (Alarm alarm : alarms.standing()) {
      if (remains(alarm.key())) {
        alarms.note(alarm.key(), words(alarm.key()));
      } else {
        alarms.clear(alarm.key(), now);
      }
    }
  }

  private boolean remains(String key) {
    TransportStock transport = account.transport();
    return switch (key) {
      case DriverWatch.DESTINATION -> transport.open() > 0 || transport.inWarehouse() > 0;
      case DriverWatch.KEY -> transport.onTheWay() != 0;
      case Watch.CUSTODY -> !account.balances();
      case Watch.REPLAY -> account.replay() > replay;
      case SILENT + "transportation" -> transport.open() > 0;
      default ->
          STAY.contains(key.replaceFirst("/.*", ""))
              || account.workshops().stream()
                  .anyMatch(w -> !w.closed() && key.equals(SILENT + w.workshop()));
    };
  }

  private String words(String key) {
    boolean shipping = key.equals(DriverWatch.DESTINATION) || key.equals(DriverWatch.KEY);
    long open = account.transport().open();
    return shipping
        ? " (the run has ended: "
            + Text.count(open, "material")
            + (open == 1 ? " is" : " are")
            + " not shipped, the next start reads them again)"
        : " (the run has ended)";
  }
}
