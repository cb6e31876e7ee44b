package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoWordsTest {
  @TempDir private Path directory;

  @Test
  void whatCannotBeMadeInADirectoryThatIsThereIsNotCalledMissing() {
    assertThat(IoWords.ofMaking(new NoSuchFileException(directory.resolve("out").toString())))
        .isEqualTo(directory + ": nothing can be made in it");
    String nowhere = directory.resolve("nix/out").toString();
    assertThat(IoWords.ofMaking(new NoSuchFileException(nowhere)))
        .isEqualTo(nowhere + ": it is not there, or the directory it should be in is not");
  }
}
