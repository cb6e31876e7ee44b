package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest extends JobsCase {
  @TempDir private Path directory;

  @Test
  void readsAFileOfRecordsOfOneSize() throws IOException {
    Path file = directory.resolve("records.bin");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 1000; i++) {
        out.writeLong(i);
        out.writeInt(i * 2);
        out.writeDouble(i / 2.0);
      }
    }
    // Small segments, so that records of several are met.
    RecordFile records = RecordFile.map(file, 20, ByteOrder.BIG_ENDIAN, 1 << 10);
    assertThat(records.count()).isEqualTo(1000);
    assertThat(records.getInt(999, 8)).isEqualTo(1998);
    assertThat(records.getDouble(999, 12)).isEqualTo(499.5);
    assertThat(records.record(500).getLong()).isEqualTo(500);
    ArrayJob<RecordFile, Long> job =
        ArrayJob.over(records)
            .into(7)
            .processLong(
                (view, from, to) ->
                    LongStream.range(from, to).map(at -> view.getLong(at, 0)).sum());
    assertThat(job.run(pool, 4).values().stream().mapToLong(n -> n).sum()).isEqualTo(499_500);
    assertThatThrownBy(() -> records.getLong(1000, 0))
        .hasMessage("there is no record 1000 of 1000");
    assertThatThrownBy(() -> records.getLong(0, 13))
        .hasMessage("8 bytes at 13 are not within a record of 20");
    assertThatThrownBy(() -> RecordFile.map(file, 21))
        .hasMessage(file + " has 20000 bytes, which is no multiple of 21, the size of a record");
  }

  @Test
  void anEmptyFileHasNoRecords() throws IOException {
    RecordFile empty = RecordFile.map(Files.createFile(directory.resolve("empty")), 8);
    assertThat(ArrayJob.over(empty).into(4).processLong((v, from, to) -> 1).run(pool, 2).values())
        .isEmpty();
  }

  @Test
  void aDirectoryIsNoFileOfRecords() {
    assertThatThrownBy(() -> RecordFile.map(directory, 16))
        .isInstanceOf(IOException.class)
        .hasMessage(directory + ": is a directory");
  }
}
