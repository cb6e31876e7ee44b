package factory.purchasing;

import factory.goods.Places;
import factory.production.EventClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lines from the Buyer to the workshops; the tree under {@code factory.line}, and {@code
 * source.rate}.
 *
 * @param workshops how many lines; at least 1
 * @param batch most records in one batch; at least 1
 * @param linger a batch that is not full leaves after this time; more than zero
 * @param rate most records bought in a second; {@link Double#POSITIVE_INFINITY} for no limit
 * @param reportEvery how often Ops is told the stock
 * @param heartbeat a line without records is told this often how far it is, so that contracts can
 *     end; more than zero, half of {@code contract.tolerance}
 * @param event how event time is watched; null if contracts run on the machine's clock
 * @param places of each line
 */
public record LineSettings(
    int workshops,
    int batch,
    Duration linger,
    double rate,
    Duration reportEvery,
    Duration heartbeat,
    @Nullable EventClock event,
    Places places) {}
