/**
 * Verification: recounts what stands at a destination, as somebody would who does not trust the
 * factory.
 *
 * <p>Products, scrap and manifests are read and counted anew, and sets of positions are decoded by
 * the library's own reader. Of the code that ships only three are used, which say nothing of what
 * became of a position: {@link factory.custody.SealedJson} (the envelope and its checksum), {@link
 * factory.goods.Partition} (whether two fingerprints may be of one file) and {@link
 * factory.goods.JsonLimits}. Start reading at {@link factory.verification.Verification}.
 */
@NullMarked
package factory.verification;

import org.jspecify.annotations.NullMarked;
