package factory.operations;

/**
 * What became of an {@link Action}.
 *
 * @param done whether it is done
 * @param text what was done, or why not, as a sentence
 */
public record Verdict(boolean done, String text) {}
