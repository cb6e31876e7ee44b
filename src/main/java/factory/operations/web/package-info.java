/**
 * The web page: the plant as a browser, Prometheus and other programs see it, and what a person may
 * do to a pid.
 *
 * <p>{@link factory.operations.web.WebPage} is a {@link factory.operations.Console}: Ops shows it a
 * snapshot each time, it hands that on to whoever looks. What a pid is asked goes to the {@link
 * factory.operations.Desk}. Requests pass {@link factory.operations.web.Guard} first. It all runs
 * in an actor system of its own with few threads, so that no crowd of visitors keeps the factory
 * from its work. Start reading at {@link factory.operations.web.WebPage}.
 */
@NullMarked
package factory.operations.web;

import org.jspecify.annotations.NullMarked;
