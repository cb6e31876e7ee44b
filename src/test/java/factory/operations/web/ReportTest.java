package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import factory.operations.History;
import factory.operations.PlantPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that a report is written to; what is in it is looked at in a browser. */
class ReportTest {
  @TempDir private Path folder;

  private static void write(Path file) throws IOException {
    Report.write(
        file,
        "the account",
        PlantPictures.busy(),
        Instant.EPOCH,
        new History(Duration.ofMinutes(1), Duration.ofSeconds(1)));
  }

  @Test
  void itTakesThePlaceOfAnEarlierOneAndNothingElseIsLeft() throws Exception {
    Path file = folder.resolve("run.html");
    Files.writeString(file, "of yesterday");
    Path kept = Files.createLink(folder.resolve("kept.html"), file);
    write(file);
    assertThat(file).content().contains("the account", "</html>").doesNotContain("yesterday");
    assertThat(kept).as("it is not written over").hasContent("of yesterday");
    assertThat(Files.list(folder)).containsExactlyInAnyOrder(file, kept);
  }

  @Test
  void aLinkGoesOnToLeadToIt() throws Exception {
    Path real = Files.createDirectory(folder.resolve("reports")).resolve("run.html");
    Files.writeString(real, "of yesterday");
    Path link;
    try {
      link = Files.createSymbolicLink(folder.resolve("latest.html"), real);
    } catch (IOException | UnsupportedOperationException e) {
      return; // as on Windows, where not everybody may
    }
    write(link);
    assertThat(link).isSymbolicLink();
    assertThat(real).content().contains("the account");
  }

  @Test
  void itIsReadByNobodyElseThanTheEarlierOne() throws Exception {
    Path file = Files.createFile(folder.resolve("run.html"));
    assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    write(file);
    assertThat(file).content().contains("the account");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsNoFileIsWrittenToAndADirectoryRefused() throws Exception {
    Path taken = Files.createDirectories(folder.resolve("run.html"));
    assertThatThrownBy(() -> write(taken)).isInstanceOf(IOException.class);
    Path link = folder.resolve("latest.html");
    try {
      Files.createSymbolicLink(link, folder.resolve("tomorrow.html"));
    } catch (IOException | UnsupportedOperationException e) {
      return; // as on Windows, where not everybody may
    }
    write(link);
    assertThat(link).as("to what was not there").isSymbolicLink();
    assertThat(folder.resolve("tomorrow.html")).content().contains("the account");
  }
}
