package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.ConfigStack;
import factory.FactorySettings;
import factory.Plant;
import factory.custody.Ledger;
import factory.endtoend.Json;
import factory.eventtime.EventPlant.Result;
import factory.eventtime.PlainLoop.Late;
import factory.eventtime.PlainLoop.Rules;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped configurations over the public data sets in event time: every row of each {@code
 * reference.json} that has a gap, at both readings of a pair that is exactly the gap apart.
 */
@EnabledIf(value = "dataIsThere", disabledReason = "../shared/data is not there")
class DataSetsInEventTimeTest extends WithPlant {
  private static final Path DATA = Path.of("../shared/data");
  private static final Map<String, String> UNITS =
      Map.of(
          "web-access", "s",
          "wikipedia-edits", "ms",
          "microservice-traces", "ns",
          "purchase-orders", "s");

  static boolean dataIsThere() {
    return Files.isDirectory(DATA);
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("web-access", "client", "source.pid=[client]"),
        Arguments.of("web-access", "client+user-agent", "source.pid=[client,agent]"),
        Arguments.of("wikipedia-edits", "user", "source.pid=[user]"),
        Arguments.of("wikipedia-edits", "page", "source.pid=[page]"),
        Arguments.of("wikipedia-edits", "channel", "source.pid=[channel]"),
        Arguments.of("microservice-traces", "trace", "source.pid=[TraceID]"),
        Arguments.of(
            "microservice-traces", "trace, duplicates dropped", "blueprint.distinct-by=[SpanID]"),
        Arguments.of("microservice-traces", "pod", "source.pid=[PodName]"),
        Arguments.of("purchase-orders", "case", "source.pid=[case]"),
        Arguments.of(
            "purchase-orders", "document", "source.pid=[{field=case,pattern=\"^([^_]+)_\"}]"));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("keys")
  void everyRowThatHasAGapIsMet(String set, String key, String setting) throws IOException {
    Map<?, ?> rows = (Map<?, ?>) Json.at(reference(set), "products", key);
    int met = 0;
    for (Object gap : new TreeSet<>(rows.keySet())) {
      if (!(rows.get(gap) instanceof Map<?, ?> row) || row.get("gap") == null) {
        continue;
      }
      met++;
      for (boolean inclusive : new boolean[] {false, true}) {
        Object expected =
            inclusive && row.get("if_closed_at_gap") != null ? row.get("if_closed_at_gap") : row;
        Result result =
            run(
                set,
                Json.number(row, "gap"),
                inclusive,
                disorder(set, key),
                setting,
                "workshops=3");
        String what = set + ", " + key + ", " + gap + (inclusive ? " or more" : "");
        assertThat(result.products()).as(what).hasSize((int) Json.number(expected, "products"));
        assertThat(sha256(result.products(), product -> ""))
            .as(what)
            .isEqualTo(Json.at(expected, "sha256_pid_start_end_count"));
        assertThat(sha256(result.products(), p -> "," + p.fields().get("value")))
            .as(what)
            .isEqualTo(Json.at(expected, "sha256_pid_start_end_count_value"));
        assertThat(result.products().stream().mapToLong(Product::materials).sum())
            .isEqualTo(Json.number(row, "items"));
        assertThat(result.outcome().account().balances()).isTrue();
        assertThat(result.scrap()).noneMatch(scrap -> scrap.reason() == Scrap.Reason.LATE);
      }
    }
    assertThat(met).isPositive();
  }

  @ParameterizedTest(name = "{0}, grace {2}")
  @CsvSource({
    "web-access, client, 10, 1800",
    "microservice-traces, trace, 5000000000, 100000000",
    "microservice-traces, trace, 0, 100000000"
  })
  void aSmallerGraceIsCountedAsLateAndNobodyIsLost(String set, String key, long grace, long gap)
      throws IOException {
    List<Material> materials = materials(set);
    PlainLoop expected =
        PlainLoop.of(
            new Rules(gap, false, Long.MAX_VALUE, 1_000_000, grace, Late.SCRAP, 1),
            List.of(materials));
    assertThat(expected.late()).hasSizeGreaterThan(100);

    Result result = run(set, gap, false, grace, "workshops=2");

    assertThat(result.products()).as(key).hasSize(expected.products().size());
    assertThat(result.outcome().account().scrappedByReason())
        .containsEntry(Scrap.Reason.LATE, (long) expected.late().size());
    assertThat(result.outcome().account().balances()).isTrue();
    assertThat(result.outcome().account().open()).isZero();
  }

  /** Each of the three files is in itself in disorder by less than all together are. */
  @ParameterizedTest
  @CsvSource({"0 s", "1 s", "1 h"})
  void filesSideBySideGiveTheSameProducts(String drift) throws IOException {
    Object row = Json.at(reference("microservice-traces"), "products", "trace", "100ms");
    Result result =
        run(
            "microservice-traces",
            Json.number(row, "gap"),
            false,
            disorder("microservice-traces", "trace"),
            "source.order=parallel",
            "source.max-drift=" + drift,
            "workshops=4");
    assertThat(sha256(result.products(), product -> ""))
        .isEqualTo(Json.at(row, "sha256_pid_start_end_count"));
    assertThat(result.outcome().account().balances()).isTrue();
  }

  private static Object reference(String set) throws IOException {
    return Json.object(Files.readString(DATA.resolve(set).resolve("reference.json")));
  }

  private static long disorder(String set, String key) throws IOException {
    return Json.number(reference(set), "products", key, "disorder", "largest_lateness");
  }

  private static FactorySettings settings(String set, String... more) {
    List<String> all = new ArrayList<>(List.of("factory.operations.console=off"));
    Arrays.stream(more).forEach(setting -> all.add("factory." + setting));
    return ConfigStack.read(
            Path.of(""), List.of(Path.of("conf/" + set + ".conf")), all, new Properties())
        .settings();
  }

  private static Result run(
      String set, long gap, boolean inclusive, long grace, String... settings) {
    String unit = " " + UNITS.get(set);
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(
        List.of(
            "contract.clock=event",
            "contract.term=" + gap + unit,
            "contract.boundary=" + (inclusive ? "inclusive" : "exclusive"),
            "contract.grace=" + grace + unit));
    FactorySettings parsed = settings(set, all.toArray(String[]::new));
    Supplier supplier = Plant.supplier(parsed);
    return plant()
        .start(parsed, supplier, Plant.blueprint(parsed), new Ledger(supplier.partitions()))
        .end();
  }

  private static List<Material> materials(String set) throws IOException {
    List<Material> all = new ArrayList<>();
    try (Supplier.Reader reader = Plant.supplier(settings(set)).open(1000)) {
      for (Lot lot = reader.read(); lot != null; lot = reader.read()) {
        all.addAll(Arrays.asList(lot.materials()).subList(0, lot.count()));
      }
    }
    return all;
  }

  private static String sha256(List<Product> products, Function<Product, String> more) {
    TreeSet<byte[]> lines = new TreeSet<>(Arrays::compareUnsigned);
    for (Product p : products) {
      String line =
          p.pid().text() + "," + p.first() + "," + p.last() + "," + p.materials() + more.apply(p);
      lines.add((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      lines.forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
