/**
 * Custody: which positions of the source have found their fate.
 *
 * <p>A destination keeps one {@link factory.custody.Ledger} and commits it together with each
 * shipment; the Buyer asks it what to skip. Nothing here knows of actors. Start reading at {@link
 * factory.custody.Ledger}.
 */
@NullMarked
package factory.custody;

import org.jspecify.annotations.NullMarked;
