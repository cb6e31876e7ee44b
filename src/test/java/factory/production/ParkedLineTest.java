package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Schema;
import factory.goods.Scrap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user looks up the line that the scrap of a parked pid names. */
class ParkedLineTest extends WorkshopCase {
  @ParameterizedTest
  @CsvSource({"add, 13, 2", "pclass, 11, 0", "fields, 11, 0"})
  void itIsThatOfTheFailingMaterialOrOfTheFirstOne(String where, long line, long offset) {
    open(SteppedWorkshop.settings(), new Faulty(where, () -> new IllegalStateException("broken")));
    workshop.deliver(List.of(material(0), material(1), material(2)), List.of());
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.scrap())
        .singleElement()
        .returns(Scrap.Reason.PARKED, Scrap::reason)
        .returns(offset, Scrap::offset)
        .returns(line, Scrap::line);
  }

  private static Material material(long offset) {
    Fields fields = Fields.of(new Schema(List.of()), new Object[0], offset + 11);
    return new Material(Pid.of("a"), Material.NO_TIME, 0, offset, fields);
  }
}
