/**
 * The scenario kit: users test their own configuration and blueprint with it in a few sentences.
 *
 * <p>{@code Scenario --buy--> TestSupplier --> the real factory --> TestDestination --products-->
 * test}. All actors run on one thread, in the order in which they are told, and time moves only
 * when the test says so; then each step waits until everybody is idle. So nothing is lost by
 * looking too early, and half an hour takes no time. Stands beside the departments, is in a jar of
 * its own, and is used by nobody else. Start reading at {@link factory.testkit.Scenario}.
 */
@NullMarked
package factory.testkit;

import org.jspecify.annotations.NullMarked;
