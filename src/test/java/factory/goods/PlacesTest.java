package factory.goods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places line = Places.of(100, 100_000);

  private static Material material(int characters) {
    return new Material(
        Pid.of(1), Material.NO_TIME, 0, 0, Fields.of(Map.of("text", "x".repeat(characters))));
  }

  @Test
  void aRecordTakesOnePlaceALargeOneSeveralAndOneThatIsLargerThanTheLineAllOfIt() {
    assertThat(line.bytes()).isEqualTo(1_000);
    assertThat(line.of(1)).isEqualTo(1);
    assertThat(line.of(1_000)).isEqualTo(1);
    assertThat(line.of(1_001)).isEqualTo(2);
    assertThat(line.of(99_001)).isEqualTo(100);
    assertThat(line.of(Long.MAX_VALUE / 2)).isEqualTo(100);
    assertThat(line.of(material(10))).isEqualTo(1);
    assertThat(line.of(material(10_000))).isEqualTo(11);
  }

  @Test
  void whatTheBuyerPutsOnALateMaterialDoesNotCount() {
    Material material = material(10_000);
    assertThat(Places.weight(Late.label(material, 7))).isEqualTo(Places.weight(material));
  }

  @Test
  void scrapTakesWhatItsTextsDo() {
    String record = "x".repeat(3_000);
    Scrap scrap = Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, 0, 1, "no", record);
    assertThat(line.of(scrap)).isEqualTo(4);
    assertThat(line.of(Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, 0, 1, "no", null))).isEqualTo(1);
  }

  @Test
  void aLineOfFewBytesStillTakesARecord() {
    assertThat(Places.of(1_000, 1).of(material(1))).isEqualTo(Places.weight(material(1)));
    assertThat(Places.COUNTED.of(material(100_000))).isEqualTo(1);
  }
}
