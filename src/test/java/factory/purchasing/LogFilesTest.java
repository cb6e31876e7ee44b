package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
