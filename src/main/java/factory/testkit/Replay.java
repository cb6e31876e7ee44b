package factory.testkit;

import com.typesafe.config.Config;
import factory.ConfigStack;
import factory.FactorySettings;
import factory.Plant;
import factory.blueprint.Blueprint;
import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.purchasing.Records;
import factory.purchasing.SourceSettings;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parked bundles of a real run into tests.
 *
 * <pre>{@code
 * Replay replay = Replay.of("conf/orders.conf");
 * for (ParkedBundle bundle : replay.bundles(Path.of("out/shipment-00000001/scrap.jsonl"))) {
 *   assertThatThrownBy(bundle::replay).hasToString(bundle.failure());
 * }
 * }</pre>
 *
 * <p>The materials are those that the bundle has kept; where it kept none they are read again from
 * their positions in the source of the configuration.
 */
public final class Replay {
  /** Where the materials of bundles that kept none are looked for. */
  @FunctionalInterface
  interface Shelf {
    /** The materials at these positions, by partition and offset. */
    Map<String, Map<Long, Material>> find(Map<String, Set<Long>> wanted);
  }

  private final FactorySettings settings;
  private final Blueprint<?> blueprint;
  private final Shelf shelf;

  Replay(FactorySettings settings, Blueprint<?> blueprint, Shelf shelf) {
    this.settings = settings;
    this.blueprint = blueprint;
    this.shelf = shelf;
  }

  /**
   * Replays by the blueprint and the source of a configuration, read as {@code run --config} reads
   * it.
   *
   * @param configFile as given with {@code --config}
   * @param set further settings, each {@code key=value}
   * @throws factory.WrongInput if something in it is wrong
   */
  public static Replay of(String configFile, String... set) {
    return of(
        ConfigStack.read(
            Path.of(""), List.of(Path.of(configFile)), List.of(set), new Properties()));
  }

  /**
   * Replays by the blueprint and the source of a configuration in memory.
   *
   * @throws factory.WrongInput if something in it is wrong
   */
  public static Replay of(Config config) {
    return of(ConfigStack.of(config, List.of()));
  }

  private static Replay of(ConfigStack stack) {
    FactorySettings settings = stack.settings();
    return new Replay(settings, Plant.blueprint(settings), wanted -> readAgain(settings, wanted));
  }

  /**
   * All bundles of a shipment, in order; none if nothing was parked.
   *
   * @param scrapFile its {@code scrap.jsonl}
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalStateException if their materials were not kept and cannot be read again
   */
  public List<ParkedBundle> bundles(Path scrapFile) {
    try {
      return bundles(Files.readAllLines(scrapFile));
    } catch (IOException e) {
      throw new UncheckedIOException(scrapFile + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The bundle in one line of {@code scrap.jsonl}.
   *
   * @throws IllegalArgumentException if the line has none
   * @throws IllegalStateException if its materials were not kept and cannot be read again
   */
  public ParkedBundle bundle(String line) {
    List<ParkedBundle> bundles = bundles(List.of(line));
    if (bundles.isEmpty()) {
      throw new IllegalArgumentException("this line of scrap has no bundle: " + line);
    }
    return bundles.get(0);
  }

  /** The bundles in these lines. */
  List<ParkedBundle> bundles(List<String> lines) {
    List<ParkedBundle.BundleLine> found = new ArrayList<>();
    Map<String, Set<Long>> wanted = new HashMap<>();
    for (String line : lines) {
      ParkedBundle.BundleLine bundle = ParkedBundle.BundleLine.read(line);
      if (bundle != null) {
        found.add(bundle);
        if (bundle.kept().isEmpty()) {
          bundle.positions().forEach(run -> want(run, wanted));
        }
      }
    }
    Map<String, Map<Long, Material>> shelved = wanted.isEmpty() ? Map.of() : shelf.find(wanted);
    Function<ParkedBundle.BundleLine, List<Material>> materials =
        bundle -> bundle.kept().isEmpty() ? again(bundle, shelved) : kept(bundle);
    long most = settings.eachWorkshop().contract().maxMaterials();
    return found.stream()
        .map(bundle -> new ParkedBundle(bundle, materials.apply(bundle), blueprint, most))
        .toList();
  }

  private static void want(ParkedBundle.Run run, Map<String, Set<Long>> wanted) {
    Set<Long> offsets = wanted.computeIfAbsent(run.partition(), p -> new HashSet<>());
    for (long offset = run.first(); offset <= run.last(); offset++) {
      offsets.add(offset);
    }
  }

  /** The materials that the bundle has kept, with pid and event time as the source reads them. */
  private List<Material> kept(ParkedBundle.BundleLine bundle) {
    RecordFormat format = format(settings.source());
    Records records = format == null ? null : new Records(format, 0, "bundle");
    List<Material> materials = new ArrayList<>();
    for (Map<String, @Nullable Object> record : bundle.kept()) {
      Fields fields = Fields.of(record);
      long offset = materials.size();
      materials.add(
          records == null
              ? new Material(bundle.pidOf(), Material.NO_TIME, 0, offset, fields)
              : records.material(fields, offset));
    }
    return materials;
  }

  private static List<Material> again(
      ParkedBundle.BundleLine bundle, Map<String, Map<Long, Material>> shelved) {
    List<Material> materials = new ArrayList<>();
    for (ParkedBundle.Run run : bundle.positions()) {
      for (long offset = run.first(); offset <= run.last(); offset++) {
        Material material = shelved.getOrDefault(run.partition(), Map.of()).get(offset);
        if (material == null) {
          throw new IllegalStateException(
              "the material of pid '%s' at %s:%s is not in the source any more"
                  .formatted(bundle.pid(), run.partition(), offset));
        }
        materials.add(material);
      }
    }
    if (materials.isEmpty()) {
      throw new IllegalStateException(
          "the bundle of pid '%s' has neither materials nor positions; factory.blueprint.keep-materials = on keeps them"
              .formatted(bundle.pid()));
    }
    return materials;
  }

  private static Map<String, Map<Long, Material>> readAgain(
      FactorySettings settings, Map<String, Set<Long>> wanted) {
    if (settings.source() instanceof SourceSettings.Stdin) {
      throw new IllegalStateException(
          "the materials were not kept, and standard input cannot be read again;"
              + " factory.blueprint.keep-materials = auto keeps them");
    }
    Supplier supplier = Plant.supplier(settings);
    List<String> names = supplier.partitions().stream().map(Partition::name).toList();
    Map<String, Map<Long, Material>> found = new HashMap<>();
    long left = wanted.values().stream().mapToLong(Set::size).sum();
    try (Supplier.Reader reader = supplier.open(1024)) {
      for (Lot lot = reader.read(); lot != null && left > 0; lot = reader.read()) {
        for (int i = 0; i < lot.count(); i++) {
          Material material = lot.material(i);
          String name = names.get(material.partition());
          if (wanted.getOrDefault(name, Set.of()).contains(material.offset())) {
            found.computeIfAbsent(name, n -> new HashMap<>()).put(material.offset(), material);
            left--;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(supplier.name() + " cannot be read again", e);
    }
    return found;
  }

  /** The format of the source's records; null for the generator. */
  static @Nullable RecordFormat format(SourceSettings source) {
    if (source instanceof SourceSettings.Files files) {
      return files.format();
    }
    return source instanceof SourceSettings.Stdin stdin ? stdin.format() : null;
  }
}
