package factory.verification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recounts a directory of shipments. The ledger is read first: what is shipped meanwhile comes
 * after it.
 */
final class FilesRecount {
  private static final Pattern SHIPMENT = Pattern.compile("shipment-(\\d{1,18})");
  private static final String LEDGER = "ledger.json";
  private static final String MANIFEST = "manifest.json";

  private final Path directory;
  private final Problems problems = new Problems();
  private final TreeMap<Long, Path> shipments = new TreeMap<>();

  FilesRecount(Path directory) {
    this.directory = directory;
  }

  Verdict recount(boolean complete) {
    if (!Files.isDirectory(directory)) {
      throw new VerificationException(
          "'%s' is %s; name a directory that a factory has shipped to"
              .formatted(directory, Files.exists(directory) ? "a file" : "not there"));
    }
    try {
      StatedLedger ledger = ledger();
      find();
      if (ledger == null && shipments.isEmpty()) {
        throw new VerificationException(
            "'%s' has neither shipments nor a %s; name a directory that a factory has shipped to"
                .formatted(directory, LEDGER));
      }
      long number = ledger == null ? 0 : ledger.number();
      Recount recount = new Recount(problems, this::finds);
      for (Map.Entry<Long, Path> shipment : shipments.entrySet()) {
        add(recount, shipment.getKey(), shipment.getValue(), number);
      }
      compare(recount, ledger);
      return recount.verdict(directory.toString(), ledger, complete);
    } catch (IOException e) {
      throw new VerificationException(
          "'%s' cannot be read: %s".formatted(directory, e.getMessage()), e);
    }
  }

  private @Nullable StatedLedger ledger() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(directory.resolve(LEDGER));
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      return StatedLedger.read(bytes);
    } catch (IOException e) {
      problems.add("%s: %s", LEDGER, e.getMessage());
      return null;
    }
  }

  private void find() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      paths.sorted().forEach(this::find);
    }
  }

  private void find(Path path) {
    String name = path.getFileName().toString();
    Matcher shipment = SHIPMENT.matcher(name);
    if (!shipment.matches()) {
      return;
    }
    long number = Long.parseLong(shipment.group(1));
    String right = String.format(Locale.ROOT, "shipment-%08d", number);
    if (name.equals(right)) {
      shipments.put(number, path);
    } else { // who reads all that is called shipment-* may read a shipment twice
      problems.add("%s: shipment %s is called %s; it is not counted", name, number, right);
    }
  }

  private void compare(Recount recount, @Nullable StatedLedger ledger) {
    long number = ledger == null ? 0 : ledger.number();
    for (long next = number + 1; !shipments.isEmpty() && next < shipments.lastKey(); next++) {
      if (!shipments.containsKey(next)) {
        problems.add(
            "shipment %s is missing: the ledger ends with %s and there is a shipment %s",
            next, number, shipments.lastKey());
        break;
      }
    }
    if (ledger != null) {
      recount.compare(ledger, shipments.headMap(number, true).size() == number);
    }
  }

  private void add(Recount recount, long number, Path shipment, long ledger) throws IOException {
    String name = shipment.getFileName().toString();
    Stated stated;
    try {
      stated = Stated.read(Files.readAllBytes(shipment.resolve(MANIFEST)));
    } catch (NoSuchFileException e) {
      problems.add("%s: it has no %s", name, MANIFEST);
      return;
    } catch (IOException e) {
      problems.add("%s/%s: %s", name, MANIFEST, e.getMessage());
      return;
    }
    if (stated.number() != number) {
      problems.add("%s: by its %s it is shipment %s", name, MANIFEST, stated.number());
      return;
    }
    ShipmentCount count = new ShipmentCount(name, stated, problems);
    for (Stated.StatedFile file : stated.files()) {
      read(shipment, name + "/" + file.name(), file, count);
    }
    unlisted(shipment, name, stated);
    count.compare();
    recount.add(name, stated, count, ledger);
  }

  private void read(Path shipment, String name, Stated.StatedFile file, ShipmentCount count) {
    Path path = shipment.resolve(file.name());
    try {
      long bytes = Files.size(path);
      if (bytes != file.bytes()) {
        problems.add("%s: %s bytes, the manifest has %s", name, bytes, file.bytes());
      } else if (!sha256(path).equals(file.sha256())) {
        problems.add("%s: its SHA-256 is not the one in the manifest", name);
      }
      long records = RecordFile.read(path, count);
      if (records != file.records()) {
        problems.add("%s: %s records, the manifest has %s", name, records, file.records());
      }
    } catch (NoSuchFileException e) {
      problems.add("%s: it is not there", name);
    } catch (IOException e) {
      problems.add("%s: %s", name, e.getMessage());
    }
  }

  private void unlisted(Path shipment, String name, Stated stated) throws IOException {
    Set<String> listed = new HashSet<>(Set.of(MANIFEST));
    stated.files().forEach(file -> listed.add(file.name()));
    try (Stream<Path> paths = Files.list(shipment)) {
      paths
          .map(path -> path.getFileName().toString())
          .filter(file -> !listed.contains(file))
          .sorted()
          .forEach(file -> problems.add("%s/%s: the manifest does not have it", name, file));
    }
  }

  private long finds(String partition, long offset) throws IOException {
    for (Map.Entry<Long, Path> shipment : shipments.entrySet()) {
      Path manifest = shipment.getValue().resolve(MANIFEST);
      if (!Files.exists(manifest)) {
        continue;
      }
      for (Stated.Share share : Stated.read(Files.readAllBytes(manifest)).positions()) {
        if (share.partition().equals(partition)
            && (share.shipped().contains(offset) || share.scrapped().contains(offset))) {
          return shipment.getKey();
        }
      }
    }
    return 0;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
