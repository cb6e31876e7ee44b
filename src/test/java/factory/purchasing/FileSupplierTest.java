package factory.purchasing;

import static factory.purchasing.Sources.csv;
import static factory.purchasing.Sources.jsonl;
import static factory.purchasing.Sources.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import factory.goods.Partition;
import factory.goods.Scrap;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.Sources.Bought;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSupplierTest {
  @TempDir Path dir;

  @Test
  void readsListsAndGlobsInTheOrderOfTheirNames() throws IOException {
    write("b.jsonl", "{\"id\":\"b\"}\n");
    write("sub/a.jsonl", "{\"id\":\"sub\"}\n");
    write("a.jsonl", "{\"id\":\"a\"}");
    write(".hidden.jsonl", "{\"id\":\"hidden\"}\n");
    write("c[1].jsonl", "{\"id\":\"c\"}\n");
    Supplier supplier = files(jsonl("id"), "c[1].jsonl", "*.jsonl", "b.jsonl", "**/a.jsonl");
    assertThat(supplier.partitions())
        .extracting(Partition::name)
        .containsExactly("a.jsonl", "b.jsonl", "c[1].jsonl", "sub/a.jsonl");
    assertThat(supplier.name()).isEqualTo("files (4)");
    Bought bought = readAll(supplier, 3);
    assertThat(bought.pids()).containsExactly("a", "b", "c", "sub");
    assertThat(bought.materials()).extracting(m -> m.partition()).containsExactly(0, 1, 2, 3);
    assertThat(bought.materials()).extracting(m -> m.offset()).containsOnly(0L);
    assertThat(bought.lots()).containsExactly(3, 1);
    assertThat(readAll(supplier, 3).pids()).isEqualTo(bought.pids());
  }

  @Test
  void refusesPathsInWords() throws IOException {
    write("orders.csv", "id\n");
    Files.createDirectory(dir.resolve("data"));
    refused("factory.source.paths: the list is empty; name at least one file or glob");
    refused(
        "factory.source.paths: no such file: 'order.csv' (looked for "
            + dir.resolve("order.csv")
            + ") (nearest: orders.csv)",
        "order.csv");
    refused("factory.source.paths: '*.gz' matches no file in " + dir, "*.gz");
    refused(
        "factory.source.paths: 'dat/*' matches no file: there is no directory "
            + dir.resolve("dat"),
        "dat/*");
    refused(
        "factory.source.paths: 'data/' is a directory; name files, or all in it by 'data/*'",
        "data/");
    assertThatThrownBy(() -> files(csv("id"), "a[b"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is no glob");
    assertThatThrownBy(() -> files(csv("id"), "a\0b"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is no path");
    assertThatThrownBy(() -> files(csv("id"), " "))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is no path");
  }

  @Test
  void refusesWhatIsNoRegularFile() {
    assertThatThrownBy(() -> files(csv("id"), "/dev/null"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is no regular file");
  }

  @Test
  void refusesFilesThatMayNotBeRead() throws IOException {
    Path file = write("secret.csv", "id\n1\n");
    assumeThat(file.toFile().setReadable(false)).isTrue();
    assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
    refused("factory.source.paths: 'secret.csv' may not be read by this user", "secret.csv");
  }

  @Test
  void refusesAHeaderWithoutTheColumnsBeforeReading() throws IOException {
    write("orders.csv", "client,time\n1,2\n");
    refused(
        csv("cliend"),
        "orders.csv: 1: no column 'cliend', which factory.source.pid names (there are: client, time) (nearest: client)",
        "orders.csv");
  }

  @Test
  void namesTheOtherFilesWhoseHeadersAreWrongToo() throws IOException {
    write("1.csv", "client\n1\n");
    write("2.csv", "clients\n1\n");
    write("3.csv", "client\n");
    write("4.csv", "client,client\n");
    String first =
        "2.csv: 1: no column 'client', which factory.source.pid names (there are: clients) (nearest: clients)";
    refused(csv("client"), first, "1.csv", "2.csv");
    refused(csv("client"), first + "; the header of 4.csv is wrong, too", "*.csv");
    write("5.csv", "id\n");
    refused(csv("client"), first + "; the headers of 4.csv and 5.csv are wrong, too", "*.csv");
    for (int i = 6; i < 10; i++) {
      write(i + ".csv", "id\n1\n");
    }
    refused(
        csv("client"),
        first + "; the headers of 4.csv, 5.csv, 6.csv, 7.csv, 8.csv and 1 more are wrong, too",
        "*.csv");
  }

  @Test
  void knowsTheFieldsOfItsRecordsWhereTheyCanBeKnownBefore() throws IOException {
    write("a.csv", "id,x\n1,2\n");
    write("b.csv", "y,id\n");
    write("empty.csv", "");
    write("a.jsonl", "{\"id\":1}\n");
    assertThat(files(csv("id"), "a.csv", "b.csv").fields())
        .containsExactlyInAnyOrder("id", "x", "y");
    assertThat(files(csv("id"), "a.csv", "empty.csv").fields()).as("it may grow").isNull();
    assertThat(files(jsonl("id"), "a.jsonl").fields()).isNull();
    assertThat(files(Sources.text("(?<id>.) (?<z>.)", "id"), "a.jsonl").fields())
        .containsExactlyInAnyOrder("id", "z");
  }

  @Test
  void refusesWhatOnlyIsCalledGzip() throws IOException {
    write("a.jsonl.gz", "{\"id\":1}\n");
    assertThatThrownBy(() -> files(jsonl("id"), "a.jsonl.gz"))
        .isInstanceOf(SourceException.class)
        .hasMessage("a.jsonl.gz: is no gzip, though its name ends in .gz");
  }

  @Test
  void refusesAFileThatChangedBetweenCheckAndReading() throws IOException {
    write("a.jsonl", "{\"id\":1}\n");
    Supplier supplier = files(jsonl("id"), "a.jsonl");
    write("a.jsonl", "{\"id\":1}\n{\"id\":2}\n");
    assertThat(readAll(supplier, 10).pids()).as("it may grow").containsExactly("1", "2");
    write("a.jsonl", "{\"id\":3}\n");
    assertThatThrownBy(() -> readAll(supplier, 10))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("a.jsonl: has changed");
    Files.delete(dir.resolve("a.jsonl"));
    assertThatThrownBy(() -> readAll(supplier, 10))
        .hasMessageContaining("a.jsonl: cannot be read: it has vanished");
  }

  @Test
  void fingerprintsTheFirstBytes() throws IOException {
    Path file = write("a", "123456789");
    assertThat(Fingerprint.of(file)).isEqualTo("crc32c:e3069283/9");
    assertThat(Fingerprint.matches(write("b", "1234567890"), "crc32c:e3069283/9")).isTrue();
    assertThat(Fingerprint.matches(write("c", "12345678"), "crc32c:e3069283/9")).isFalse();
  }

  @Test
  void emptyFilesAndHeadersAloneGiveNoRecords() throws IOException {
    write("1.csv", "");
    write("2.csv", "id,x\n");
    write("3.csv", "id,x\n7,a\n");
    Supplier supplier = files(csv("id"), "*.csv");
    assertThat(readAll(supplier, 10).pids()).containsExactly("7");
  }

  @Test
  void aSourceWithoutAnyRecordIsRefused() throws IOException {
    write("1.csv", "");
    write("2.csv", "id,x\n");
    assertThatThrownBy(() -> files(csv("id"), "*.csv"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "factory.source.paths: there is nothing to read: 1.csv is empty, 2.csv has a header and no record");
    assertThatThrownBy(() -> files(csv("id"), "2.csv"))
        .hasMessage(
            "factory.source.paths: there is nothing to read: 2.csv has a header and no record");
  }

  @Test
  void readsGzipOfSeveralMembers() throws IOException {
    write("a.jsonl.gz", join(gzip("{\"id\":1}\n{\"i"), gzip("d\":2}\n"), new byte[512]));
    Bought bought = readAll(files(jsonl("id"), "a.jsonl.gz"), 10);
    assertThat(bought.pids()).containsExactly("1", "2");
    assertThat(bought.scrap()).isEmpty();
  }

  @Test
  void truncatedGzipCostsOneRecordWhereverItIsCut() throws IOException {
    StringBuilder text = new StringBuilder();
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 300; i++) {
      text.append("{\"id\":").append(random.nextInt(1000)).append("}\n");
    }
    byte[] whole = gzip(text.toString());
    for (int cut = 0; cut < whole.length; cut += cut < 40 || cut > whole.length - 12 ? 1 : 37) {
      write("a.jsonl.gz", Arrays.copyOf(whole, cut));
      Bought bought = readAll(files(jsonl("id"), "a.jsonl.gz"), 1000);
      assertThat(bought.bad().reason()).isEqualTo(Scrap.Reason.MALFORMED);
      assertThat(bought.bad().detail())
          .isEqualTo(
              "a.jsonl.gz: the file is truncated: its gzip data ends too early; the records before are read, those behind are missing");
      assertThat(bought.bad().offset()).isEqualTo(bought.materials().size());
      assertThat(text.toString().lines().limit(bought.materials().size()).toList())
          .isEqualTo(bought.pids().stream().map(id -> "{\"id\":" + id + "}").toList());
    }
  }

  @Test
  void theFieldsAreNamedInTheOrderOfTheHeader() throws IOException {
    write("a.csv", "txt,id,kind,n,zulu,alpha\n1,2,3,4,5,6\n".getBytes(StandardCharsets.UTF_8));
    assertThat(files(csv("id"), "a.csv").fields())
        .containsExactly("txt", "id", "kind", "n", "zulu", "alpha");
  }

  @Test
  void aDamagedFileIsNamedWithWhatIsMissing() throws IOException {
    byte[] whole = gzip("{\"id\":1}\n{\"id\":2}\n");
    write("a.jsonl.gz", Arrays.copyOf(whole, whole.length - 3));
    write("b.jsonl", "{\"id\":3}\n".getBytes(StandardCharsets.UTF_8));
    Supplier supplier = files(jsonl("id"), "a.jsonl.gz", "b.jsonl");
    assertThat(supplier.damages()).isEmpty();
    readAll(supplier, 10);
    readAll(supplier, 10);
    assertThat(supplier.damages())
        .containsExactly(
            "a.jsonl.gz: the file is truncated: its gzip data ends too early; the records before are read, those behind are missing");
  }

  @Test
  void damagedGzipCostsOneRecord() throws IOException {
    byte[] whole = gzip("{\"id\":1}\n{\"id\":2}\n");
    byte[] wrongSum = whole.clone();
    wrongSum[whole.length - 8] ^= 1;
    write("a.jsonl.gz", wrongSum);
    Bought bought = readAll(files(jsonl("id"), "a.jsonl.gz"), 10);
    assertThat(bought.bad().detail()).startsWith("a.jsonl.gz: the gzip data is damaged (");
    write("a.jsonl.gz", join(whole, "rubbish behind it".getBytes(StandardCharsets.UTF_8)));
    bought = readAll(files(jsonl("id"), "a.jsonl.gz"), 10);
    assertThat(bought.pids()).containsExactly("1", "2");
    assertThat(bought.bad().detail())
        .startsWith("a.jsonl.gz: after the gzip data the file goes on");
  }

  @Test
  void truncatedGzipOfCsvCostsOneRecordEvenInTheHeader() throws IOException {
    byte[] whole = gzip("id,x\n1,a\n");
    write("a.csv.gz", Arrays.copyOf(whole, 12));
    assertThat(readAll(files(csv("id"), "a.csv.gz"), 10).bad().detail()).contains("truncated");
  }

  @Test
  void tellsItsProgressInBytesOfTheFiles() throws IOException {
    write("1.jsonl", "{\"id\":1}\n".repeat(100));
    write("2.jsonl.gz", gzip("{\"id\":1}\n".repeat(100)));
    try (Supplier.Reader reader = files(jsonl("id"), "*").open(100)) {
      assertThat(reader.progress()).isZero();
      reader.read();
      assertThat(reader.progress()).isGreaterThan(0.5).isLessThan(1);
      reader.read();
      assertThat(reader.read()).isNull();
      assertThat(reader.progress()).isEqualTo(1);
    }
  }

  private void refused(String message, String... paths) {
    refused(csv("id"), message, paths);
  }

  private void refused(RecordFormat format, String message, String... paths) {
    assertThatThrownBy(() -> files(format, paths))
        .isInstanceOf(SourceException.class)
        .hasMessage(message);
  }

  private Supplier files(RecordFormat format, String... paths) {
    return Suppliers.files(new SourceSettings.Files(List.of(paths), format), dir);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part);
    }
    return bytes.toByteArray();
  }
}
