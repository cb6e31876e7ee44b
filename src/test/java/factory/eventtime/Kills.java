package factory.eventtime;

import com.typesafe.config.ConfigFactory;
import factory.ConfigStack;
import factory.FactorySettings;
import factory.custody.Amendable;
import factory.custody.Amendables;
import factory.custody.Ledger;
import factory.eventtime.EventPlant.Result;
import factory.eventtime.PlainLoop.Late;
import factory.goods.Partition;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** What kills leave of runs that read real files, and the settings of such runs. */
final class Kills {
  private Kills() {}

  /**
   * What may be shipped when a factory is killed, in whatever order its workshops come: of each
   * pid's products the first ones, and any of those that are {@link #isOverByItself over by
   * themselves}, for workers of one pid are in no order. Of the scrap the repeats, for they are
   * shipped before the product that has the first one, and any others.
   */
  static Result some(Result whole, EventTimeCase read, Random random) {
    int share = random.nextInt(100);
    int ends = random.nextInt(3) == 0 ? 100 : 10;
    Set<String> over = new HashSet<>();
    Set<String> begun = new HashSet<>();
    List<Product> products = new ArrayList<>();
    for (Product product : whole.products()) {
      String pid = product.pid().text();
      if (isOverByItself(product, read)) {
        if (random.nextInt(100) >= share) {
          products.add(product);
        }
        continue;
      }
      if (random.nextInt(100) < (begun.add(pid) ? share : ends)) {
        over.add(pid);
      }
      if (!over.contains(pid)) {
        products.add(product);
      }
    }
    List<Scrap> scrap =
        whole.scrap().stream()
            .filter(one -> one.reason() == Scrap.Reason.DUPLICATE || random.nextInt(100) >= share)
            .toList();
    return new Result(products, scrap, List.of(), whole.outcome());
  }

  /**
   * Whether the last watermark says that it is over, whatever else there is of its pid. Where late
   * ones are not scrapped that is not all that it hangs on.
   */
  private static boolean isOverByItself(Product product, EventTimeCase read) {
    return read.rules().late() == Late.SCRAP
        && product.last() + read.rules().term() < read.lastWatermark();
  }

  /** The ledger as the next start reads it, if this is shipped besides what is done in it. */
  static Ledger left(Ledger before, FactorySettings settings, Supplier supplier, Result shipped)
      throws IOException {
    Ledger ledger = before.copy();
    shipped.products().forEach(product -> ledger.add(product.positions()));
    shipped.scrap().forEach(scrap -> ledger.add(scrap.positions()));
    Amendables.Bounds bounds = settings.amending(supplier.isSequence(), true);
    if (bounds != null) {
      List<String> names = supplier.partitions().stream().map(Partition::name).toList();
      List<Amendable> amendable =
          shipped.products().stream()
              .map(product -> Amendable.of(product, names.get(product.partition())))
              .toList();
      ledger.amendables().add(amendable, bounds, ledger.passedTime(bounds.sequence()));
    }
    return Ledger.read(ledger.toBytes("a test", 1)).ledger().bind(supplier.partitions());
  }

  /** All that stands in the scrap of a record, but for which run it was. */
  static Stream<String> details(Result result) {
    return result.scrap().stream()
        .map(
            one ->
                Arrays.asList(
                        one.reason(),
                        one.partition(),
                        one.offset(),
                        one.line(),
                        one.detail(),
                        one.pid(),
                        one.record())
                    .toString());
  }

  /** For reading these files; {@code more} are below {@code factory.}, too. */
  static FactorySettings settings(
      EventTimeCase one, List<Path> files, Random random, String... more) {
    List<String> paths = files.stream().map(file -> "\"" + file + "\"").toList();
    List<String> all =
        new ArrayList<>(
            List.of(
                "source.kind=files",
                "source.paths=[" + String.join(",", paths) + "]",
                "source.format=jsonl",
                "source.pid=[pid]",
                "source.event-time.field=t",
                "source.event-time.format=epoch-ms",
                "source.max-drift=" + random.nextInt(100) + " ms",
                "source.parsers=" + (1 + random.nextInt(3)),
                "source.rate=unlimited",
                "blueprint.kind=merge",
                "operations.console=off",
                "transportation.driver.every=50 ms"));
    all.addAll(List.of(EventTimeCase.settings(one.rules(), 1 + random.nextInt(3), random, more)));
    return ConfigStack.of(
            ConfigFactory.empty(), all.stream().map(setting -> "factory." + setting).toList())
        .settings();
  }
}
