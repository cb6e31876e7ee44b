package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one of the {@link Generator}'s packets: plain numbers, made into values when
 * somebody asks.
 */
final class Packet implements Fields {
  /** The protocols by number. */
  static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp");

  static final Schema SCHEMA =
      new Schema(
          List.of(
              "source",
              "destination",
              "source_port",
              "destination_port",
              "protocol",
              "bytes",
              "fin"));

  private final int source;
  private final int destination;
  private final char sourcePort;
  private final char destinationPort;
  private final byte protocol;
  private final char bytes;
  private final boolean fin;

  Packet(
      int source,
      int destination,
      char sourcePort,
      char destinationPort,
      byte protocol,
      char bytes,
      boolean fin) {
    this.source = source;
    this.destination = destination;
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
    this.protocol = protocol;
    this.bytes = bytes;
    this.fin = fin;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public @Nullable Object at(int index) {
    return switch (index) {
      case 0 -> address(source);
      case 1 -> address(destination);
      case 4 -> PROTOCOLS.get(protocol);
      case 6 -> fin;
      default -> longAt(index);
    };
  }

  @Override
  public long longAt(int index) {
    return switch (index) {
      case 2 -> sourcePort;
      case 3 -> destinationPort;
      case 5 -> bytes;
      case 0, 1, 4, 6 ->
          throw new ArithmeticException(
              "field '" + SCHEMA.names().get(index) + "' is no integer: " + at(index));
      default -> throw new IndexOutOfBoundsException("field " + index + " of a packet");
    };
  }

  @Override
  public long weight() {
    return 32;
  }

  @Override
  public String toString() {
    return asMap().toString();
  }

  /** An IPv4 address as it is written. */
  static String address(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff);
  }
}
