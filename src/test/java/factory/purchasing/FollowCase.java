package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.custody.OffsetSet;
import factory.goods.Lot;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Files that grow and are rotated, for tests. {@code a:0} is the record with id a at offset 0. */
abstract class FollowCase {
  @TempDir Path dir;

  final List<Supplier.Reader> readers = new ArrayList<>();

  /** A clock for the files: rotated ones are put in the order of their times. */
  private int seconds;

  @AfterEach
  void close() throws IOException {
    for (Supplier.Reader reader : readers) {
      reader.close();
    }
  }

  final Supplier follow() {
    return follow(jsonl("id"));
  }

  final Supplier follow(RecordFormat format, String... paths) {
    return Suppliers.follow(
        new SourceSettings.Followed(
            paths.length == 0 ? List.of("app.log") : List.of(paths), format),
        dir);
  }

  final Supplier.Reader open(Ledger ledger) {
    return open(ledger, 10);
  }

  final Supplier.Reader open(Ledger ledger, int lotSize) {
    try {
      Supplier.Reader reader = follow().goingOn(ledger).open(lotSize);
      readers.add(reader);
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a factory opens it, with this clock. */
  final Supplier.Reader open(AtomicLong nanos) throws IOException {
    FollowSupplier supplier =
        FollowSupplier.of(
            Map.of("app.log", dir.resolve("app.log")),
            jsonl("id"),
            SourceSettings.Followed.WAITED_FOR,
            SourceSettings.Followed.IN_TURN,
            nanos::get);
    Supplier.Reader reader = supplier.goingOn(new Ledger(supplier.partitions())).open(10);
    readers.add(reader);
    return reader;
  }

  /** The next lot; waits for it. */
  static List<String> next(Supplier.Reader reader) {
    try {
      List<String> records = new ArrayList<>();
      Lot lot = reader.read();
      assertThat(lot).isNotNull();
      for (int i = 0; i < lot.count(); i++) {
        records.add(lot.material(i).pid().text() + ":" + lot.materials()[i].offset());
      }
      assertThat(lot.scrap()).isEmpty();
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is nothing more; the reader is of no use after that. */
  static boolean nothing(Supplier.Reader reader) {
    reader.hurry();
    try {
      return reader.read() == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ledger as a later run reads it, with the first records done. */
  final Ledger saved(Ledger ledger, int done) {
    OffsetSet offsets = new OffsetSet();
    for (int i = 0; i < done; i++) {
      offsets.add(i);
    }
    Ledger live = ledger.copy();
    live.add(0, offsets);
    try {
      return Ledger.read(live.toBytes("test", 1)).ledger().bind(follow().partitions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void rotate(String ids) throws IOException {
    for (int i = 8; i > 0; i--) {
      Path file = dir.resolve("app.log." + i);
      if (Files.exists(file)) {
        Files.move(file, dir.resolve("app.log." + (i + 1)));
      }
    }
    Files.move(dir.resolve("app.log"), dir.resolve("app.log.1"));
    write("app.log", ids);
  }

  final void write(String name, String ids) {
    try {
      StringBuilder text = new StringBuilder();
      for (String id : ids.isEmpty() ? new String[0] : ids.split(" ", -1)) {
        text.append("{\"id\":\"").append(id).append("\"}\n");
      }
      Files.writeString(dir.resolve(name), text.toString());
      Files.setLastModifiedTime(dir.resolve(name), FileTime.fromMillis(1_000L * ++seconds));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void append(String name, String text) {
    try {
      Files.writeString(dir.resolve(name), text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
