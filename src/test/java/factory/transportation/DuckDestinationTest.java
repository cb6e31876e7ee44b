package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Material;
import factory.verification.Verdict;
import factory.verification.Verification;
import factory.verification.VerificationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDestinationTest extends DatabaseCases {
  @TempDir private Path folder;

  @Override
  DestinationSettings settings() {
    return new DestinationSettings.DuckDb(
        folder.resolve("it's.duckdb"),
        "products",
        Map.of(),
        DestinationSettings.Times.ISO,
        ChronoUnit.MICROS,
        64L << 20);
  }

  @Override
  Connection user() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("it's.duckdb"));
  }

  @Override
  Verdict verify() {
    return Verification.duckdb(folder.resolve("it's.duckdb"), "products", true);
  }

  @Test
  void canBeReadByAUserBetweenTwoShipments() throws Exception {
    try (Destination destination = open()) {
      ship(destination, goods.product("a", 1));
      try (Connection user = user()) {
        assertThat(user.isValid(1)).isTrue();
      }
      ship(destination, goods.product("a", 1));
    }
  }

  @Test
  void keepsTimesAsTimestamps() throws Exception {
    try (Destination destination = open()) {
      ship(
          destination,
          timed(1_442_018_818_771_000L, 1_442_018_822_000_001L),
          timed(Material.NO_TIME, Material.NO_TIME),
          timed(Long.MAX_VALUE, Long.MAX_VALUE));
    }
    assertThat(
            rows(
                "select epoch_us(first), epoch_us(last), fields from products order by first nulls last, fields nulls first"))
        .containsExactly(
            "1442018818771000|1442018822000001|null",
            "null|null|null",
            "null|null|{\"(first)\":9223372036854775807,\"(last)\":9223372036854775807}");
  }

  @Test
  void saysThatTheFileIsGone() throws Exception {
    try (Destination destination = open()) {
      ship(destination, goods.product("a", 1));
      Path file = folder.resolve("it's.duckdb");
      Path away = folder.resolve("away");
      Files.move(file, away);
      Truck truck = truck(destination, goods.product("a", 1));
      assertThatThrownBy(() -> destination.ship(truck, factory.goods.Drill.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not there any more; put it back");
      Files.move(away, file);
      destination.ship(truck, factory.goods.Drill.NONE);
    }
    assertThat(verify().problems()).isEmpty();
  }

  @Test
  void refusesADirectoryAndAFileThatIsNoDatabase() throws IOException {
    Files.createDirectory(folder.resolve("it's.duckdb"));
    assertThatThrownBy(this::open).hasMessageContaining("is a directory; name a file");
    Files.delete(folder.resolve("it's.duckdb"));
    for (String content : List.of("x".repeat(10_000), "a,b\n1,2\n3,4\n", "a")) {
      Files.writeString(folder.resolve("it's.duckdb"), content);
      assertThatThrownBy(this::open)
          .isInstanceOf(DestinationException.class)
          .hasMessageContaining("is no DuckDB database; name another file");
      assertThatThrownBy(this::verify)
          .isInstanceOf(VerificationException.class)
          .hasMessageEndingWith("is no DuckDB database");
      assertThat(folder.resolve("it's.duckdb")).hasContent(content);
    }
  }

  @Test
  void leavesNoCopyOfItsLibraryBehind() {
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/maps")));
    open().close();
    assertThat(Path.of("/proc/self/maps"))
        .content(java.nio.charset.StandardCharsets.UTF_8)
        .containsPattern("libduckdb_java.*\\(deleted\\)");
  }
}
