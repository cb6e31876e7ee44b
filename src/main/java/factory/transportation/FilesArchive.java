package factory.transportation;

import factory.custody.Ledger;
import factory.custody.LedgerException;
import factory.operations.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks through the shipments in a directory, the newest first. Shipments may be taken away: what
 * is in those is not known any more.
 */
final class FilesArchive implements Archive {
  private final Path directory;

  FilesArchive(Path directory) {
    this.directory = directory;
  }

  @Override
  public Found find(Query query) throws IOException {
    TreeMap<Long, Path> shipments = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      shipments.putAll(LedgerStore.shipments(directory));
    }
    if (shipments.isEmpty()) {
      return new Found(List.of(), !copyIsThere(), "no shipment in " + directory);
    }
    List<Why.Fate> fates = new ArrayList<>();
    long first = shipments.lastKey() + 1;
    boolean complete = true;
    for (Map.Entry<Long, Path> shipment : shipments.descendingMap().entrySet()) {
      if (!query.shipments().isEmpty() && !query.shipments().contains(shipment.getKey())) {
        complete = false;
        continue;
      }
      if (query.enough().getAsBoolean() || fates.size() >= query.most()) {
        complete = false;
        break;
      }
      complete &= look(shipment.getKey(), shipment.getValue(), query, fates);
      first = shipment.getKey();
    }
    boolean allThere = shipments.firstKey() == 1 && shipments.lastKey() == shipments.size();
    long known = allThere ? 0 : known();
    return new Found(
        List.copyOf(fates.subList(0, Math.min(query.most(), fates.size()))),
        complete && allThere,
        searched(first, shipments, query)
            + (known > shipments.size()
                ? ", of " + known + " that the ledger knows (the others were taken away)"
                : ""));
  }

  private boolean copyIsThere() {
    return Files.exists(directory.resolve(LedgerStore.COPY));
  }

  /** How many there ever were, by the copy of the ledger; 0 if it does not say. */
  private long known() {
    try {
      return Ledger.read(Files.readAllBytes(directory.resolve(LedgerStore.COPY))).number();
    } catch (IOException | LedgerException e) {
      return 0; // being replaced, or damaged: the next start says more
    }
  }

  private String searched(long first, TreeMap<Long, Path> shipments, Query query) {
    long last = shipments.lastKey();
    if (!query.shipments().isEmpty()) {
      return "the shipments that it was in, in " + directory;
    }
    if (first > last) {
      return "no shipment in " + directory + ", for want of time";
    }
    long there = shipments.tailMap(first, true).size();
    return (there == 1 ? "shipment " + last : there + " shipments, " + first + " to " + last + ",")
        + " in "
        + directory;
  }

  /** Whether all of a shipment could be read. */
  private static boolean look(long number, Path shipment, Query query, List<Why.Fate> fates)
      throws IOException {
    Manifest manifest;
    try {
      manifest = Manifest.read(shipment);
    } catch (IOException e) {
      return false; // taken away this moment, or damaged; verify says more
    }
    ShippedFile reader = new ShippedFile(number, manifest.created(), query);
    try {
      for (Manifest.Entry file : manifest.files()) {
        if (query.enough().getAsBoolean()) {
          return false;
        }
        fates.addAll(reader.read(shipment.resolve(file.name())));
      }
      return !query.enough().getAsBoolean();
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
