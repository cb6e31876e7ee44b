package factory.blueprint;

import factory.goods.Column;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration: makes flow records of network packets, packets and bytes in each direction.
 *
 * <p>A flow's first packet says which end is the source; out is from there, in is back. The product
 * class is the protocol. A packet whose {@code fin} is true completes its flow; flows without one,
 * as those of UDP, end with their contract. Materials have the fields {@code source, destination,
 * source_port, destination_port, protocol, bytes}, of which ports and bytes are integers, and may
 * have {@code fin}.
 */
public final class PacketsBlueprint implements Blueprint<PacketsBlueprint.Flow> {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("source", Column.Kind.TEXT),
          new Column("source_port", Column.Kind.INTEGER),
          new Column("destination", Column.Kind.TEXT),
          new Column("destination_port", Column.Kind.INTEGER),
          new Column("protocol", Column.Kind.TEXT),
          new Column("packets_out", Column.Kind.INTEGER),
          new Column("bytes_out", Column.Kind.INTEGER),
          new Column("packets_in", Column.Kind.INTEGER),
          new Column("bytes_in", Column.Kind.INTEGER));
  private static final List<String> NAMES = COLUMNS.stream().map(Column::name).toList();

  private static final List<String> FIELDS =
      List.of("source", "destination", "source_port", "destination_port", "protocol", "bytes");

  /**
   * The schema that was seen last; a plain field, since a race costs no more than to make it twice.
   */
  private @Nullable Columns columns;

  /** An unfinished flow record. */
  public static final class Flow {
    private static final long SHALLOW = 80;

    private @Nullable Object source;
    private @Nullable Object destination;
    private @Nullable Object protocol;
    private long sourcePort;
    private long destinationPort;
    private long packetsOut;
    private long bytesOut;
    private long packetsIn;
    private long bytesIn;
    private int weight = (int) SHALLOW;
    private boolean complete;

    private Flow() {}

    private boolean isBegun() {
      return packetsOut > 0;
    }
  }

  private record Columns(
      Schema schema,
      int source,
      int destination,
      int sourcePort,
      int destinationPort,
      int protocol,
      int bytes,
      int fin) {
    static Columns of(Schema schema) {
      int[] at = new int[FIELDS.size()];
      Arrays.setAll(at, i -> schema.indexOf(FIELDS.get(i)));
      for (int i = 0; i < at.length; i++) {
        if (at[i] < 0) {
          throw new BlueprintException(
              "blueprint.kind = packets: a packet needs the field '"
                  + FIELDS.get(i)
                  + "', found "
                  + schema.names());
        }
      }
      return new Columns(schema, at[0], at[1], at[2], at[3], at[4], at[5], schema.indexOf("fin"));
    }
  }

  @Override
  public Flow begin(Pid pid) {
    return new Flow();
  }

  @Override
  public Flow add(Flow flow, Material packet) {
    Fields fields = packet.fields();
    Columns at = columns;
    if (at == null || at.schema != fields.schema()) {
      at = Columns.of(fields.schema());
      columns = at;
    }
    long sourcePort = fields.longAt(at.sourcePort);
    long bytes = fields.longAt(at.bytes);
    if (!flow.isBegun()) {
      begin(flow, fields, at, sourcePort);
    }
    if (isOut(flow, fields, at, sourcePort)) {
      flow.packetsOut++;
      flow.bytesOut = Math.addExact(flow.bytesOut, bytes);
    } else {
      flow.packetsIn++;
      flow.bytesIn = Math.addExact(flow.bytesIn, bytes);
    }
    flow.complete = at.fin >= 0 && Boolean.TRUE.equals(fields.at(at.fin));
    return flow;
  }

  private static void begin(Flow flow, Fields fields, Columns at, long sourcePort) {
    flow.destinationPort = fields.longAt(at.destinationPort);
    flow.sourcePort = sourcePort;
    flow.source = fields.at(at.source);
    flow.destination = fields.at(at.destination);
    flow.protocol = fields.at(at.protocol);
    flow.weight = (int) (Flow.SHALLOW + Weights.of(flow.source) + Weights.of(flow.destination));
  }

  /** By the port where the two differ, which needs no comparison of addresses. */
  private static boolean isOut(Flow flow, Fields fields, Columns at, long sourcePort) {
    if (flow.sourcePort != flow.destinationPort) {
      return sourcePort == flow.sourcePort;
    }
    Object source = fields.at(at.source);
    return source == null || source.equals(flow.source);
  }

  @Override
  public boolean isComplete(Flow flow) {
    return flow.complete;
  }

  @Override
  public String pclass(Flow flow) {
    return flow.protocol == null ? MergeBlueprint.NO_CLASS : Texts.of(flow.protocol);
  }

  @Override
  public Map<String, @Nullable Object> fields(Flow flow) {
    return FieldMap.of(
        NAMES,
        flow.source,
        flow.sourcePort,
        flow.destination,
        flow.destinationPort,
        flow.protocol,
        flow.packetsOut,
        flow.bytesOut,
        flow.packetsIn,
        flow.bytesIn);
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public long weight(Flow flow) {
    return flow.weight;
  }
}
