package factory;

import factory.blueprint.MergeSettings;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Nearest;
import factory.goods.Partition;
import factory.goods.Scrap;
import factory.purchasing.Records;
import factory.purchasing.SourceException;
import factory.purchasing.SourceSettings;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A look at the beginning of a source of JSON Lines, whose fields nobody knows before: a configured
 * field that none of the first records has is likely to be misspelt. Only a hint, since fields may
 * come later.
 */
final class FirstRecords {
  /** How much is read of the first file, in bytes. */
  private static final int MOST = 1 << 18;

  private FirstRecords() {}

  /** What is to be said, in sentences; empty where nothing is conspicuous. */
  static List<String> hints(FactorySettings settings, List<Partition> partitions) {
    RecordFormat format = format(settings.source());
    if (format == null || format.syntax() != Syntax.JSONL || partitions.isEmpty()) {
      return List.of();
    }
    String name = partitions.get(0).name();
    List<Lot> lots;
    try {
      lots = new Records(format, 0, name).read(beginning(Path.of(name)));
    } catch (IOException | SourceException e) {
      return List.of(); // whoever reads it in earnest says what is wrong
    }
    return hints(settings, name, lots);
  }

  private static List<String> hints(FactorySettings settings, String file, List<Lot> lots) {
    Set<String> there = new TreeSet<>();
    long materials = 0;
    List<Scrap> scrap = new ArrayList<>();
    for (Lot lot : lots) {
      scrap.addAll(lot.scrap());
      for (int i = 0; i < lot.count(); i++) {
        Material material = lot.materials()[i];
        there.addAll(material.fields().schema().names());
        materials++;
      }
    }
    if (materials == 0) {
      return scrap.isEmpty()
          ? List.of()
          : List.of(
              (scrap.size() == 1
                      ? "the first record of %s cannot be used: %s"
                      : "none of the first "
                          + Words.count(scrap.size(), "record")
                          + " of %s can be used: %s")
                  .formatted(file, scrap.get(0).detail()));
    }
    List<String> hints = new ArrayList<>();
    for (String field : configured(settings)) {
      if (!there.contains(field) && !there.contains(topLevel(field))) {
        hints.add(
            "no field '%s' in the first %sof %s%s"
                .formatted(
                    field,
                    materials == 1 ? "record " : Words.count(materials, "record") + " ",
                    file,
                    Nearest.hintOrAll(field, there)));
      }
    }
    return hints;
  }

  private static Set<String> configured(FactorySettings settings) {
    Set<String> fields = new LinkedHashSet<>();
    if (settings.blueprint() instanceof BlueprintSettings.Merge merge) {
      MergeSettings rules = merge.merge();
      rules
          .fields()
          .forEach(
              (name, rule) -> {
                boolean whole =
                    rule.operation().equals("collect")
                        || (rule.operation().equals("count") && rule.from().equals(name));
                if (!whole) {
                  fields.add(rule.from());
                }
              });
      fields.addAll(rules.distinctBy());
    }
    return fields;
  }

  private static String topLevel(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static @Nullable RecordFormat format(SourceSettings source) {
    if (source instanceof SourceSettings.Files files) {
      return files.format();
    }
    return source instanceof SourceSettings.Followed followed ? followed.format() : null;
  }

  /** Whole lines, as far as they are within {@link #MOST}. */
  private static byte[] beginning(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return text.readNBytes(MOST);
    }
  }
}
