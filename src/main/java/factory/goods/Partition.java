package factory.goods;

/**
 * A part of a source that is read in one order.
 *
 * @param name what a user knows it by: a file's relative name, {@code generator}, {@code stdin}
 * @param fingerprint tells whether it is still the same: for a file the checksum of its first bytes
 *     and how many those were; empty where nothing can be said
 */
public record Partition(String name, String fingerprint) {}
