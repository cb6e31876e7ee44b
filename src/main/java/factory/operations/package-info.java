/**
 * Operations: watches every line, roster and warehouse, shows them, and raises alarms.
 *
 * <p>All departments tell {@link factory.operations.Ops} what they have; it tells nobody what to
 * do. What they tell is defined here, so that operations knows none of them. Start reading at
 * {@link factory.operations.Ops}.
 */
@NullMarked
package factory.operations;

import org.jspecify.annotations.NullMarked;
