package factory.transportation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Cargo;
import factory.goods.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is shipped to. */
abstract class FilesDestinationCase {
  @TempDir Path temporary;
  Path out = Path.of("");
  final Goods goods = new Goods();

  @BeforeEach
  void nameTheDirectory() {
    out = temporary.resolve("deep").resolve("out");
  }

  static Process java(Class<?> main, Path argument) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            argument.toString())
        .redirectErrorStream(true)
        .start();
  }

  static Drill failing(String at) {
    return point -> {
      if (point.equals(at)) {
        throw new Drill.Failure(point);
      }
    };
  }

  static DestinationSettings settings(Path directory) {
    return new DestinationSettings.Files(
        directory,
        DestinationSettings.Format.JSONL,
        DestinationSettings.Times.ISO,
        ChronoUnit.MICROS);
  }

  static Destination open(Path directory) {
    return Destinations.open(settings(directory), "test", Goods.SOURCE);
  }

  void assertRefused(String... words) {
    assertThatThrownBy(() -> open(out))
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining("'" + out + "'")
        .hasMessageContainingAll(words);
  }

  static Truck truck(Destination destination, List<? extends Cargo> cargo) {
    Warehouse warehouse = new Warehouse(1_000, Long.MAX_VALUE);
    Encoder encoder = destination.encoder();
    warehouse.put(Consignment.of(cargo.stream().map(encoder::encode).toList()));
    return warehouse.load(destination.lastNumber() + 1);
  }

  static void ship(Destination destination, List<? extends Cargo> cargo) throws IOException {
    destination.ship(truck(destination, cargo), Drill.NONE);
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
