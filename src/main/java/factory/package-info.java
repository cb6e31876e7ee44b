/**
 * The factory itself: the command line, the settings, and the CEO that opens and closes the plant.
 *
 * <p>{@code Main --ConfigStack--> FactorySettings --Launcher--> the plant}. All settings are parsed
 * before any actor exists, so a wrong one costs a message and nothing else; below here nobody sees
 * a {@code Config}. Start reading at {@link factory.Main}.
 */
@NullMarked
package factory;

import org.jspecify.annotations.NullMarked;
