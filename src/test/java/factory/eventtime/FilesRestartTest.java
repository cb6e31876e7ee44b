package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.FactorySettings;
import factory.Plant;
import factory.custody.Ledger;
import factory.eventtime.EventPlant.Result;
import factory.eventtime.PlainLoop.Late;
import factory.eventtime.PlainLoop.Rules;
import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Scrap;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Factories that go on with real files, plain and packed, one after the other and side by side,
 * from ledgers that a kill can leave: what one after the other ship is what the plain loop has.
 */
class FilesRestartTest extends WithPlant {
  private static final int CUTS = 8;
  private static final Rules RULES =
      new Rules(10, false, Long.MAX_VALUE, 1_000_000, 5, Late.SCRAP, 1);

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "sequence, plain, SCRAP, 1",
    "sequence, packed, ACCEPT, 2",
    "sequence, plain, AMEND, 3",
    "sequence, packed, AMEND, 4",
    "parallel, packed, SCRAP, 5",
    "parallel, plain, ACCEPT, 6",
    "parallel, packed, AMEND, 7",
    "parallel, plain, AMEND, 8"
  })
  void whatIsMadeDoesNotDependOnWhatWasShippedBefore(
      String order, String kind, Late late, long seed) throws IOException {
    Random random = new Random(seed);
    EventTimeCase any = EventTimeCase.any(random, late);
    RealFiles files = RealFiles.of(any.streams(), random);
    List<Path> paths = files.write(dir, kind.equals("packed"));
    boolean sequence = order.equals("sequence");
    EventTimeCase read = new EventTimeCase(any.rules(), files.streams(), sequence, any.ends());
    PlainLoop expected = read.expected();
    Track track = new Track(any.ends());
    FactorySettings settings = Kills.settings(read, paths, random, "source.order=" + order);
    Supplier supplier = Plant.supplier(settings);
    Result whole = plant().start(settings, supplier, track, nothingDone(supplier)).end();
    assertThat(whole.texts()).containsExactlyElementsOf(expected.products());
    assertThat(whole.scrapped())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(expected.late(), expected.repeats(), files.unreadable())
                .flatMap(List::stream)
                .toList());

    for (int cut = 0; cut < CUTS; cut++) {
      Result shipped = Kills.some(whole, read, random);
      Ledger ledger = Kills.left(wholeRead(supplier, random), settings, supplier, shipped);
      FactorySettings other = Kills.settings(read, paths, random, "source.order=" + order);
      Result rest = plant().start(other, Plant.supplier(other), track, ledger).end();
      String what = "seed %s, cut %s, shipped %s".formatted(seed, cut, shipped.texts());
      assertThat(Stream.concat(shipped.texts().stream(), rest.texts().stream()).sorted())
          .as(what)
          .containsExactlyElementsOf(expected.products());
      assertThat(Stream.concat(Kills.details(shipped), Kills.details(rest)))
          .as(what)
          .containsExactlyInAnyOrderElementsOf(Kills.details(whole).toList());
      assertThat(rest.outcome().account().balances()).as(what).isTrue();
    }
  }

  private static Ledger nothingDone(Supplier supplier) {
    return new Ledger(supplier.partitions());
  }

  /** The ledger of a run that has read everything, and has noted it at some places or many. */
  private static Ledger wholeRead(Supplier supplier, Random random) throws IOException {
    Ledger ledger = nothingDone(supplier);
    try (Supplier.Reader reader = supplier.goingOn(ledger).open(1 + random.nextInt(100))) {
      for (Lot lot = reader.read(); lot != null; lot = reader.read()) {
        assertThat(lot.size()).isPositive();
      }
    }
    return ledger;
  }

  @ParameterizedTest
  @CsvSource({"sequence, plain", "sequence, packed", "parallel, plain", "parallel, packed"})
  void whatEndsByItsContractSaysSoThoughTheLastFilesAreDone(String order, String kind)
      throws IOException {
    RealFiles files =
        RealFiles.of(
            List.of(
                List.of(material(0, "open", 0)),
                List.of(material(1, "shipped", 1_000)),
                List.of(material(2, "shipped", 990)),
                List.of()));
    List<Path> paths = files.write(dir, kind.equals("packed"));
    EventTimeCase one = new EventTimeCase(RULES, files.streams(), order.equals("sequence"), false);
    FactorySettings settings = Kills.settings(one, paths, new Random(1), "source.order=" + order);
    Supplier supplier = Plant.supplier(settings);
    Result whole = plant().start(settings, supplier, new Track(false), nothingDone(supplier)).end();
    assertThat(whole.texts()).isEqualTo(one.expected().products()).hasSize(2);

    Result shipped =
        new Result(
            whole.products().stream().filter(p -> p.pid().text().equals("shipped")).toList(),
            whole.scrap(),
            List.of(),
            whole.outcome());
    Ledger ledger = Kills.left(wholeRead(supplier, new Random(1)), settings, supplier, shipped);
    Result rest = plant().start(settings, Plant.supplier(settings), new Track(false), ledger).end();

    assertThat(rest.texts()).containsExactly("open p0:0/0 contract 0..0 [p0:0]");
  }

  /** What a file has more, and a file that is new, are judged by what was read before them. */
  @Test
  void whatIsAppendedBetweenTwoRunsIsLateByWhatTheFirstOneHasRead() throws IOException {
    RealFiles before =
        RealFiles.of(
            List.of(
                List.of(material(0, "a", 100), material(0, "a", 200)),
                List.of(material(1, "b", 150))));
    List<Path> paths = new ArrayList<>(before.write(dir, false));
    EventTimeCase one = new EventTimeCase(RULES, before.streams(), true, false);
    FactorySettings settings = Kills.settings(one, paths, new Random(1));
    Supplier supplier = Plant.supplier(settings);
    Ledger ledger = nothingDone(supplier);
    Result first = plant().start(settings, supplier, new Track(false), ledger).end();
    assertThat(first.scrapped(Scrap.Reason.LATE)).containsExactly("p1:0");

    Files.writeString(
        paths.get(1),
        RealFiles.line(material(1, "b", 194)) + RealFiles.line(material(1, "b", 195)),
        StandardOpenOption.APPEND);
    paths.add(dir.resolve("02.jsonl"));
    Files.writeString(paths.get(2), RealFiles.line(material(2, "c", 1)));
    FactorySettings later = Kills.settings(one, paths, new Random(1));
    Supplier more = Plant.supplier(later);
    Result second =
        plant()
            .start(
                later,
                more,
                new Track(false),
                Ledger.read(ledger.toBytes("a test", 1)).ledger().bind(more.partitions()))
            .end();

    assertThat(second.scrapped(Scrap.Reason.LATE)).containsExactly("p1:1", "p2:0");
    assertThat(second.texts()).containsExactly("b p1:2/0 end-of-input 195..195 [p1:2]");
  }

  private static Material material(int partition, String pid, long time) {
    return new Material(Pid.of(pid), time, partition, 0, Fields.of(Map.of("end", false)));
  }
}
