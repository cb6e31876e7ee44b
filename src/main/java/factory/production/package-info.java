/**
 * Production: one workshop assembles the materials of its share of the pids.
 *
 * <p>{@code line --Deliver--> Director --Assemble--> Worker --Closing--> Director --Release-->
 * Worker --cargo--> Dispatcher}. Credit of the line comes back as {@code Credit} once workers have
 * assembled, so a slow blueprint slows the Buyer down. Start reading at {@link
 * factory.production.Director}.
 */
@NullMarked
package factory.production;

import org.jspecify.annotations.NullMarked;
