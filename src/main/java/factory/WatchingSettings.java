package factory;

import factory.operations.web.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of the plant beyond the console; parts of the tree under {@code
 * factory.operations}.
 *
 * @param web the web page
 * @param keep how long the history goes back; at least {@code every}
 * @param every how far its samples are apart
 * @param report the file that gets the whole run at the end; null for none
 * @param linger how long the page stays when the run has ended by itself
 */
public record WatchingSettings(
    WebSettings web, Duration keep, Duration every, @Nullable Path report, Duration linger) {}
