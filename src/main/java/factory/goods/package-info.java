/**
 * Goods: what travels through the factory, as plain values that know nothing of actors.
 *
 * <p>A {@link factory.goods.Material} is one partial record of a {@link factory.goods.Pid}; a
 * {@link factory.goods.Batch} takes materials down a line; a {@link factory.goods.Product} or a
 * {@link factory.goods.Scrap} is {@link factory.goods.Cargo} of the transportation line. Start
 * reading at {@link factory.goods.Material}.
 */
@NullMarked
package factory.goods;

import org.jspecify.annotations.NullMarked;
