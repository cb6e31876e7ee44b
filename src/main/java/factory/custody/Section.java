package factory.custody;

/**
 * One of several files that a partition goes through, as a log does that is rotated.
 *
 * @param from offset of its first record
 * @param fingerprint of the file, as far as it was known
 */
public record Section(long from, String fingerprint) {}
