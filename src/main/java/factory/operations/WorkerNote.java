package factory.operations;

import java.time.Duration;

/**
 * A remarkable worker.
 *
 * @param pid whose
 * @param workshop where
 * @param hiredFor since it was hired for this pid
 * @param materials in its open product
 * @param bytes estimated, of the assembly and what belongs to it
 * @param perSecond materials that it was sent in a second since it was hired
 * @param parked whether the blueprint failed on it
 */
public record WorkerNote(
    String pid,
    int workshop,
    Duration hiredFor,
    long materials,
    long bytes,
    double perSecond,
    boolean parked) {}
