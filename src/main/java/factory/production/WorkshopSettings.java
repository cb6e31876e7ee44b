package factory.production;

import factory.goods.Places;
import java.time.Duration;

/**
 * One workshop; from the trees {@code factory.workshop} and {@code factory.contract}.
 *
 * @param lineCapacity most materials in flight: on the line or handed to workers and not yet
 *     assembled; at least 1; as many as {@code line} has places
 * @param roundSize most materials that the director hands out at once; at least 1
 * @param maxWorkers most live workers of this workshop; at least 1
 * @param openBytes most estimated bytes of this workshop's open assemblies; at least 1
 * @param permitsAtHand most transport permits that may lie unused in this workshop
 * @param bench where dismissed workers wait to be hired again
 * @param contract the contract of its workers
 * @param keepMaterials whether workers keep their materials so that a parked bundle has them
 * @param keepPositions whether workers keep the positions of their materials; off where the
 *     destination keeps none
 * @param monitorEvery how often the Monitor takes stock
 * @param inspector what the Inspector finds remarkable
 * @param memoryPolicy what happens beyond {@code openBytes}
 * @param line the line's places: a large material takes several of its capacity
 * @param cargo the transportation line's places, one permit each: large cargo takes several, at
 *     most this workshop's share
 */
public record WorkshopSettings(
    int lineCapacity,
    int roundSize,
    int maxWorkers,
    long openBytes,
    int permitsAtHand,
    Bench bench,
    ContractSettings contract,
    boolean keepMaterials,
    boolean keepPositions,
    Duration monitorEvery,
    InspectorSettings inspector,
    MemoryPolicy memoryPolicy,
    Places line,
    Places cargo) {

  /** Heap of a live worker beside its assembly, measured; see {@code docs/performance.md}. */
  public static final int WORKER_BYTES = 1_000;

  /** What happens when open assemblies have more bytes than they may. */
  public enum MemoryPolicy {
    /**
     * Nothing is taken up until products have left; where nothing can leave without further input,
     * the workers idle for longest are closed.
     */
    BACKPRESSURE,
    /** The workers idle for longest are closed at once. */
    CLOSE_OLDEST,
    /** What comes is scrapped; nobody is closed. */
    SCRAP_NEWEST
  }

  /** The same but for what workers keep. */
  public WorkshopSettings keeping(boolean materials) {
    return new WorkshopSettings(
        lineCapacity,
        roundSize,
        maxWorkers,
        openBytes,
        permitsAtHand,
        bench,
        contract,
        materials,
        keepPositions,
        monitorEvery,
        inspector,
        memoryPolicy,
        line,
        cargo);
  }

  /**
   * One workshop's share of {@code factory.workshop.bench}.
   *
   * @param size most workers that wait on it
   * @param staffed workers that wait on it before the source is opened; at most {@code size}
   * @param keep how long one waits there
   */
  public record Bench(int size, int staffed, Duration keep) {}

  /**
   * The tree under {@code factory.inspector}.
   *
   * @param every how often it looks at one worker
   * @param oversized an assembly of more bytes is oversized
   * @param overdue a worker hired for longer is overdue
   * @param hot a worker with more than this share, 0 to 1, of the workshop's materials is hot
   */
  public record InspectorSettings(Duration every, long oversized, Duration overdue, double hot) {}
}
