package factory.blueprint;

import static factory.blueprint.Samples.PID;
import static factory.blueprint.Samples.row;
import static factory.blueprint.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.MergeSettings.Others;
import factory.goods.Material;
import factory.goods.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** What blueprints say that their assemblies weigh, against the heap as JOL measures it. */
class WeightTest {
  private static final Schema EVENT = new Schema(List.of("n", "text", "more"));

  @BeforeAll
  static void letJolLookIntoRecords() {
    System.setProperty("jol.magicFieldOffset", "true");
  }

  /** Fresh values, as a reader makes them. */
  private static Material event(int i) {
    return row(EVENT, 1000L + i, new String("some text, number " + i), new BigDecimal("1.5" + i));
  }

  private static <A> void staysNearTheHeap(
      Blueprint<A> blueprint, IntFunction<Material> materials) {
    List<Object> shared =
        new ArrayList<>(List.of(blueprint, PID, EVENT, Boolean.TRUE, Boolean.FALSE));
    for (long cached = -128; cached <= 127; cached++) {
      shared.add(cached); // the JVM's own, whoever holds them
    }
    int alwaysShared = shared.size();
    A assembly = blueprint.begin(PID);
    for (int count : List.of(0, 1, 2, 5, 20, 100, 1000)) {
      assembly = blueprint.begin(PID);
      for (int i = 0; i < count; i++) {
        Material material = materials.apply(i);
        if (shared.size() < alwaysShared + 10) {
          shared.add(material.fields().schema());
        }
        assembly = blueprint.add(assembly, material);
      }
      long heap =
          GraphLayout.parseInstance(assembly)
              .subtract(GraphLayout.parseInstance(shared.toArray()))
              .totalSize();
      assertThat((double) blueprint.weight(assembly) / heap)
          .as("%d materials, %d bytes", count, heap)
          .isBetween(1 / 1.5, 1.5);
    }
  }

  @Test
  void ofAFewSums() {
    staysNearTheHeap(
        settings()
            .field("n", "sum")
            .field("more", "sum")
            .field("max", "max", "n", null)
            .field("c", "count")
            .blueprint(),
        WeightTest::event);
  }

  @Test
  void ofSumsBeyondLong() {
    staysNearTheHeap(
        settings().field("n", "sum").field("more", "max").blueprint(),
        i -> row(EVENT, Long.MAX_VALUE, "", new BigDecimal("1e50").add(new BigDecimal(i))));
  }

  @Test
  void ofSetsAndTheirTexts() {
    staysNearTheHeap(
        settings().field("text", "set").field("n", "set").blueprint(), WeightTest::event);
    staysNearTheHeap(settings().field("text", "set").blueprint(), i -> event(i % 3));
  }

  @Test
  void ofListsOfTexts() {
    staysNearTheHeap(settings().field("text", "list").blueprint(), WeightTest::event);
    staysNearTheHeap(
        settings().field("text", "list").blueprint(),
        i -> row(EVENT, 1L, "Текст на два байта " + i, null));
  }

  @Test
  void ofListsOfSmallNumbersAndBooleans() {
    staysNearTheHeap(
        settings().field("n", "list").field("text", "list").blueprint(),
        i -> row(EVENT, (long) (i % 100), i % 2 == 0, null));
  }

  @Test
  void ofJoinedTexts() {
    staysNearTheHeap(settings().field("text", "concat").blueprint(), WeightTest::event);
    staysNearTheHeap(
        settings().field("text", "concat").blueprint(),
        i -> row(EVENT, 1L, i < 10 ? "plain" : "большой", null));
  }

  @Test
  void ofFirstLastLongestAndShortest() {
    staysNearTheHeap(
        settings()
            .field("text", "last")
            .field("a", "longest", "text", null)
            .field("b", "shortest", "text", null)
            .field("c", "first", "more", null)
            .blueprint(),
        i -> row(EVENT, 1L, "x".repeat(i * 37 % 500 + 1), new BigDecimal(i)));
  }

  @Test
  void ofCollectedMaterials() {
    staysNearTheHeap(settings().field("all", "collect").blueprint(), WeightTest::event);
    staysNearTheHeap(
        settings().field("all", "collect").blueprint(),
        i -> row(EVENT, 1000L, "Кириллица, ".repeat(20) + i, null));
  }

  @Test
  void ofWhatTellsMaterialsApart() {
    staysNearTheHeap(
        settings().field("n", "sum").distinctBy("text").blueprint(), WeightTest::event);
    staysNearTheHeap(
        settings().field("n", "sum").distinctBy("text", "n").blueprint(), WeightTest::event);
  }

  @Test
  void ofTenUnnamedFields() {
    Schema ten = new Schema(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
    staysNearTheHeap(
        settings().others(Others.DEFAULT).blueprint(),
        i ->
            row(
                ten,
                1L,
                "text " + i,
                true,
                null,
                new BigDecimal("0.1"),
                1L << 40,
                new String("more text"),
                List.of("x" + i, "y" + i),
                3L,
                ""));
    staysNearTheHeap(
        settings().others(Others.LAST).blueprint(),
        i -> row(ten, 1000L, "text " + i, true, null, 7L, 1L << 40, "m" + i, 9L, 3L, ""));
  }

  @Test
  void ofFieldsThatAreNamedAnewByEachMaterial() {
    staysNearTheHeap(
        settings().others(Others.DEFAULT).blueprint(),
        i -> row(new Schema(List.of("a field of its own " + i)), 1000L));
  }

  @Test
  void ofAFlowOfPackets() {
    Schema packet =
        new Schema(
            List.of(
                "source", "destination", "source_port", "destination_port", "protocol", "bytes"));
    staysNearTheHeap(
        new PacketsBlueprint(),
        i -> row(packet, new String("10.0.0.1"), new String("10.0.0.2"), 1234L, 80L, "tcp", 100L));
  }
}
