package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.FactorySettings;
import factory.Plant;
import factory.custody.Ledger;
import factory.eventtime.EventPlant.Result;
import factory.eventtime.EventPlant.Run;
import factory.eventtime.PlainLoop.Late;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Factories that go on with logs that are followed and were rotated, from ledgers that a kill can
 * leave: what one after the other ship is what the plain loop has. No log is ever idle.
 */
class FollowRestartTest extends WithPlant {
  private static final int CUTS = 4;

  /** Beyond all others: with it in each log all other products are over. */
  private static final long FAR = 1_000_000;

  private static final String LAST = "the last one";

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"1, SCRAP, 1", "1, AMEND, 2", "3, SCRAP, 3", "3, ACCEPT, 4", "3, AMEND, 5"})
  void whatIsMadeDoesNotDependOnWhatWasShippedBefore(int logs, Late late, long seed)
      throws Exception {
    Random random = new Random(seed);
    EventTimeCase any = EventTimeCase.any(random, late);
    while (any.streams().size() != logs) {
      any = EventTimeCase.any(random, late);
    }
    RealFiles files = RealFiles.of(withTheLastOne(any.streams()), random);
    EventTimeCase read = new EventTimeCase(any.rules(), files.streams(), logs == 1, any.ends());
    PlainLoop loop = read.expected();
    List<String> expected = loop.products().stream().filter(p -> !p.startsWith(LAST)).toList();
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < logs; i++) {
      paths.add(dir.resolve("%02d.log".formatted(i)));
    }
    Rotated rotated = new Rotated(files, paths, random);
    FactorySettings settings = settings(read, paths, random, "1000 d");
    Supplier supplier = Plant.supplier(settings);
    Ledger wholeRead = rotated.read(supplier, 1 + random.nextInt(100));
    Track track = new Track(any.ends());
    Result nothing = new Result(List.of(), List.of(), List.of(), null);
    Ledger start = Kills.left(wholeRead, settings, supplier, nothing);
    List<String> scrap =
        Stream.of(loop.late(), loop.repeats(), files.unreadable()).flatMap(List::stream).toList();
    Run undisturbed = plant().start(settings, supplier, track, start);
    Result whole = stopped(undisturbed, expected.size(), scrap.size());
    assertThat(whole.texts()).containsExactlyElementsOf(expected);
    assertThat(whole.scrapped()).containsExactlyInAnyOrderElementsOf(scrap);

    for (int cut = 0; cut < CUTS; cut++) {
      Result shipped = Kills.some(whole, read, random);
      Ledger ledger = Kills.left(wholeRead, settings, supplier, shipped);
      FactorySettings other = settings(read, paths, random, random.nextInt(100) + " ms");
      Run run = plant().start(other, Plant.supplier(other), track, ledger);
      Result rest =
          stopped(
              run,
              expected.size() - shipped.products().size(),
              scrap.size() - shipped.scrap().size());
      String what = "seed %s, cut %s, shipped %s".formatted(seed, cut, shipped.texts());
      assertThat(Stream.concat(shipped.texts().stream(), rest.texts().stream()).sorted())
          .as(what)
          .containsExactlyElementsOf(expected);
      assertThat(Stream.concat(Kills.details(shipped), Kills.details(rest)))
          .as(what)
          .containsExactlyInAnyOrderElementsOf(Kills.details(whole).toList());
    }
  }

  private static List<List<Material>> withTheLastOne(List<List<Material>> streams) {
    List<List<Material>> all = new ArrayList<>();
    for (List<Material> stream : streams) {
      List<Material> more = new ArrayList<>(stream);
      more.add(new Material(Pid.of(LAST), FAR, 0, 0, Fields.of(Map.of("end", false))));
      all.add(more);
    }
    return all;
  }

  private static FactorySettings settings(
      EventTimeCase one, List<Path> paths, Random random, String maxDrift) {
    return Kills.settings(
        one,
        paths,
        random,
        "source.follow=true",
        "source.max-drift=" + maxDrift,
        "source.idle-after=none",
        "shutdown.open-workers=keep");
  }

  /** Waits until so much is shipped, and stops it. */
  private static Result stopped(Run run, int products, int scrap) throws InterruptedException {
    run.await(products, scrap);
    run.stop();
    return run.end();
  }

  /** Logs that go on in another file once a part of them is read. */
  private static final class Rotated {
    private final List<Path> paths;
    private final List<List<String>> rests = new ArrayList<>();
    private int records;

    Rotated(RealFiles files, List<Path> paths, Random random) throws IOException {
      this.paths = paths;
      for (int i = 0; i < paths.size(); i++) {
        List<String> lines = files.lines().get(i);
        int part = random.nextInt(lines.size());
        write(i, lines.subList(0, part));
        rests.add(lines.subList(part, lines.size()));
      }
    }

    private void write(int log, List<String> lines) throws IOException {
      Files.write(paths.get(log), RealFiles.bytes(lines));
      records += RealFiles.records(lines);
    }

    /** The ledger of a run that has read all of them, before they were rotated and behind it. */
    Ledger read(Supplier supplier, int lotSize) throws IOException {
      Ledger ledger = new Ledger(supplier.partitions());
      try (Supplier.Reader reader = supplier.goingOn(ledger).open(lotSize)) {
        take(reader);
        for (int i = 0; i < paths.size(); i++) {
          Files.move(paths.get(i), Path.of(paths.get(i) + ".1"));
          write(i, rests.get(i));
        }
        take(reader);
      }
      return ledger;
    }

    private void take(Supplier.Reader reader) throws IOException {
      while (records > 0) {
        records -= Objects.requireNonNull(reader.read()).size();
      }
    }
  }
}
