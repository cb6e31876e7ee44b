/**
 * Transportation: takes finished products and scrap to the warehouse and away.
 *
 * <p>{@code Director --RequestPermits--> Dispatcher --PermitsGranted--> Director --Load-->
 * Dispatcher --Pack--> Stevedore --Packed--> Dispatcher (warehouse) --Ship--> Driver --Shipped-->
 * Dispatcher}. A permit is a place on the transportation line; it comes back when its cargo is in
 * the warehouse. The dispatcher holds whatever it has handed to a stevedore or the driver until
 * they are done, so that either can crash. Start reading at {@link
 * factory.transportation.Dispatcher}.
 */
@NullMarked
package factory.transportation;

import org.jspecify.annotations.NullMarked;
