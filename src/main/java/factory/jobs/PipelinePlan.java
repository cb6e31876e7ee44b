package factory.jobs;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * How a pipeline is to run.
 *
 * @param buffer how many items may wait before each stage
 * @param onProgress is told what stages have done
 * @param progress how much of the input is read, from 0 to 1
 */
record PipelinePlan(int buffer, Consumer<List<StageReport>> onProgress, DoubleSupplier progress) {
  static final PipelinePlan USUAL = new PipelinePlan(1024, stages -> {}, () -> Double.NaN);
}
