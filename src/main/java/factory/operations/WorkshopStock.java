package factory.operations;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a workshop has, counted where it is.
 *
 * @param workshop its number, from 0
 * @param onLine materials taken by the line and not yet handed to a worker
 * @param lineCapacity most materials in flight on this line now, which is more with more workers:
 *     on it or handed to workers and not yet assembled; its places, of which a large one takes
 *     several
 * @param delivered materials handed to workers and not yet assembled
 * @param held materials in open assemblies, parked pids, and products that wait in their worker for
 *     a permit
 * @param outgoing materials in cargo that has its permit and has not left the workshop
 * @param loaded materials in cargo that has left the workshop so far
 * @param assembled records that the workshop is done with so far: materials that workers have taken
 *     in, but those {@code withheld}, and bad records of the Buyer that have their permit
 * @param roster live workers
 * @param hired workers hired so far
 * @param dismissed workers dismissed so far
 * @param bench workers without a pid that wait to be hired again
 * @param parked pids parked now
 * @param waiting cargo that waits for a transport permit
 * @param openBytes estimated bytes of open assemblies
 * @param oldest age of the longest hired worker; zero without workers
 * @param closed whether the workshop has said that it is empty or has stopped
 * @param bytesCapacity most of {@code openBytes} before something is done about it; 0 where that is
 *     not known
 * @param crowded whether nothing is taken up for want of room for workers or assemblies
 * @param lastParked the pid parked last and why; null if none was
 * @param surplus places of the line that materials in flight take beyond one each, being large
 * @param withheld assembled materials that keep their places until their product has its permit
 */
public record WorkshopStock(
    int workshop,
    long onLine,
    long lineCapacity,
    long delivered,
    long held,
    long outgoing,
    long loaded,
    long assembled,
    long roster,
    long hired,
    long dismissed,
    long bench,
    long parked,
    long waiting,
    long openBytes,
    Duration oldest,
    boolean closed,
    long bytesCapacity,
    boolean crowded,
    @Nullable String lastParked,
    long surplus,
    long withheld) {
  /** Of a workshop that has nothing, as one that could not be opened. */
  public static WorkshopStock none(int workshop) {
    return nothing(workshop, true);
  }

  /** Of a workshop that has nothing. */
  static WorkshopStock nothing(int workshop, boolean closed) {
    Duration age = Duration.ZERO;
    return new WorkshopStock(
        workshop, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, age, closed, 0, false, null, 0, 0);
  }

  /** Places of the line that materials take which are on it or at workers. */
  public long placesTaken() {
    return onLine + delivered + surplus;
  }

  /** Places of the line for which the Buyer has no credit back, for whatever reason. */
  public long placesHeld() {
    return placesTaken() + withheld;
  }

  /** Materials in this workshop that have no fate yet. */
  public long open() {
    return onLine + delivered + held + outgoing;
  }

  /**
   * With {@code more} materials on the line: what was sent to a director that had stopped before it
   * took them.
   */
  public WorkshopStock plusOnLine(long more) {
    return new WorkshopStock(
        workshop,
        onLine + more,
        lineCapacity,
        delivered,
        held,
        outgoing,
        loaded,
        assembled,
        roster,
        hired,
        dismissed,
        bench,
        parked,
        waiting,
        openBytes,
        oldest,
        closed,
        bytesCapacity,
        crowded,
        lastParked,
        surplus,
        withheld);
  }
}
