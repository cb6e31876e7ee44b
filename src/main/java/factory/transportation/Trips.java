package factory.transportation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the driver has, on which trip, and how that went: a truck makes trips until it is shipped.
 */
final class Trips {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private @Nullable Truck truck;
  private long trip;
  private int failures;
  private boolean inTrouble;

  /** How long to wait after the next trouble. */
  private Duration wait = FIRST_WAIT;

  /** What the driver has, or is to have again; null when he is free. */
  @Nullable Truck truck() {
    return truck;
  }

  /** The driver is to have this. */
  void load(Truck load) {
    truck = load;
  }

  /** The truck goes on a trip, its first or another one. Its number. */
  long begin() {
    return ++trip;
  }

  /** The truck if it is on this trip; null if the trip is over, as after a crash. */
  @Nullable Truck under(long number) {
    return number == trip ? truck : null;
  }

  /** The truck is shipped. Whether there was trouble, which is over. */
  boolean shipped() {
    boolean over = inTrouble;
    truck = null;
    failures = 0;
    wait = FIRST_WAIT;
    inTrouble = false;
    return over;
  }

  /** The truck could not be shipped. How long to wait before the next trip, longer each time. */
  Duration notShipped() {
    Duration now = wait;
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    inTrouble = true;
    return now;
  }

  /** The truck has cost a driver. How many by now. */
  int failed() {
    return ++failures;
  }
}
