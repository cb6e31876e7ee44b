package factory.transportation;

import java.time.Duration;

/**
 * The transportation department; the tree under {@code factory.transportation}.
 *
 * @param lineCapacity most cargo on the transportation line, which is the number of permits; at
 *     least 1
 * @param stevedores how many of them; at least 1
 * @param palletSize most cargo that a stevedore is given at once; at least 1
 * @param warehouseCapacity most cargo in the warehouse; at least 1
 * @param warehouseBytes most encoded bytes in the warehouse; at least 1
 * @param driverEvery the driver ships what is there this often; more than zero
 * @param reportEvery how often Ops is told the stock; more than zero
 * @param remember of how much packed cargo it is remembered whose it was, for whoever asks; 0 for
 *     none
 */
public record TransportSettings(
    int lineCapacity,
    int stevedores,
    int palletSize,
    int warehouseCapacity,
    long warehouseBytes,
    Duration driverEvery,
    Duration reportEvery,
    int remember) {}
