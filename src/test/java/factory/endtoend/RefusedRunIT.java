package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.FactoryProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source without a record, and a directory that belongs to others: refused as any {@link
 * WrongInputIT}, by processes that would else make something of it.
 */
class RefusedRunIT {
  @TempDir private Path directory;

  @BeforeEach
  void writeAGoodConfiguration() throws IOException {
    write("good.conf", String.join("\n", WrongInputIT.CONF));
    write("in.jsonl", "{\"s\":\"a\",\"n\":1}\n{\"s\":\"b\",\"n\":2}\n");
    write("header.csv", "s,n\n");
  }

  @Test
  void aSourceWithoutARecordIsRefusedAndAnEmptyFileAmongOthersIsNamed() throws IOException {
    write("empty.csv", "");
    Ended ended = FactoryProcess.run(directory, reading("[empty.csv, header.csv]"));
    WrongInputIT.assertOneLine(ended);
    assertThat(ended.err())
        .contains(
            "factory.source.paths: there is nothing to read: empty.csv is empty, header.csv has a header and no record");

    write("some.csv", "s,n\na,1\n");
    Ended some = FactoryProcess.run(directory, reading("[header.csv, some.csv]")).exitedWith(0);
    assertThat(some.err())
        .contains("header.csv has a header and no record; the other files are read");
    assertThat(some.account().bought()).isEqualTo(1);
  }

  private static String[] reading(String paths) {
    return new String[] {
      "run",
      "--config",
      "good.conf",
      "--set",
      "factory.source.paths=" + paths,
      "--set",
      "factory.source.format=csv"
    };
  }

  @Test
  void aDirectoryThatAnotherFactoryShipsToIsRefused() throws IOException {
    try (FactoryProcess first =
        FactoryProcess.start(
            directory, "run", "--set", "factory.name=first", "--set", "factory.source.rate=10")) {
      Path lock = directory.resolve("out/.factory.lock");
      first.await("the lock", () -> lock.toFile().length() > 0);
      for (String command : List.of("check", "run")) {
        Ended second = FactoryProcess.run(directory, command, "--config", "good.conf");
        WrongInputIT.assertOneLine(second);
        assertThat(second.err())
            .startsWith(
                "good.conf: 5: factory.destination.directory: 'out' is in use by factory 'first', process ")
            .endsWith("; stop that one or choose another directory" + System.lineSeparator());
      }
      first.terminate();
      first.await().exitedWith(0).account().balanced();
    }
  }

  @Test
  void aDirectoryWithShipmentsOfAnotherSourceIsRefused() throws IOException {
    FactoryProcess.run(directory, "run", "--config", "good.conf").exitedWith(0);
    Shipped before = Shipped.in(directory.resolve("out"));
    write("other.jsonl", "{\"s\":\"a\"}\n");
    Ended other =
        FactoryProcess.run(
            directory, "run", "-c", "good.conf", "-s", "factory.source.paths=[other.jsonl]");
    WrongInputIT.assertOneLine(other);
    assertThat(other.err())
        .startsWith("good.conf: 5: factory.destination.directory: 'out'")
        .contains("'in.jsonl'")
        .contains("the source does not");
    write("in.jsonl", "{\"s\":\"c\",\"n\":1}\n{\"s\":\"b\",\"n\":2}\n");
    Ended changed = FactoryProcess.run(directory, "run", "--config", "good.conf");
    WrongInputIT.assertOneLine(changed);
    assertThat(changed.err())
        .startsWith("good.conf: 5: factory.destination.directory: 'out'")
        .contains("'in.jsonl' is not what it was");
    assertThat(Shipped.in(directory.resolve("out"))).isEqualTo(before);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
