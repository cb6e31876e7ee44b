package factory;

import factory.blueprint.Blueprint;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.operations.Console;
import factory.operations.OpsSettings;
import factory.production.WorkshopSettings;
import factory.purchasing.LineSettings;
import factory.purchasing.Supplier;
import factory.transportation.Destination;
import factory.transportation.TransportSettings;
import java.time.Duration;

/**
 * All that the CEO needs to open a factory; everything in it has been checked.
 *
 * @param name of the factory
 * @param supplier where materials come from
 * @param line the lines to the workshops, and how many there are
 * @param workshop settings of each workshop
 * @param blueprint after which products are made
 * @param blueprintName what scrap calls it
 * @param transport the transportation department
 * @param destination where shipments go; opened, and closed by whoever opened it
 * @param ops how the plant is watched
 * @param console where a user sees it
 * @param shipOpenWorkers whether open workers are closed and shipped when the factory is stopped
 * @param deadline how long an orderly end may take
 * @param clock the factory's clock, which is also the scheduler's
 * @param drill failures on purpose
 * @param closeBeyond a restart reads no more records again than about this
 */
public record Plan(
    String name,
    Supplier supplier,
    LineSettings line,
    WorkshopSettings workshop,
    Blueprint<?> blueprint,
    String blueprintName,
    TransportSettings transport,
    Destination destination,
    OpsSettings ops,
    Console console,
    boolean shipOpenWorkers,
    Duration deadline,
    FactoryClock clock,
    Drill drill,
    long closeBeyond) {}
