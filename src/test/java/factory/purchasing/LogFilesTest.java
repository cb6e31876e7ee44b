package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFilesTest {
  private static final int ROTATIONS = 400;

  @TempDir private Path folder;

  /** Each file has one byte more than the one before it. */
  private Void rotate() {
    try {
      for (int i = 1; i <= ROTATIONS; i++) {
        Path fresh = Files.write(folder.resolve("fresh"), new byte[i]);
        Files.move(fresh, folder.resolve("app.log"));
        Files.move(folder.resolve("app.log"), folder.resolve("app.log." + i));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return null;
  }

  @Test
  void noFileIsMissedThatIsRotatedWhileTheDirectoryIsRead() throws Exception {
    LogFiles log = new LogFiles(folder.resolve("app.log"));
    CompletableFuture<Void> rotated = CompletableFuture.supplyAsync(this::rotate);
    while (!rotated.isDone()) {
      LongSummaryStatistics sizes =
          log.all().stream().mapToLong(LogFiles.LogFile::size).summaryStatistics();
      if (sizes.getCount() > 0) {
        assertThat(sizes.getMin()).isEqualTo(1);
        assertThat(sizes.getMax()).isEqualTo(sizes.getCount());
      }
    }
    rotated.join();
    assertThat(log.all()).hasSize(ROTATIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "a number is how often it was rotated, app.log.10 app.log.9 app.log.2 app.log.1",
    "also before the ending, app.11.log app.2.log app.1.log",
    "a date goes on, app.log-20251231 app.log-20260101 app.log-20260102",
    "also before the ending, app-2025-12-31.log app-2026-01-01.log app-2026-01-02.log",
    "a date with a number goes on, app-20260101.log app-20260101-2.log app-20260101-10.log",
    "seconds since 1970 go on, app.log.999999999 app.log.1767225600 app.log.1767225601",
    "those with a date come first, app.log.2026 app.log-20260101 app.log.2 app.log.1"
  })
  void whereTheTimesAreTheSameTheNamesSayWhichIsOlder(String rule, String names)
      throws IOException {
    List<String> expected = new ArrayList<>(List.of(names.split(" ")));
    for (String name : expected) {
      changedAt(Files.createFile(folder.resolve(name)), 1_000);
    }
    changedAt(Files.createFile(folder.resolve("app.log")), 1_000);
    expected.add("app.log");
    assertThat(names()).as(rule).isEqualTo(expected);
    changedAt(folder.resolve(expected.get(0)), 2_000);
    assertThat(names().indexOf(expected.get(0)))
        .as("its time comes first")
        .isEqualTo(expected.size() - 2);
  }

  private static void changedAt(Path file, long millis) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  private List<String> names() throws IOException {
    return new LogFiles(folder.resolve("app.log"))
        .all().stream().map(file -> file.path().getFileName().toString()).toList();
  }

  @Test
  void aFileThatHasTwoNamesIsThereOnce() throws IOException {
    Path file = Files.createFile(folder.resolve("app.log.1"));
    Files.createLink(folder.resolve("app.log.2"), file);
    assertThat(new LogFiles(folder.resolve("app.log")).all()).hasSize(1);
    Files.createLink(folder.resolve("app.log"), file);
    assertThat(names()).containsExactly("app.log");
  }
}
