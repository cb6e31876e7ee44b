/**
 * The factory itself: the command line, the settings, and the CEO that opens and closes the plant.
 *
 * <p>{@code Main --ConfigStack--> FactorySettings --Plant--> Plan --> Ceo}. All settings are parsed
 * before any actor exists, so a wrong one costs a message and nothing else; below here nobody sees
 * a {@code Config}. {@link factory.Ceo} is the guardian and the wiring diagram: every edge between
 * departments is drawn there. Start reading at {@link factory.Main}, then {@link factory.Ceo}.
 */
@NullMarked
package factory;

import org.jspecify.annotations.NullMarked;
