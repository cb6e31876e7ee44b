package factory.transportation;

import java.util.List;

/**
 * What the products of one file have in common.
 *
 * @param pclass their product class
 * @param columns their columns in order, for formats whose files have a header; else empty
 */
public record Crate(String pclass, List<String> columns) {}
