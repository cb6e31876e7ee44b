package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import factory.goods.Material;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.Sources.Bought;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Real records, where they lie beside the project, with answers that were computed apart from it.
 */
class DataSetsTest {
  private static final Path DATA = Path.of("../shared/data");

  @Test
  void wikipediaEdits() throws IOException {
    RecordFormat format = Sources.timed(Sources.jsonl("page"), "time", "iso", ChronoUnit.MILLIS);
    Bought bought = read("wikipedia-edits", "*.json.gz", format);
    assertThat(bought.scrap()).isEmpty();
    assertThat(bought.materials()).hasSize(39_244);
    assertThat(pids(bought)).isEqualTo(products("wikipedia-edits", "page"));
    assertThat(bought.materials().stream().mapToLong(m -> (Long) m.get("added")).sum())
        .isEqualTo(9_385_573);
    assertThat(bought.materials().get(0).time()).isEqualTo(1_442_018_818_771L);
  }

  @Test
  void webAccess() throws IOException {
    String pattern =
        "^(?<client>\\S+) \\S+ \\S+ \\[(?<time>[^\\]]+)\\] \"(?<request>[^\"]*)\" (?<status>\\d{3}) (?<bytes>\\d+|-) \"[^\"]*\" \"(?<agent>[^\"]*)\"$";
    RecordFormat format =
        Sources.timed(
            Sources.text(pattern, "client"), "time", "dd/MMM/yyyy:HH:mm:ss Z", ChronoUnit.SECONDS);
    Bought bought = read("web-access", "apache_logs.gz", format);
    assertThat(bought.materials()).hasSize(9_999);
    assertThat(bought.bad().line()).isEqualTo(8_899);
    assertThat(bought.bad().offset()).isEqualTo(8_898);
    assertThat(pids(bought)).isEqualTo(products("web-access", "client"));
    assertThat(bought.materials().stream().mapToLong(Material::time).min()).hasValue(1_431_857_100);
    assertThat(bought.materials().stream().mapToLong(Material::time).max()).hasValue(1_432_155_959);
  }

  @Test
  void microserviceTraces() throws IOException {
    RecordFormat format =
        Sources.timed(Sources.csv("TraceID"), "StartTimeUnixNano", "epoch-ns", ChronoUnit.NANOS);
    Bought bought = read("microservice-traces", "*_trace.csv.gz", format);
    assertThat(bought.scrap()).isEmpty();
    assertThat(bought.materials()).hasSize(62_438);
    assertThat(pids(bought)).isEqualTo(products("microservice-traces", "trace"));
    assertThat(bought.materials().stream().filter(m -> m.partition() == 0)).hasSize(23_019);
    assertThat(bought.materials().get(0).time()).isEqualTo(1_661_140_374_351_773_094L);
  }

  @Test
  void purchaseOrders() throws IOException {
    RecordFormat format = Sources.timed(Sources.csv("case"), "time", "iso", ChronoUnit.SECONDS);
    Bought bought = read("purchase-orders", "*.csv.gz", format);
    assertThat(bought.scrap()).isEmpty();
    assertThat(bought.materials()).hasSize(338_247);
    assertThat(pids(bought)).isEqualTo(products("purchase-orders", "case"));
    assertThat(bought.materials().get(0).time()).isEqualTo(-692_067_660L);
  }

  private static Bought read(String set, String files, RecordFormat format) {
    boolean there = Files.isDirectory(DATA.resolve(set));
    if (!there) {
      System.out.println(
          "skipped: no data set in " + DATA.resolve(set).toAbsolutePath().normalize());
    }
    assumeTrue(there, "the data sets are not beside the project");
    Supplier supplier =
        Suppliers.files(
            new SourceSettings.Files(List.of(DATA.resolve(set) + "/" + files), format),
            Path.of(""));
    return Sources.readAll(supplier, 1024);
  }

  private static long pids(Bought bought) {
    return bought.materials().stream().map(Material::pid).distinct().count();
  }

  /** How many products there are by pid alone, says the reference. */
  private static long products(String set, String key) throws IOException {
    String reference =
        Files.readString(DATA.resolve(set).resolve("reference.json")).replaceAll("\\s+", "");
    byte[] bytes = reference.getBytes(StandardCharsets.UTF_8);
    try {
      Object products =
          new JsonRecords(1 << 20, new JsonShapes())
              .parse(bytes, 0, bytes.length, 1)
              .get("products." + key + ".none");
      return (Long) ((Map<?, ?>) products).get("products");
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }
}
