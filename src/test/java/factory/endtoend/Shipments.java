package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.OffsetSet;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All shipments in a directory, recounted from what stands in the files: nothing of the factory's
 * own reading is used but the format of a set of offsets. The source has one partition.
 */
record Shipments(
    List<String> products,
    List<String> scrap,
    OffsetSet shipped,
    OffsetSet scrapped,
    long positions) {
  private static final Pattern ID = Pattern.compile("^\\{\"id\":\"([^\"]+)\"");
  private static final Pattern REVISION = Pattern.compile("\"revision\":([0-9]+)");
  private static final Pattern MATERIALS = Pattern.compile("\"materials\":([0-9]+)");
  private static final Pattern SHIPPED = Pattern.compile("\"shippedOffsets\":\"([^\"]+)\"");
  private static final Pattern SCRAPPED = Pattern.compile("\"scrappedOffsets\":\"([^\"]+)\"");

  /** Reads all that is committed in {@code directory}. */
  static Shipments in(Path directory) throws IOException {
    List<String> products = new ArrayList<>();
    List<String> scrap = new ArrayList<>();
    OffsetSet shipped = new OffsetSet();
    OffsetSet scrapped = new OffsetSet();
    long positions = 0;
    for (Path shipment : list(directory, "shipment-*")) {
      for (Path file : list(shipment, "*.json*")) {
        String name = file.getFileName().toString();
        if (name.startsWith("products-")) {
          products.addAll(Files.readAllLines(file));
        } else if (name.equals("scrap.jsonl")) {
          scrap.addAll(Files.readAllLines(file));
        } else if (name.equals("manifest.json")) {
          String manifest = Files.readString(file);
          positions += collect(SHIPPED.matcher(manifest), shipped);
          positions += collect(SCRAPPED.matcher(manifest), scrapped);
        }
      }
    }
    products.sort(null);
    return new Shipments(products, scrap, shipped, scrapped, positions);
  }

  static List<Path> list(Path directory, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      entries.forEach(found::add);
    }
    return found;
  }

  private static long collect(Matcher found, OffsetSet into) throws IOException {
    long count = 0;
    while (found.find()) {
      OffsetSet offsets = OffsetSet.ofBase64(found.group(1));
      count += offsets.count();
      into.addAll(offsets);
    }
    return count;
  }

  /** Materials in all lines, as each line says. */
  static long materials(List<String> lines) {
    long sum = 0;
    for (String line : lines) {
      Matcher found = MATERIALS.matcher(line);
      assertThat(found.find()).as(line).isTrue();
      sum += Long.parseLong(found.group(1));
    }
    return sum;
  }

  /** The pid of a line of products or scrap. */
  static String pid(String line) {
    Matcher found = Pattern.compile("\"pid\":\"([^\"]+)\"").matcher(line);
    assertThat(found.find()).as(line).isTrue();
    return found.group(1);
  }

  /**
   * Each of the first {@code count} positions has one fate, by the manifests; and the products and
   * the scrap have as many materials, no product twice.
   */
  Shipments holdEachOf(long count) {
    OffsetSet all = shipped.copy();
    all.addAll(scrapped);
    assertThat(positions).as("positions, counted with repeats").isEqualTo(count);
    assertThat(all.count()).as("different positions").isEqualTo(count);
    assertThat(all.nextAbsent(0)).as("first position without a fate").isEqualTo(count);
    assertThat(materials(products)).as("materials in products").isEqualTo(shipped.count());
    assertThat(materials(scrap)).as("materials in scrap").isEqualTo(scrapped.count());
    Set<String> ids = new HashSet<>();
    for (String product : products) {
      Matcher id = ID.matcher(product);
      Matcher revision = REVISION.matcher(product);
      assertThat(id.find() && revision.find()).as(product).isTrue();
      String one = id.group(1) + ", revision " + revision.group(1);
      assertThat(ids.add(one)).as("%s is there once", one).isTrue();
    }
    return this;
  }
}
