package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverTest {
  @TempDir private Path place;

  @Test
  void aFileIsGoneOnceItIsClosed() throws IOException {
    try (Leftover file = Leftover.file(place, ".csv")) {
      assertThat(file.path()).isEmptyFile().hasParent(place);
      assertThat(file.path().getFileName().toString()).endsWith(".csv");
    }
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void aDirectoryIsGoneWithAllInIt() throws IOException {
    Path path;
    try (Leftover directory = Leftover.directory()) {
      path = directory.path();
      Path deep = Files.createDirectories(path.resolve("out/shipment-1"));
      Files.writeString(deep.resolve("manifest.json"), "{}");
      Files.writeString(path.resolve(".lock"), "");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aSignalDeletesItAndTheCloseBehindItHasNothingToDo() throws IOException {
    try (Leftover file = Leftover.file(place, ".csv")) {
      file.onSignal();
      assertThat(place).isEmptyDirectory();
    }
    try (Leftover directory = Leftover.directory()) {
      Files.writeString(directory.path().resolve("manifest.json"), "{}");
      directory.onSignal();
      assertThat(directory.path()).doesNotExist();
    }
  }

  @Test
  void whatIsGoneAlreadyIsNoTrouble() throws IOException {
    try (Leftover file = Leftover.file(place, ".csv")) {
      Files.delete(file.path());
    }
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void aPlaceThatIsNotThereIsTold() {
    assertThatThrownBy(() -> Leftover.file(place.resolve("nowhere"), ".csv"))
        .isInstanceOf(NoSuchFileException.class);
  }
}
