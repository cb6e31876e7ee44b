package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Packing;

/** The {@link Generator}'s packets as rows: time, offset, the two addresses, and all the rest. */
enum PacketRows implements Packing {
  INSTANCE;

  @Override
  public int stride() {
    return OWN + 2;
  }

  /** Both addresses in one. */
  static long addresses(int source, int destination) {
    return (long) source << 32 | (destination & 0xffffffffL);
  }

  /** Both ports, the bytes, the protocol and whether it is the last of its flow in one. */
  static long rest(char sourcePort, char destinationPort, char bytes, byte protocol, boolean fin) {
    return (long) sourcePort << 48
        | (long) destinationPort << 32
        | (long) bytes << 16
        | protocol << 1
        | (fin ? 1 : 0);
  }

  @Override
  public Fields fields(long[] rows, int at) {
    long addresses = rows[at + OWN];
    long rest = rows[at + OWN + 1];
    return new Packet(
        (int) (addresses >>> 32),
        (int) addresses,
        (char) (rest >>> 48),
        (char) (rest >>> 32),
        (byte) ((rest & 0xffff) >>> 1),
        (char) (rest >>> 16),
        (rest & 1) != 0);
  }
}
