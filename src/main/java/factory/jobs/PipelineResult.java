package factory.jobs;

import java.time.Duration;
import java.util.List;

/**
 * What a pipeline came to.
 *
 * @param value what the consumer returned
 * @param stages what each stage has done, producers first
 * @param elapsed from the start to the end of the last worker
 */
public record PipelineResult<R>(R value, List<StageReport> stages, Duration elapsed) {}
