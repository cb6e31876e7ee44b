package factory.purchasing;

import org.jspecify.annotations.Nullable;

/**
 * What is drawn for the {@link Generator}'s flows and packets: a value of SplitMix64 at the number
 * of each.
 */
final class FlowDraws {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final char[] TCP_PORTS = {443, 443, 443, 80, 22, 25, 5432, 8080};
  private static final char[] UDP_PORTS = {53, 53, 443, 123};

  private final long packetSeed;
  private final long flowSeed;
  private final double logOfStaying;
  private final int slots;
  private final @Nullable AliasTable zipf;

  FlowDraws(SourceSettings.Generator settings) {
    packetSeed = mix(settings.seed() + GOLDEN);
    flowSeed = mix(settings.seed() + (GOLDEN << 1));
    logOfStaying = Math.log1p(-1.0 / settings.materialsPerProduct());
    slots = settings.livePids();
    zipf =
        settings.distribution() == SourceSettings.Generator.Distribution.ZIPF
            ? AliasTable.zipf(slots, settings.zipfExponent())
            : null;
  }

  /** The bits of the packet of this number. */
  long packet(long number) {
    return mix(packetSeed + number * GOLDEN);
  }

  /** Which of the flows that are alive sends a packet. */
  int slotOf(long packet) {
    long bits = packet(packet);
    return zipf == null ? (int) (((bits >>> 32) * slots) >>> 32) : zipf.draw(mix(bits));
  }

  /** The flow of this number. */
  Flow flow(long serial) {
    long bits = mix(flowSeed + serial * GOLDEN);
    long addresses = scatter((serial + flowSeed) & 0x3fffffffffffL);
    int client = 10 << 24 | (int) (addresses >>> 23);
    int server = 10 << 24 | 1 << 23 | (int) (addresses & 0x7fffff);
    int kind = (int) (bits & 0xff);
    byte protocol = (byte) (kind < 200 ? 0 : kind < 240 ? 1 : 2);
    char clientPort = (char) (49_152 + (bits >>> 8 & 0x3fff));
    int service = (int) (bits >>> 22 & 0xff);
    char serverPort = protocol == 0 ? TCP_PORTS[service & 7] : UDP_PORTS[service & 3];
    if (protocol == 2) {
      clientPort = 0;
      serverPort = 0;
    }
    return new Flow(client, server, clientPort, serverPort, protocol, lengthOf(mix(bits)));
  }

  /** How many packets it has. */
  long packetsOf(long serial) {
    return lengthOf(mix(mix(flowSeed + serial * GOLDEN)));
  }

  /** How many packets a flow has: geometric, at least 1. */
  private long lengthOf(long bits) {
    double uniform = ((bits >>> 11) + 1) * 0x1p-53; // more than 0, at most 1
    return logOfStaying == Double.NEGATIVE_INFINITY
        ? 1
        : 1 + (long) (Math.log(uniform) / logOfStaying);
  }

  /** A permutation of the 46-bit numbers, so that no two of 2^46 flows have the same addresses. */
  private static long scatter(long z) {
    long mask = 0x3fffffffffffL;
    z = (z ^ (z >>> 23)) * 0xbf58476d1ce4e5b9L & mask;
    z = (z ^ (z >>> 21)) * 0x94d049bb133111ebL & mask;
    return z ^ (z >>> 25);
  }

  /** SplitMix64's output function. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
