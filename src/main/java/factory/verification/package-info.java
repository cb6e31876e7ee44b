/**
 * Verification: recounts what stands at a destination, as somebody would who does not trust the
 * factory.
 *
 * <p>Nothing of the code that ships is used here: products, scrap and manifests are read and
 * counted anew, and sets of positions are decoded by the library's own reader. Start reading at
 * {@link factory.verification.Verification}.
 */
@NullMarked
package factory.verification;

import org.jspecify.annotations.NullMarked;
