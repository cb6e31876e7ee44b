/**
 * Purchasing: buys materials from a source and sends each down the line of its workshop.
 *
 * <p>{@code Supplier --Lot--> Buyer --Lot--> ShardRouter --Deliver, Lack--> Director --Credit-->
 * ShardRouter}. The Buyer is a Pekko Streams source; the router is its sink and the only place
 * where credit is spent; what it holds lies on its {@link factory.purchasing.SortingTable}. {@link
 * factory.purchasing.Generator} makes the demonstration's packets. Start reading at {@link
 * factory.purchasing.Buyer}.
 */
@NullMarked
package factory.purchasing;

import org.jspecify.annotations.NullMarked;
