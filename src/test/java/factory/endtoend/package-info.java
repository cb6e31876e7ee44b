/**
 * Tests of the built jar in a process of its own: signals, back pressure, failures on purpose, and
 * restarts.
 *
 * <p>{@link factory.endtoend.Jar} is such a process, {@link factory.endtoend.Shipments} what it has
 * left behind. Tests wait for what a process says or does, with a deadline.
 */
package factory.endtoend;
