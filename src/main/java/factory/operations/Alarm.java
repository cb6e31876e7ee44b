package factory.operations;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs, or needed, attention. All words are fit for a terminal.
 *
 * @param key tells alarms apart, as in {@code line-full/2}
 * @param actor who is concerned
 * @param text the figure and what to do
 * @param raised when, counted from the start of the factory
 * @param cleared when, likewise; null while it stands
 */
public record Alarm(
    String key, String actor, String text, Duration raised, @Nullable Duration cleared) {}
