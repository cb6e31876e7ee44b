package factory.jobs;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far a run of tasks is.
 *
 * @param done tasks that returned a value
 * @param failed tasks that failed for good
 * @param retries how often a task was given another try
 * @param total how many there are, where the inputs tell
 * @param elapsed since the run began
 */
public record Progress(
    long done, long failed, long retries, OptionalLong total, Duration elapsed) {}
