/**
 * The factory: where it is started, its settings, and the CEO who opens and closes the departments.
 *
 * <p>{@code Main} reads the configuration and parses all settings, so that a bad value fails before any actor exists; {@link factory.Ceo}
 * is the guardian and the wiring diagram: every edge between departments is drawn there. Start reading at {@link factory.Ceo}.
 */
@NullMarked
package factory;

import org.jspecify.annotations.NullMarked;
