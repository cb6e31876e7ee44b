package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static factory.purchasing.Sources.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Lot;
import factory.goods.Material;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read side by side by event time. */
class ParallelReaderTest {
  private static final RecordFormat FORMAT = timed(jsonl("id"), "t", "epoch-s", ChronoUnit.SECONDS);

  @TempDir Path dir;

  @Test
  void readsOnWhereEventTimeIsLeastFar() throws IOException {
    write("a", 1, 2, 3, 40, 41);
    write("b", 10, 11, 12);
    write("c", 5, 30);
    // each is begun, then: a to more than 5 + 2, c beyond 12 of b ...
    assertThat(times(0, 100)).containsExactly(1L, 10L, 5L, 2L, 3L, 40L, 30L, 11L, 12L, 41L);
  }

  @Test
  void noFileIsEverFurtherAheadThanTheDriftBesidesItsLastRecord() throws IOException {
    Random random = new Random(11);
    for (String name : List.of("a", "b", "c", "d")) {
      long[] times = new long[500];
      long time = random.nextInt(50);
      for (int i = 0; i < times.length; i++) {
        time += random.nextInt(20);
        times[i] = time;
      }
      write(name, times);
    }
    for (int drift : new int[] {0, 7, 100}) {
      long[] read = new long[4];
      long[] before = new long[4];
      int all = 0;
      for (Material material : materials(drift, 64)) {
        all++;
        int file = material.partition();
        before[file] = read[file];
        read[file] = material.time();
        if (all > 100 && all < 1_500) { // later some are at their end
          long least = Long.MAX_VALUE;
          for (int i = 0; i < 4; i++) {
            least = i == file ? least : Math.min(least, read[i]);
          }
          assertThat(before[file]).isLessThanOrEqualTo(least + drift);
        }
      }
      assertThat(all).isEqualTo(2_000);
    }
  }

  @Test
  void emptyFilesAndUnreadableRecordsHoldNothingUp() throws IOException {
    write("a");
    Files.writeString(dir.resolve("b"), "{\"id\":1}\nbroken\n");
    write("c", 3, 4);
    Supplier supplier = supplier(5);
    assertThat(supplier.isSequence()).isFalse();
    try (Supplier.Reader reader = supplier.open(100)) {
      Lot lot = reader.read();
      assertThat(lot.count()).isEqualTo(2);
      assertThat(lot.scrap()).hasSize(2);
      assertThat(List.of(reader.isEnded(0), reader.isEnded(1), reader.isEnded(2)))
          .containsOnly(true);
      assertThat(reader.progress()).isEqualTo(1);
      assertThat(reader.read()).isNull();
    }
  }

  @Test
  void lotsAreFullAndWhatTheyHaveDoesNotDependOnTheirSize() throws IOException {
    write("a", 1, 2, 3, 40, 41);
    write("b", 10, 11, 12);
    List<Long> all = times(5, 100);
    for (int size : new int[] {1, 2, 3, 7}) {
      assertThat(times(5, size)).hasSize(8).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void aFileThatHasChangedIsNamed() throws IOException {
    write("a", 1);
    write("b", 1);
    Supplier supplier = supplier(5);
    Files.writeString(dir.resolve("b"), "other");
    try (Supplier.Reader reader = supplier.open(100)) {
      assertThatThrownBy(reader::read)
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith("b: has changed");
    }
  }

  private void write(String name, long... times) throws IOException {
    StringBuilder text = new StringBuilder();
    for (long time : times) {
      text.append("{\"id\":\"x\",\"t\":").append(time).append("}\n");
    }
    Files.writeString(dir.resolve(name), text);
  }

  private Supplier supplier(long drift) {
    return Suppliers.files(new SourceSettings.Files(List.of("*"), FORMAT, drift, 1), dir);
  }

  private List<Long> times(long drift, int lotSize) throws IOException {
    return materials(drift, lotSize).stream().map(Material::time).toList();
  }

  private List<Material> materials(long drift, int lotSize) throws IOException {
    List<Material> all = new ArrayList<>();
    try (Supplier.Reader reader = supplier(drift).open(lotSize)) {
      for (Lot lot = reader.read(); lot != null; lot = reader.read()) {
        assertThat(lot.count()).isBetween(1, lotSize);
        all.addAll(Arrays.asList(lot.materials()).subList(0, lot.count()));
      }
    }
    return all;
  }
}
