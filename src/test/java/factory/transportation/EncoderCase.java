package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests of what encoders write, with a product that has whatever fields a test gives it. */
abstract class EncoderCase {
  static final EventTimes ISO = new EventTimes(DestinationSettings.Times.ISO, ChronoUnit.MICROS);
  static final long TIME = 1_442_018_818_771_000L;

  final JsonEncoder json = new JsonEncoder(Goods.SOURCE, ISO);
  final CsvEncoder csv = new CsvEncoder(Goods.SOURCE, ISO);
  final Goods goods = new Goods();

  static String line(Encoder encoder, Cargo cargo) {
    return new String(encoder.encode(cargo).bytes(), StandardCharsets.UTF_8);
  }

  static Product product(
      String pclass, Map<String, ? extends @Nullable Object> fields, long first) {
    return product(Pid.of("p"), pclass, fields, first);
  }

  static Product product(
      Pid pid, String pclass, Map<String, ? extends @Nullable Object> fields, long first) {
    Positions positions = new Positions();
    positions.add(0, 17);
    positions.add(0, 18);
    return new Product(
        0, 17, pid, pclass, Closed.END_OF_INPUT, 2, first, first + 1_000_000, 0, fields, positions);
  }
}
