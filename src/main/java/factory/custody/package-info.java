/**
 * Custody: which positions of the source have found their fate.
 *
 * <p>Start reading at {@code Ledger}.
 */
@NullMarked
package factory.custody;

import org.jspecify.annotations.NullMarked;
