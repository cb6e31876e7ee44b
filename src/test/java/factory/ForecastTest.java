package factory;

import static factory.SettingsFixture.GIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.custody.Ledger;
import factory.goods.Partition;
import factory.goods.Positions;
import factory.purchasing.SourceSettings;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {
  @TempDir private Path directory;

  @Test
  void aFieldThatNoneOfTheFirstRecordsHasIsTold() throws IOException {
    Path file = directory.resolve("in.jsonl");
    Files.writeString(file, "{\"s\":\"a\",\"bytes\":1,\"x\":{\"y\":1}}\n".repeat(3));
    String config =
        "factory { source { kind = files, paths = [a], pid = [s] }, blueprint { kind = merge,"
            + " fields { byte = sum, zeal = max, bytes = sum, n = count, y { from = x.y, op = max } } } }";
    SupplierOnPaper paper = new SupplierOnPaper(true, new Partition(file.toString(), ""));
    assertThat(lines(paper, config).stream().filter(line -> line.startsWith("Note")))
        .containsExactly(
            "Note: no field 'byte' in the first 3 records of " + file + " (nearest: bytes).",
            "Note: no field 'zeal' in the first 3 records of "
                + file
                + " (there are: bytes, s, x).");
    assertThat(lines(paper, config.replace("pid = [s]", "pid = [ss]")))
        .contains(
            "Note: none of the first 3 records of "
                + file
                + " can be used: no value for pid field 'ss'.");
  }

  @Test
  void whatTheUserWroteAndHasNoEffectIsToldInOneLine() {
    SupplierOnPaper paper = new SupplierOnPaper(true);
    String config =
        """
        factory {
          source { kind = files, paths = [a], pid = [s], format = csv, pattern = "x" }
          contract { grace = 1 m, late = accept, tolerance = 1 s }
          blueprint { kind = merge, class = x.Y, plugins = [a.jar], fields { n = count } }
          destination { kind = discard, user = me }
        }""";
    assertThat(lines(paper, config).stream().filter(line -> line.startsWith("Without")))
        .containsExactly(
            "Without effect: factory.contract.grace and factory.contract.late need factory.contract.clock = event;"
                + " factory.blueprint.class and factory.blueprint.plugins need factory.blueprint.kind = class;"
                + " factory.source.pattern needs factory.source.format = text;"
                + " factory.destination.user needs factory.destination.kind = postgresql.");
    assertThat(lines(paper, "factory.name = plain"))
        .noneMatch(line -> line.startsWith("Without effect"));
  }

  @Test
  void aLingerThatDoesNotGoWithTheContractIsRemarked() {
    String files =
        """
        factory {
          source { kind = files, paths = [a], pid = [s], event-time.field = t }
          blueprint { kind = merge, fields { n = count } }
          destination.kind = discard
        }
        """;
    assertThat(notes(files + "factory.contract { tolerance = 50 ms, term = 50 ms }"))
        .as("nobody has set it")
        .isEmpty();
    assertThat(notes(files + "factory { line.linger = 100 ms, contract.term = 100 ms }")).isEmpty();
    assertThat(notes(files + "factory { line.linger = 3 s, contract.term = 1 s }"))
        .containsExactly(
            "Note: factory.line.linger, 3 s, counts as 100 ms, half of factory.contract.tolerance:"
                + " no batch waits longer, since contracts end by what the workshop was told last.");
    assertThat(
            notes(
                files + "factory { line.linger = 3 s, contract { term = 1 s, tolerance = 10 s } }"))
        .containsExactly(
            "Note: batches that are not full wait for 3 s (factory.line.linger), longer than"
                + " factory.contract.term, 1 s: what a pid has in one batch is one product,"
                + " whatever the pause within.");
    String event = files + "factory { line.linger = 3 s, contract { clock = event, term = ";
    assertThat(notes(event + "1 s } }"))
        .containsExactly(
            "Note: batches that are not full wait for 3 s (factory.line.linger), longer than"
                + " factory.contract.term, 1 s: where little comes products leave so much later"
                + " than they could.");
    assertThat(notes(event + "3 s } }")).isEmpty();
  }

  private List<String> notes(String config) {
    return lines(new SupplierOnPaper(true), config).stream()
        .filter(line -> line.startsWith("Note"))
        .toList();
  }

  @Test
  void oneRecordIsCalledTheFirstRecord() throws IOException {
    Path file = Files.writeString(directory.resolve("in.jsonl"), "{\"s\":\"a\"}\n");
    String config =
        "factory { source { kind = files, paths = [a], pid = [s] }, blueprint { kind = merge,"
            + " fields { byte = sum } } }";
    SupplierOnPaper paper = new SupplierOnPaper(true, new Partition(file.toString(), ""));
    assertThat(lines(paper, config))
        .contains("Note: no field 'byte' in the first record of " + file + " (there are: s).");
    assertThat(lines(paper, config.replace("pid = [s]", "pid = [ss]")))
        .contains(
            "Note: the first record of " + file + " cannot be used: no value for pid field 'ss'.");
  }

  @Test
  void saysWhatWillBecomeOfFiles() throws IOException {
    Path small = Files.write(directory.resolve("a.log"), new byte[1536]);
    Path large = Files.write(directory.resolve("b.log"), new byte[2 << 20]);
    List<String> lines =
        lines(
            new SupplierOnPaper(
                true, new Partition(small.toString(), ""), new Partition(large.toString(), "")),
            """
            factory {
              name = web
              source { kind = files, paths = ["*.log"], format = csv, delimiter = ";", pid = [client, { field = case, pattern = "^(.)" }], rate = 2500
                event-time { field = time, format = epoch } }
              contract { term = 90 m, max-term = 1 d }
              blueprint { kind = merge, fields { bytes = sum, bad { op = count, from = status, when = "status >= 400" } }
                pclass = [ { when = "bad > 0", is = failing }, { is = ok } ], complete-when = "bad = 3", distinct-by = [id] }
            }""");
    assertThat(lines)
        .contains(
            "Source: 2 files, read in the order of their names, at most 2,500 records a second:",
            "  " + small + " (1.5 KiB)",
            "  " + large + " (2 MiB)",
            "  together 2.0 MiB",
            "Records: CSV, ';' between two fields; one of more than 1 MiB is scrapped.",
            "Pid: field 'client' and the first group of ^(.) in field 'case', together, written with ' ' between.",
            "Event time: field 'time' as epoch-us, kept in microseconds.",
            "Contract: a product is finished when its pid had no material for 1 h 30 min by the machine's clock (up to 200 ms later), "
                + "at 1,000,000 materials, at 16 MiB, 1 d after its first material, or when it is complete.",
            "Blueprint: merge; fields that are not named: default.",
            "  bytes = sum",
            "  bad = count of status when status >= 400",
            "  complete: when bad = 3",
            "  class failing when bad > 0",
            "  class ok",
            "  a material equal to an earlier one in id is scrapped as a duplicate",
            "Ctrl-C and SIGTERM: open workers are left open for the next start, within 4 s.",
            "A kill: would lose nothing: what is not shipped is read again.");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("A second start: goes on where this one ends"));
  }

  @Test
  void saysWhatEventTimeIs() throws IOException {
    String settings =
        """
        factory {
          source { kind = files, paths = ["*.log"], pid = [a], event-time.field = t }
          contract { clock = event, term = 30 m, grace = 1 m, late = amend }
          blueprint.kind = merge
        }""";
    SupplierOnPaper paper = new SupplierOnPaper(true, new Partition("a", ""));
    assertThat(lines(paper, settings))
        .contains(
            "Contract: a product is finished when its pid had no material for more than 30 min by event time, at 1,000,000 materials, at 16 MiB.",
            "Late: what is more than 1 min older than one before it in its partition; it is another revision of its product, up to 1 h behind the watermark, and"
                + " scrapped beyond that.");
    assertThat(
            lines(
                paper,
                settings
                    + ", factory.contract { boundary = inclusive, late = scrap, grace = 0, max-term = 2 h }"))
        .contains(
            "Contract: a product is finished when its pid had no material for 30 min or more by event time, at 1,000,000 materials, at 16 MiB, before one more than"
                + " 2 h later than its first.",
            "Late: what is more than 0 s older than one before it in its partition; it is scrapped.");
  }

  @Test
  void saysHowFilesAreReadByEventTime() throws IOException {
    String settings =
        """
        factory {
          source { kind = files, paths = ["*.log"], pid = [a], event-time.field = t, max-drift = 5 m }
          contract { clock = event, term = 300 d }
          blueprint.kind = merge
        }""";
    SupplierOnPaper two =
        new SupplierOnPaper(true, new Partition("a", ""), new Partition("b", "")).sideBySide();
    assertThat(lines(two, settings + ", factory.source.order = parallel"))
        .anyMatch(
            line ->
                line.contains(
                    "read side by side by event time, none more than 5 min ahead of another, as fast"));
    assertThat(lines(two, settings + ", factory.source.follow = true"))
        .contains(
            "  side by side by event time, none more than 5 min ahead of another; event time goes on without one that has nothing new for 1 min");
    assertThat(lines(two, settings + ", factory.source { follow = true, idle-after = none }"))
        .anyMatch(line -> line.endsWith("event time waits for each, however long it is silent"))
        .noneMatch(line -> line.startsWith("Without effect"));
  }

  @Test
  void saysWhatAKillWouldLoseWhereTheSourceCannotBeReadAgain() {
    List<String> lines =
        lines(
            new SupplierOnPaper(false, new Partition("stdin", "")),
            "factory { workshops = 2, line.capacity = 65536, source { kind = stdin, pid = a }, blueprint.kind = merge, transportation.warehouse.capacity = 50000 }");
    assertThat(lines)
        .contains(
            "Source: standard input, as fast as it can. It cannot be read again.",
            "Ctrl-C and SIGTERM: open workers are closed and shipped, within 4 s.",
            "A kill: would lose all that is open: up to 131,072 materials on the lines, those of the open workers, and up to 50,000 products in the warehouse.");
  }

  @Test
  void saysThatDiscardedProductsAreGone() {
    List<String> lines =
        lines(
            new SupplierOnPaper(true, new Partition("generator", "")),
            "factory.destination.kind = discard");
    assertThat(lines)
        .contains(
            "Destination: discard: products are counted every 2 s and thrown away.",
            "A second start: buys everything again: nothing is written down.");
  }

  @Test
  void refusesADirectoryThatCannotBeMade() throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "");
    assertThatThrownBy(
            () ->
                lines(
                    new SupplierOnPaper(true, new Partition("generator", "")),
                    "factory.destination.directory = \"" + file + "/out\""))
        .isInstanceOf(WrongInput.class)
        .hasMessage(
            directory.resolve("web.conf")
                + ": 1: factory.destination.directory: '"
                + file
                + "/out' cannot be written ("
                + file
                + "/out: Not a directory); make it writable or choose another");
  }

  @Test
  void leavesNothingBehindInTheDestination() throws IOException {
    Path out = directory.resolve("new/out");
    String config = "factory.destination.directory = \"" + out + "\"";
    SupplierOnPaper generator = new SupplierOnPaper(true, new Partition("generator", ""));
    assertThat(lines(generator, config)).anyMatch(line -> line.contains("a new directory, " + out));
    assertThat(directory.resolve("new")).doesNotExist();
    Path halfWritten = Files.createDirectories(out.resolve(".shipment-00000001.tmp"));
    assertThat(lines(generator, config)).anyMatch(line -> line.contains("the directory " + out));
    assertThat(out.toFile().list()).containsExactly(halfWritten.getFileName().toString());
  }

  @Test
  void refusesShipmentsThatNothingExplains() throws IOException {
    Files.createDirectories(directory.resolve("out/shipment-00000002"));
    assertThatThrownBy(
            () ->
                lines(
                    new SupplierOnPaper(true, new Partition("generator", "")),
                    "factory.destination.directory = \"" + directory.resolve("out") + "\""))
        .isInstanceOf(WrongInput.class)
        .hasMessageContaining("it begins with shipment 2 and has no ledger.json");
  }

  @Test
  void addsUpTheBounds() {
    FactorySettings settings =
        SettingsFixture.parse(
            "factory { workshops = 2, line { capacity = 1024, bytes = 512 KiB, batch = 8 }, memory.open-assemblies = 1 GiB",
            "workshop { max-workers = 2048, bench.size = 1024 }, transportation { line = 1024, line-bytes = 1 MiB, warehouse.bytes = 1 MiB } }");
    MemoryForecast memory = new MemoryForecast(settings);
    assertThat(memory.total()).isEqualTo((1 << 20) + GIB + (1 << 20) + (1 << 20) + 3 * (1 << 20));
    assertThat(memory.lines(2 * GIB))
        .contains("  lines                2 x 1,024 places of 512 B                   1 MiB")
        .last()
        .asString()
        .endsWith("the heap has 2 GiB: it fits");
    assertThat(memory.lines(GIB))
        .last()
        .asString()
        .endsWith(
            "more than there is; give more by java -Xmx, or lower factory.memory.open-assemblies");
    assertThat(memory.warning(2 * GIB)).isEmpty();
    assertThat(memory.warning(GIB))
        .contains(
            "the bounds allow 1.0 GiB, the heap has 1 GiB; give more by java -Xmx, or lower factory.memory.open-assemblies");
    assertThat(memory.warning(3 << 20)).get().asString().contains("open-assemblies, factory.");
  }

  @Test
  void countsWhatDuckDbTakesBeyondTheHeap() {
    String memory = "  beyond the heap up to 512 MiB of DuckDB's (factory.destination.memory),";
    for (String destination : List.of("kind = duckdb", "format = parquet")) {
      FactorySettings settings =
          SettingsFixture.parse(
              "factory.destination { memory = 512 MiB, %s }".formatted(destination));
      assertThat(new MemoryForecast(settings).lines(GIB))
          .last()
          .isEqualTo(memory + " with the heap 1.5 GiB");
    }
    assertThat(new MemoryForecast(SettingsFixture.parse("")).lines(GIB))
        .noneMatch(line -> line.contains("DuckDB"));
  }

  @Test
  void whatIsReadAheadOfAFileCounts() {
    String lines =
        "factory { blueprint.kind = merge, line { capacity = 1024, batch = 8 }, source { kind = files, paths = [a], pid = [a]";
    long one = new MemoryForecast(SettingsFixture.parse(lines + ", parsers = 1 } }")).total();
    FactorySettings settings = SettingsFixture.parse(lines + ", parsers = 3 } }");
    MemoryForecast three = new MemoryForecast(settings);
    int lots = ((SourceSettings.Files) settings.source()).lotsAhead(); // more in a large heap
    assertThat(three.total() - one).isEqualTo(5 * MemoryForecast.LOT);
    assertThat(three.lines(GIB))
        .contains(
            "  read ahead           %d lots of 1 MiB                           %d MiB"
                .formatted(lots, lots));
  }

  @Test
  void boundsBeyondAllMeasureStayThere() {
    FactorySettings settings =
        SettingsFixture.parse(
            "factory { workshops = 1, memory.open-assemblies = 8000000 TiB, transportation.warehouse.bytes = 8000000 TiB }");
    assertThat(new MemoryForecast(settings).total()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesASourceThatIsNotWhatEarlierRunsHaveRead() throws IOException {
    Path file = Files.writeString(directory.resolve("a.jsonl"), "{\"p\":1}\n{\"p\":2}\n");
    Path out = Files.createDirectory(directory.resolve("out"));
    Files.writeString(
        directory.resolve("web.conf"),
        """
        factory {
          source { kind = files, paths = ["%s"], pid = p, format = jsonl }
          blueprint.kind = merge
          destination.directory = "%s"
        }"""
            .formatted(file, out));
    Supplier supplier = Plant.supplier(stack().settings());
    Ledger ledger = new Ledger(supplier.partitions());
    try (Supplier.Reader reader = supplier.goingOn(ledger).open(10)) {
      assertThat(reader.read()).isNotNull();
    }
    Positions read = new Positions();
    read.add(0, 0);
    read.add(0, 1);
    ledger.add(read);
    Files.write(out.resolve("ledger.json"), ledger.toBytes("web", 12));
    assertThat(forecast())
        .anyMatch(
            line ->
                line.contains(
                    "which has shipments up to number 12, with the fate of 2 records; every"));
    Files.writeString(file, "{\"q\":1}\n{\"p\":2}\n{\"p\":3}\n");
    assertThatThrownBy(this::forecast)
        .isInstanceOf(WrongInput.class)
        .hasMessageContaining("a.jsonl' is not what it was when it was read before");
  }

  private ConfigStack stack() throws IOException {
    List<Path> files = List.of(directory.resolve("web.conf"));
    return ConfigStack.read(directory, files, List.of(), new Properties());
  }

  private List<String> forecast() throws IOException {
    ConfigStack stack = stack();
    FactorySettings settings = stack.settings();
    return new Forecast(stack, settings, new Plant().inspect(stack, settings)).lines(GIB);
  }

  private List<String> lines(SupplierOnPaper supplier, String config) {
    try {
      Path file = Files.writeString(directory.resolve("web.conf"), config);
      ConfigStack stack = ConfigStack.read(directory, List.of(file), List.of(), new Properties());
      return new Forecast(stack, stack.settings(), supplier).lines(GIB);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
