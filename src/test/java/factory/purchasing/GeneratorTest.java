package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Pid;
import factory.purchasing.SourceSettings.Generator.Distribution;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;

class GeneratorTest {
  private static SourceSettings.Generator settings(
      long seed, long materials, int live, int perProduct, Distribution distribution) {
    return new SourceSettings.Generator(seed, materials, live, perProduct, distribution, 1.0);
  }

  private static List<Material> packets(
      SourceSettings.Generator settings, ChronoUnit unit, int lotSize) throws Exception {
    List<Material> all = new ArrayList<>();
    try (Supplier.Reader reader = new Generator(settings, unit).open(lotSize)) {
      for (Lot lot = reader.read(); lot != null; lot = reader.read()) {
        assertThat(lot.count()).isBetween(1, lotSize);
        for (int i = 0; i < lot.count(); i++) {
          all.add(lot.material(i));
        }
      }
      assertThat(reader.progress()).isEqualTo(1);
    }
    return all;
  }

  private static List<String> written(List<Material> packets) {
    return packets.stream()
        .map(m -> m.pid() + " " + m.time() + " " + m.offset() + " " + m.fields())
        .toList();
  }

  @Test
  void theSameSeedGivesTheSamePacketsWhateverTheLotSize() throws Exception {
    for (Distribution distribution : Distribution.values()) {
      SourceSettings.Generator settings = settings(7, 5_000, 50, 10, distribution);
      List<String> packets = written(packets(settings, ChronoUnit.MICROS, 1024));
      assertThat(packets).hasSize(5_000);
      assertThat(written(packets(settings, ChronoUnit.MICROS, 3))).isEqualTo(packets);
    }
    List<String> other =
        written(packets(settings(8, 10, 50, 10, Distribution.UNIFORM), ChronoUnit.MICROS, 10));
    assertThat(other)
        .doesNotContainAnyElementsOf(
            written(packets(settings(7, 10, 50, 10, Distribution.UNIFORM), ChronoUnit.MICROS, 10)));
  }

  @Test
  void bothDirectionsOfAFlowHaveOnePidAndOneProtocol() throws Exception {
    Map<String, Pid> pids = new HashMap<>();
    Map<Pid, Set<String>> directions = new HashMap<>();
    Set<Object> protocols = new HashSet<>();
    for (Material packet :
        packets(settings(1, 20_000, 100, 20, Distribution.UNIFORM), ChronoUnit.MICROS, 512)) {
      String one = packet.get("source") + ":" + packet.get("source_port");
      String two = packet.get("destination") + ":" + packet.get("destination_port");
      String protocol = "/" + packet.get("protocol");
      protocols.add(packet.get("protocol"));
      boolean forth = packet.pid().text().equals(one + "-" + two + protocol);
      boolean back = packet.pid().text().equals(two + "-" + one + protocol);
      assertThat(forth || back).as("%s %s", packet.pid(), packet.fields()).isTrue();
      String flow = forth ? one + two + protocol : two + one + protocol;
      assertThat(pids.computeIfAbsent(flow, key -> packet.pid())).isSameAs(packet.pid());
      directions.computeIfAbsent(packet.pid(), key -> new HashSet<>()).add(one);
      assertThat((long) packet.get("bytes")).isBetween(40L, 1500L);
    }
    assertThat(directions.values().stream().filter(ends -> ends.size() == 2).count())
        .isGreaterThan(directions.size() / 2);
    assertThat(protocols).containsExactlyInAnyOrder("tcp", "udp", "icmp");
  }

  @Test
  void aFlowHasAsManyPacketsAsConfiguredOnAverage() throws Exception {
    Map<Pid, Integer> counts = new HashMap<>();
    for (Material packet :
        packets(settings(3, 200_000, 100, 20, Distribution.UNIFORM), ChronoUnit.MICROS, 1024)) {
      counts.merge(packet.pid(), 1, Integer::sum);
    }
    assertThat(200_000.0 / counts.size()).isBetween(19.0, 21.0);
    assertThat(counts.values()).contains(1).anyMatch(count -> count > 60);
  }

  @Test
  void onlyTheLastPacketOfATcpFlowSaysThatItIsTheLast() throws Exception {
    Map<Pid, Integer> after = new HashMap<>();
    long lasts = 0;
    for (Material packet :
        packets(settings(3, 50_000, 100, 20, Distribution.UNIFORM), ChronoUnit.MICROS, 1024)) {
      assertThat(after).as("packets after the last one").doesNotContainKey(packet.pid());
      if (Boolean.TRUE.equals(packet.get("fin"))) {
        assertThat(packet.get("protocol")).isEqualTo("tcp");
        after.put(packet.pid(), 1);
        lasts++;
      }
    }
    assertThat(lasts).isGreaterThan(1_500);
  }

  @Test
  void aFlowOfOnePacketEach() throws Exception {
    Set<Pid> pids = new HashSet<>();
    for (Material packet :
        packets(settings(3, 1_000, 10, 1, Distribution.UNIFORM), ChronoUnit.MICROS, 1024)) {
      assertThat(pids.add(packet.pid())).isTrue();
    }
  }

  @Test
  void withZipfTheFirstOfALargeNumberSendsMost() throws Exception {
    // Flows of endless length, so that a pid is a rank.
    Map<Pid, Integer> counts = new HashMap<>();
    int packets = 200_000;
    for (Material packet :
        packets(
            settings(5, packets, 1_000, 1_000_000_000, Distribution.ZIPF),
            ChronoUnit.MICROS,
            1024)) {
      counts.merge(packet.pid(), 1, Integer::sum);
    }
    List<Integer> ranked = counts.values().stream().sorted((a, b) -> b - a).toList();
    double harmonic = 7.485; // of 1,000
    assertThat(ranked.get(0) * harmonic / packets).isBetween(0.95, 1.05);
    assertThat(ranked.get(1) * 2 * harmonic / packets).isBetween(0.95, 1.05);
    assertThat(ranked.get(9) * 10 * harmonic / packets).isBetween(0.9, 1.1);
    assertThat(counts).hasSizeGreaterThan(980);
  }

  @Test
  void eventTimesAdvanceByTwoHundredMicrosecondsInTheUnitAskedFor() throws Exception {
    SourceSettings.Generator settings = settings(1, 10_000, 10, 10, Distribution.UNIFORM);
    long second = 1_704_067_200L; // 2024-01-01T00:00:00Z
    assertThat(packets(settings, ChronoUnit.MICROS, 100).get(9_999).time())
        .isEqualTo(second * 1_000_000 + 9_999 * 200);
    assertThat(packets(settings, ChronoUnit.NANOS, 100).get(9_999).time())
        .isEqualTo(second * 1_000_000_000 + 9_999 * 200_000);
    assertThat(packets(settings, ChronoUnit.MILLIS, 100).get(9_999).time())
        .isEqualTo(second * 1_000 + 1_999);
    assertThat(packets(settings, ChronoUnit.SECONDS, 100).get(9_999).time()).isEqualTo(second + 1);
  }

  @Test
  void theFingerprintTellsOneSettingFromAnother() {
    Generator one = new Generator(settings(1, 10, 10, 10, Distribution.UNIFORM), ChronoUnit.MICROS);
    Generator two = new Generator(settings(1, 10, 10, 11, Distribution.UNIFORM), ChronoUnit.MICROS);
    assertThat(one.partitions()).hasSize(1).isNotEqualTo(two.partitions());
    assertThat(one.partitions().get(0).name()).isEqualTo("generator");
    assertThat(one.bounded()).isTrue();
    assertThat(one.replayable()).isTrue();
    assertThat(
            new Generator(
                    settings(1, SourceSettings.Generator.UNLIMITED, 10, 10, Distribution.UNIFORM),
                    ChronoUnit.MICROS)
                .bounded())
        .isFalse();
  }

  @Test
  void aPacketGivesItsNumbersWithoutText() throws Exception {
    Material packet =
        packets(settings(1, 1, 1, 10, Distribution.UNIFORM), ChronoUnit.MICROS, 1).get(0);
    int bytes = packet.fields().schema().indexOf("bytes");
    assertThat(packet.fields().longAt(bytes)).isEqualTo((long) packet.get("bytes"));
    assertThatThrownBy(() -> packet.fields().longAt(0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith("field 'source' is no integer: 10.");
    assertThat(packet.fields().weight())
        .isEqualTo(ClassLayout.parseInstance(packet.fields()).instanceSize());
  }
}
