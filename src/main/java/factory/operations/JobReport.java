package factory.operations;

import java.util.List;

/**
 * A job as Ops knows it at one moment.
 *
 * @param stock its latest report
 * @param perSecond items in a second of each stage: over the last two reports, and once it has
 *     ended over the whole job
 */
public record JobReport(JobStock stock, List<Double> perSecond) {}
