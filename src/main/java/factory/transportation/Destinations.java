package factory.transportation;

import factory.custody.Amendables;
import factory.custody.Ledger;
import factory.goods.Column;
import factory.goods.Partition;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens destinations. */
public final class Destinations {
  private static final String FILE = "destination.file";
  private static final String URL = "destination.url";

  private Destinations() {}

  /**
   * How far earlier runs have come.
   *
   * @param number of the last shipment; 0 if there is none
   * @param ledger bound to the source's partitions; null where none is kept, or none is there yet
   */
  public record Standing(long number, @Nullable Ledger ledger) {
    static final Standing NOTHING = new Standing(0, null);
  }

  /** Opens one for a blueprint that names no columns. */
  public static Destination open(
      DestinationSettings settings, String factoryName, List<Partition> partitions) {
    return open(settings, factoryName, partitions, List.of(), null);
  }

  /** Opens one for products that late materials do not amend. */
  public static Destination open(
      DestinationSettings settings,
      String factoryName,
      List<Partition> partitions,
      List<Column> columns) {
    return open(settings, factoryName, partitions, columns, null);
  }

  /**
   * Opens a destination and finds out how far earlier runs have come.
   *
   * @param factoryName written into each shipment
   * @param partitions the source's, in the order of their indexes
   * @param columns fields of products that have a column of their own, where there are columns
   * @param amending how much is remembered of what late materials may amend; null where they do not
   * @throws DestinationException in words, if it cannot be used, is used by another factory, or
   *     holds shipments of another source
   */
  public static Destination open(
      DestinationSettings settings,
      String factoryName,
      List<Partition> partitions,
      List<Column> columns,
      Amendables.@Nullable Bounds amending) {
    List<Partition> source = List.copyOf(partitions);
    ProductTable table = table(settings, columns);
    if (settings instanceof DestinationSettings.Files files) {
      return FilesDestination.open(files, factoryName, source, table, amending);
    } else if (settings instanceof DestinationSettings.DuckDb duck) {
      return TableDestination.open(
          DuckDatabase.open(duck, factoryName),
          FILE,
          duck.table(),
          table,
          factoryName,
          source,
          amending);
    } else if (settings instanceof DestinationSettings.PostgreSql postgres) {
      return TableDestination.open(
          PostgresDatabase.open(postgres, factoryName),
          URL,
          postgres.table(),
          table,
          factoryName,
          source,
          amending);
    }
    return new DiscardDestination(partitions);
  }

  /**
   * Finds out whether {@link #open} would do, without making or changing anything, and without
   * disturbing a factory that uses the destination at the moment.
   *
   * @param partitions the source's
   * @param columns as for {@link #open}
   * @return what {@link #open} would go on from
   * @throws DestinationException in words, if it cannot be used, is used by a factory, which is
   *     named, or holds shipments of another source
   */
  public static Standing check(
      DestinationSettings settings, List<Partition> partitions, List<Column> columns) {
    List<Partition> source = List.copyOf(partitions);
    ProductTable table = table(settings, columns);
    if (settings instanceof DestinationSettings.Files files) {
      return FilesDestination.check(files, source);
    } else if (settings instanceof DestinationSettings.DuckDb duck) {
      DuckDatabase database = DuckDatabase.look(duck);
      return database.exists()
          ? TableDestination.check(database, FILE, duck.table(), table, source)
          : Standing.NOTHING;
    } else if (settings instanceof DestinationSettings.PostgreSql postgres) {
      return TableDestination.check(
          PostgresDatabase.open(postgres, "check"), URL, postgres.table(), table, source);
    }
    return Standing.NOTHING;
  }

  /**
   * Finds out whether there is a place for a destination, whatever it holds; makes and changes
   * nothing. A server is not asked.
   *
   * @throws DestinationException in words, if not
   */
  public static void checkPlace(DestinationSettings settings) {
    if (settings instanceof DestinationSettings.Files files) {
      FilesDestination.checkPlace(files);
    } else if (settings instanceof DestinationSettings.DuckDb duck) {
      DuckDatabase.look(duck);
    }
  }

  /**
   * Where it can be looked up what became of a pid, whether or not a factory ships there at the
   * moment; nothing is made or changed.
   *
   * @throws DestinationException in words, if a library is missing
   */
  public static Archive archive(DestinationSettings settings) {
    if (settings instanceof DestinationSettings.Files files) {
      if (files.format() == DestinationSettings.Format.PARQUET) {
        Duck.load("destination.format = parquet");
      }
      return new FilesArchive(files.directory());
    } else if (settings instanceof DestinationSettings.DuckDb duck) {
      DuckDatabase database = DuckDatabase.reading(duck);
      return new TableArchive(
          database.name(), tables(Dialect.DUCKDB, duck.table(), settings), database::ask);
    } else if (settings instanceof DestinationSettings.PostgreSql postgres) {
      return new TableArchive(
          PostgresDatabase.withoutParameters(postgres.url()),
          tables(Dialect.POSTGRESQL, postgres.table(), settings),
          () -> PostgresDatabase.ask(postgres));
    }
    return Archive.none("discard, which keeps nothing");
  }

  private static Tables tables(Dialect dialect, String name, DestinationSettings settings) {
    return new Tables(dialect, name, table(settings, List.of()));
  }

  /** The columns of products: the blueprint's, and over them the user's. */
  private static ProductTable table(DestinationSettings settings, List<Column> columns) {
    Map<String, Column.Kind> users = Map.of();
    DestinationSettings.Times times = DestinationSettings.Times.ISO;
    if (settings instanceof DestinationSettings.Files files) {
      users = files.columns();
      times = files.times();
    } else if (settings instanceof DestinationSettings.DuckDb duck) {
      users = duck.columns();
      times = duck.times();
    } else if (settings instanceof DestinationSettings.PostgreSql postgres) {
      users = postgres.columns();
      times = postgres.times();
    }
    Map<String, Column.Kind> all = new LinkedHashMap<>();
    columns.forEach(column -> all.put(column.name(), column.kind()));
    all.putAll(users);
    List<Column> merged = new ArrayList<>();
    all.forEach((name, kind) -> merged.add(new Column(name, kind)));
    return new ProductTable(merged, times, settings.unit());
  }

  /**
   * An encoder of JSON Lines as {@code files} writes them, for destinations that are made
   * elsewhere.
   *
   * @param partitions the source's, in the order of their indexes
   * @param unit of event times, which are written in UTC
   */
  public static Encoder jsonLines(List<Partition> partitions, ChronoUnit unit) {
    return new JsonEncoder(
        List.copyOf(partitions), new EventTimes(DestinationSettings.Times.ISO, unit));
  }
}
