package factory.transportation;

import factory.custody.Ledger;
import factory.custody.LedgerException;
import factory.goods.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds out how far earlier runs have come: the newest of the ledger's copy and the manifests
 * counts.
 *
 * <p>The copy is at most one shipment behind, namely when a factory was killed between the rename
 * and the copy; the next start makes it good. Shipments that are in the copy may have been taken
 * away; those that are not must all be there.
 */
final class LedgerStore {
  /** The copy of the newest ledger, in the directory's root. */
  static final String COPY = "ledger.json";

  private static final Pattern SHIPMENT = Pattern.compile("shipment-(\\d{1,18})");
  private static final Pattern LEFTOVER = Pattern.compile("\\.shipment-\\d+\\.tmp");

  private final Path directory;

  LedgerStore(Path directory) {
    this.directory = directory;
  }

  /**
   * How far earlier runs have come.
   *
   * @param ledger bound to the partitions of this run
   * @param number of the last shipment
   * @param copied the last shipment that is in the copy
   * @param known the same ledger as earlier runs knew the source: not bound
   */
  record Found(Ledger ledger, long number, long copied, Ledger known) {}

  static Path shipment(Path directory, long number) {
    return directory.resolve(name(number));
  }

  static Path hidden(Path directory, long number) {
    return directory.resolve("." + name(number) + ".tmp");
  }

  /** The digits are 0 to 9, whatever the user's language has. */
  private static String name(long number) {
    return String.format(Locale.ROOT, "shipment-%08d", number);
  }

  /**
   * Removes what a killed run has left half written, and reads the ledger.
   *
   * @throws DestinationException in words, if there is data but no ledger that explains it, or if
   *     it is not of this source
   */
  Found read(List<Partition> partitions) {
    try {
      for (Path path : content(directory)) {
        if (LEFTOVER.matcher(path.getFileName().toString()).matches()) {
          Disk.deleteTree(path);
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return look(partitions);
  }

  /**
   * As {@link #read}, but leaves everything as it is: another factory may be at work here.
   *
   * @throws DestinationException as {@link #read}
   */
  Found look(List<Partition> partitions) {
    try {
      refuseWrongNames();
      TreeMap<Long, Path> shipments = shipments(directory);
      Ledger.Saved copy = copy(shipments);
      long number = copy.number();
      for (var shipment : shipments.tailMap(number, false).entrySet()) {
        if (shipment.getKey() != number + 1) {
          throw refused(
              "shipment %s is missing: the ledger ends with %s and there is a shipment %s; put it back, or ship to a new directory"
                  .formatted(number + 1, number, shipment.getKey()));
        }
        Manifest manifest = manifest(shipment.getValue(), number + 1);
        manifest.positions().addTo(copy.ledger());
        copy.ledger().amendables().addAll(manifest.amendable());
        number++;
      }
      Ledger known = copy.ledger();
      return new Found(known.bind(partitions), number, copy.number(), known);
    } catch (LedgerException e) {
      throw new DestinationException(
          "destination.directory: '%s': %s".formatted(directory, e.getMessage()), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Makes the copy good where a killed run has left it behind its last shipment, which a user may
   * take away from now on.
   *
   * <p>It says what earlier runs knew of the source: whether the files are still those is looked at
   * later, and a start that is refused for that must not have made new ones the known ones.
   *
   * @param factory the name of this factory
   */
  void renewCopy(Found found, String factory) throws IOException {
    if (found.copied() < found.number()) {
      Disk.syncDirectory(directory);
      Disk.replace(directory, COPY, found.known().toBytes(factory, found.number()));
    }
  }

  private static List<Path> content(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.toList();
    }
  }

  /** What is called nearly as a shipment might be one, or the same as another: nobody knows. */
  private void refuseWrongNames() throws IOException {
    for (Path path : content(directory)) {
      String name = path.getFileName().toString();
      Matcher shipment = SHIPMENT.matcher(name);
      if (shipment.matches()) {
        long number = Long.parseLong(shipment.group(1));
        String right = name(number);
        if (!name.equals(right)) {
          throw refused(
              "%s is no shipment's name: shipment %s is called %s; give it that name back, or move it away"
                  .formatted(name, number, right));
        }
      }
    }
  }

  /** The shipments that are in a directory, by their number; only what is called as one is. */
  static TreeMap<Long, Path> shipments(Path directory) throws IOException {
    TreeMap<Long, Path> shipments = new TreeMap<>();
    for (Path path : content(directory)) {
      Matcher shipment = SHIPMENT.matcher(path.getFileName().toString());
      if (shipment.matches()) {
        long number = Long.parseLong(shipment.group(1));
        if (path.equals(shipment(directory, number))) {
          shipments.put(number, path);
        }
      }
    }
    return shipments;
  }

  private Ledger.Saved copy(TreeMap<Long, Path> shipments) throws IOException {
    try {
      return Ledger.read(Files.readAllBytes(directory.resolve(COPY)));
    } catch (NoSuchFileException e) {
      if (!shipments.isEmpty() && shipments.firstKey() != 1) {
        throw refused(
            "it begins with shipment %s and has no %s that says what was in those before; put %s back, or ship to a new directory"
                .formatted(shipments.firstKey(), COPY, COPY));
      }
      return new Ledger.Saved("", 0, new Ledger(List.of()));
    } catch (IOException e) {
      throw refused(
          "%s cannot be used: %s; if shipments 1 to the last are all there, delete it and it is made again from them; else put a good one back, or ship to a new directory"
              .formatted(COPY, IoWords.of(e)));
    }
  }

  private Manifest manifest(Path shipment, long number) {
    Manifest manifest;
    try {
      manifest = Manifest.read(shipment);
    } catch (NoSuchFileException e) {
      throw refused(
          "%s has no %s; move it away if no factory made it, else put it back"
              .formatted(shipment.getFileName(), Manifest.NAME));
    } catch (IOException e) {
      throw refused(
          "the %s of %s cannot be used: %s; put a good one back, or ship to a new directory"
              .formatted(Manifest.NAME, shipment.getFileName(), IoWords.of(e)));
    }
    if (manifest.number() != number) {
      throw refused(
          "%s is shipment %s by its %s; give it its name back"
              .formatted(shipment.getFileName(), manifest.number(), Manifest.NAME));
    }
    return manifest;
  }

  private DestinationException unreadable(IOException e) {
    return refused("it cannot be read (%s)".formatted(IoWords.of(e)));
  }

  private DestinationException refused(String why) {
    return new DestinationException("destination.directory: '%s': %s".formatted(directory, why));
  }
}
