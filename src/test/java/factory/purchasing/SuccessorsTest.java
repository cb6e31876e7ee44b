package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import factory.purchasing.LogFiles.LogFile;
import factory.purchasing.Successors.OpenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a log was rotated to while it was not read. */
class SuccessorsTest {
  private static final int BEYOND = 3;

  @TempDir private Path folder;

  /** Rotates the log so often; each file has one byte more than the one before it. */
  private LogFiles rotated(int times) throws IOException {
    Path live = folder.resolve("app.log");
    Files.createFile(live);
    for (int i = 1; i <= times; i++) {
      Path old = Files.move(live, folder.resolve("app.log.%05d".formatted(10_000 + i)));
      Files.setLastModifiedTime(old, FileTime.fromMillis(1_000L * i));
      Files.write(live, new byte[i]);
    }
    return new LogFiles(live);
  }

  @Test
  void atMost64FilesAreOpenAndTheOthersAreOpenedWhenTheirTurnComes() throws IOException {
    assertThat(Successors.MOST).as("as docs/time.md says").isEqualTo(64);
    LogFiles files = rotated(Successors.MOST + BEYOND);
    LogFile read = files.all().get(0);
    try (Successors successors = new Successors("app.log", files, () -> 0)) {
      successors.look(read);
      for (LogFile open : files.all().subList(0, Successors.MOST)) {
        Files.delete(open.path());
      }
      successors.look(read);
      for (int i = 1; i <= Successors.MOST; i++) {
        read = next(successors, i);
      }
      assertThat(successors.poll()).as("there is none beyond").isNull();
      successors.look(read);
      for (int i = 1; i <= BEYOND; i++) {
        next(successors, Successors.MOST + i);
      }
      assertThat(successors.poll()).isNull();
    }
  }

  private static LogFile next(Successors successors, int bytes) throws IOException {
    OpenFile open = Objects.requireNonNull(successors.poll(), () -> "none of " + bytes);
    try (GrowingStream stream = open.stream()) {
      assertThat(stream.size()).isEqualTo(bytes);
    }
    return open.file();
  }
}
