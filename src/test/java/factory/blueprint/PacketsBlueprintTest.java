package factory.blueprint;

import static factory.blueprint.Samples.assemble;
import static factory.blueprint.Samples.material;
import static factory.blueprint.Samples.product;
import static factory.blueprint.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacketsBlueprintTest {
  private static final Schema PACKET =
      new Schema(
          List.of("source", "destination", "source_port", "destination_port", "protocol", "bytes"));

  private final PacketsBlueprint blueprint = new PacketsBlueprint();

  private static Material packet(
      String source, long sourcePort, String destination, long destinationPort, long bytes) {
    return row(PACKET, source, destination, sourcePort, destinationPort, "tcp", bytes);
  }

  @Test
  void bothDirectionsOfAFlowAreCountedApartAsSeenFromItsFirstPacket() {
    Material[] packets = {
      packet("10.0.0.1", 5000, "10.0.0.2", 80, 100),
      packet("10.0.0.2", 80, "10.0.0.1", 5000, 1500),
      packet("10.0.0.1", 5000, "10.0.0.2", 80, 40)
    };
    Map<String, ?> flow = product(blueprint, packets);
    assertThat(flow)
        .isEqualTo(
            Map.of(
                "source",
                "10.0.0.1",
                "source_port",
                5000L,
                "destination",
                "10.0.0.2",
                "destination_port",
                80L,
                "protocol",
                "tcp",
                "packets_out",
                2L,
                "bytes_out",
                140L,
                "packets_in",
                1L,
                "bytes_in",
                1500L));
    assertThat(blueprint.pclass(assemble(blueprint, packets))).isEqualTo("tcp");
  }

  @Test
  void theAddressTellsTheDirectionWhereThePortsAreTheSame() {
    Map<String, Object> flow =
        product(
            blueprint,
            packet("a", 123, "b", 123, 10),
            packet("b", 123, "a", 123, 7),
            packet("b", 123, "a", 123, 7));
    assertThat(flow).containsEntry("bytes_out", 10L).containsEntry("bytes_in", 14L);
  }

  @Test
  void aFlowIsCompleteWithTheLastPacketOfItsConnection() {
    Material packet = packet("a", 1, "b", 2, 10);
    Map<String, Object> fields = new LinkedHashMap<>(packet.fields().asMap());
    fields.put("fin", false);
    Material first = new Material(packet.pid(), 0, 0, 0, Fields.of(fields));
    fields.put("fin", true);
    Material last = new Material(packet.pid(), 0, 0, 1, Fields.of(fields));
    PacketsBlueprint.Flow flow = blueprint.add(blueprint.begin(packet.pid()), first);
    assertThat(blueprint.isComplete(flow)).isFalse();
    assertThat(blueprint.isComplete(blueprint.add(flow, last))).isTrue();
    assertThat(blueprint.isComplete(assemble(blueprint, packet))).isFalse();
  }

  @Test
  void aPacketWithoutAFieldIsRefusedByItsName() {
    assertThatThrownBy(() -> product(blueprint, material("source", "a")))
        .hasMessageContaining("needs the field 'destination', found [source]");
  }
}
