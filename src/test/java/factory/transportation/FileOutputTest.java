package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {
  private static final int PIECE = FileOutput.PIECE;

  @TempDir Path folder;

  /** Stands for a file system that can be written to past its cache, whatever this one can. */
  private static final FileOutput.PastCache ALLOWED =
      file -> FileChannel.open(file, StandardOpenOption.WRITE);

  private final Random random = new Random(5);
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();

  private byte[] content(int size) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    expected.writeBytes(content);
    return content;
  }

  private Path write(FileOutput.PastCache pastCache, int... sizes) throws IOException {
    return write(new FileOutput.Tray(pastCache), "file", sizes);
  }

  private Path write(FileOutput.Tray tray, String name, int... sizes) throws IOException {
    Path file = folder.resolve(name);
    expected.reset();
    try (FileOutput out = new FileOutput(file, tray)) {
      for (int size : sizes) {
        out.write(content(size));
        assertThat(out.bytes()).isEqualTo(expected.size());
      }
      out.finish();
      assertThat(out.bytes()).isEqualTo(expected.size());
    }
    return file;
  }

  @Test
  void findsWhatWritesPastTheCacheByItsName() {
    assertThat(FileOutput.direct()).hasToString("DIRECT");
  }

  @Test
  void whatWasWrittenIsInTheFileWhateverThisFileSystemCanDo() throws IOException {
    FileOutput.Tray tray = new FileOutput.Tray(FileOutput.DIRECT);
    int[][] all = {
      {}, {1}, {PIECE}, {PIECE - 1, 1, 1}, {3 * PIECE}, {7, 2 * PIECE, 4095, 0, 5 * PIECE + 1}
    };
    for (int[] sizes : all) {
      Path file = write(tray, "file", sizes);
      assertThat(file).hasBinaryContent(expected.toByteArray());
      Files.delete(file);
    }
  }

  @Test
  void onlyWholePiecesGoPastTheCache() throws IOException {
    List<Path> opened = new ArrayList<>();
    List<FileChannel> channels = new ArrayList<>();
    FileOutput.PastCache noting =
        file -> {
          opened.add(file);
          channels.add(ALLOWED.open(file));
          return channels.get(0);
        };

    write(new FileOutput.Tray(noting), "small", PIECE - 1);
    assertThat(opened).isEmpty();

    Path large = write(new FileOutput.Tray(noting), "large", 3 * PIECE + 5);
    assertThat(opened).containsExactly(large);
    assertThat(large).hasBinaryContent(expected.toByteArray());
    assertThat(channels.get(0).isOpen()).isFalse();
  }

  @Test
  void whereTheFileSystemDoesNotAllowItAllGoesThroughTheCache() throws IOException {
    List<Path> tried = new ArrayList<>();
    Path file =
        write(
            refused -> {
              tried.add(refused);
              throw new FileSystemException(refused.toString(), null, "Invalid argument");
            },
            2 * PIECE + 9);
    assertThat(file).hasBinaryContent(expected.toByteArray());
    assertThat(tried).as("once a file").containsExactly(file);
  }

  @Test
  void whereJavaDoesNotAllowItAllGoesThroughTheCache() throws IOException {
    Path file =
        write(
            refused -> {
              throw new UnsupportedOperationException("DIRECT");
            },
            2 * PIECE + 9);
    assertThat(file).hasBinaryContent(expected.toByteArray());
  }

  @Test
  void afterAPieceThatFailsTheRestGoesThroughTheCache() throws IOException {
    List<FileChannel> opened = new ArrayList<>();
    Path file = folder.resolve("file");
    FileOutput.PastCache keeping =
        path -> {
          opened.add(ALLOWED.open(path));
          return opened.get(0);
        };
    try (FileOutput out = new FileOutput(file, new FileOutput.Tray(keeping))) {
      out.write(content(2 * PIECE));
      opened.get(0).close(); // whatever is written to it fails
      out.write(content(2 * PIECE + 3));
      out.finish();
    }
    assertThat(file).hasBinaryContent(expected.toByteArray());
  }

  @Test
  void whatIsThereIsNotOverwritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    FileOutput.Tray tray = new FileOutput.Tray(FileOutput.DIRECT);
    assertThatThrownBy(() -> new FileOutput(file, tray))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aFileThatWasGivenUpLeavesNothingToTheNext() throws IOException {
    FileOutput.Tray tray = new FileOutput.Tray(ALLOWED);
    try (FileOutput out = new FileOutput(folder.resolve("given up"), tray)) {
      out.write(content(100));
    }
    assertThat(write(tray, "file", 10)).hasBinaryContent(expected.toByteArray());
  }
}
