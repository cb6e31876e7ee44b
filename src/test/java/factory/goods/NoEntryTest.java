package factory.goods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoEntryTest {
  @TempDir private Path directory;

  @Test
  void theNearestDirectoryThatIsThereMayBeTheOneThatHidesTheRest() throws IOException {
    Path secret = Files.createDirectory(directory.resolve("secret"));
    assertThat(NoEntry.words(secret.resolve("a/b.conf"), on -> !on.equals(secret)))
        .isEqualTo("no permission to enter " + secret);
    assertThat(NoEntry.words(secret.resolve("b.conf"), on -> true)).isNull();
    assertThat(NoEntry.words(directory.resolve("b.conf"), on -> !on.equals(secret))).isNull();
  }

  @Test
  void aFileThatIsThereIsInNoDirectoryThatHidesIt() throws IOException {
    Path file = Files.createFile(directory.resolve("a.conf"));
    assertThat(NoEntry.words(file)).isNull();
    assertThat(NoEntry.words(file.resolve("behind-a-file.conf"))).isNull();
  }

  @Test
  void aDirectoryWithoutTheRightToEnterHidesAFile() throws IOException {
    Path secret = Files.createDirectory(directory.resolve("secret"));
    Path file = Files.createFile(secret.resolve("a.conf"));
    assertThat(secret.toFile().setExecutable(false, false)).isTrue();
    try {
      assumeThat(Files.isExecutable(secret)).as("root enters everything").isFalse();
      assertThat(Files.exists(file)).isFalse();
      assertThat(NoEntry.words(file)).isEqualTo("no permission to enter " + secret);
    } finally {
      assertThat(secret.toFile().setExecutable(true)).isTrue();
    }
  }
}
