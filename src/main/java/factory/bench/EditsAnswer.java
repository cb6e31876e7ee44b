package factory.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import factory.goods.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must come out of an {@link EditsFile}, by a plain loop over its records: of each page how
 * many edits it has, and how much they added and deleted.
 *
 * @param records of the file
 * @param answer of the products
 */
public record EditsAnswer(long records, Reference answer) {
  /** The blueprint that comes to it, as settings. */
  public static final List<String> BLUEPRINT =
      List.of(
          "factory.blueprint.kind=merge",
          "factory.blueprint.fields={ added = sum, deleted = sum, delta = sum }",
          "factory.blueprint.others=drop",
          "factory.blueprint.pclass=[ { when = \"added >= 1000\", is = large }, { is = small } ]");

  private static final int LARGE = 1000;

  private static final class Page {
    long edits;
    long added;
    long deleted;
    long delta;
  }

  /** The answer of this file, by one thread. */
  public static EditsAnswer of(Path file, EditsFile.Format format) throws IOException {
    Map<String, Page> pages = new HashMap<>();
    long records = format == EditsFile.Format.CSV ? csv(file, pages) : jsonl(file, pages);
    Reference sum = new Reference(0, 0);
    for (Map.Entry<String, Page> entry : pages.entrySet()) {
      Page page = entry.getValue();
      String pclass = page.added >= LARGE ? "large" : "small";
      long digest =
          digest(entry.getKey(), page.edits, page.added, page.deleted, page.delta, pclass);
      sum = sum.plus(new Reference(1, digest));
    }
    return new EditsAnswer(records, sum);
  }

  private static long jsonl(Path file, Map<String, Page> pages) throws IOException {
    long records = 0;
    try (JsonParser parser = new JsonFactory().createParser(Files.newInputStream(file))) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        String page = "";
        long added = 0;
        long deleted = 0;
        long delta = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          parser.nextToken();
          switch (name) {
            case "page" -> page = parser.getText();
            case "added" -> added = parser.getLongValue();
            case "deleted" -> deleted = parser.getLongValue();
            case "delta" -> delta = parser.getLongValue();
            default -> {
              // no part of the answer
            }
          }
        }
        count(pages, page, added, deleted, delta);
        records++;
      }
    }
    return records;
  }

  private static long csv(Path file, Map<String, Page> pages) throws IOException {
    long records = -1; // the header
    int page = 0;
    int added = 0;
    int deleted = 0;
    int delta = 0;
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      for (CsvRecord line : reader) {
        if (records++ < 0) {
          page = line.getFields().indexOf("page");
          added = line.getFields().indexOf("added");
          deleted = line.getFields().indexOf("deleted");
          delta = line.getFields().indexOf("delta");
        } else {
          count(
              pages,
              line.getField(page),
              Long.parseLong(line.getField(added)),
              Long.parseLong(line.getField(deleted)),
              Long.parseLong(line.getField(delta)));
        }
      }
    }
    return records;
  }

  private static void count(
      Map<String, Page> pages, String name, long added, long deleted, long delta) {
    Page page = pages.computeIfAbsent(name, unknown -> new Page());
    page.edits++;
    page.added += added;
    page.deleted += deleted;
    page.delta += delta;
  }

  /** The digest of a product that {@link #BLUEPRINT} has made. */
  public static long digest(Product product) {
    return digest(
        product.pid().text(),
        product.materials(),
        number(product, "added"),
        number(product, "deleted"),
        number(product, "delta"),
        product.pclass());
  }

  private static long number(Product product, String name) {
    return product.fields().get(name) instanceof Number number ? number.longValue() : -1;
  }

  private static long digest(
      String page, long edits, long added, long deleted, long delta, String pclass) {
    long h = Draws.mix(page.hashCode() + Draws.GOLDEN);
    h = Draws.mix(h ^ edits);
    h = Draws.mix(h ^ added);
    h = Draws.mix(h ^ deleted);
    h = Draws.mix(h ^ delta);
    return Draws.mix(h ^ pclass.hashCode());
  }
}
