package factory;

import com.typesafe.config.Config;
import factory.blueprint.MergeSettings;
import java.nio.file.Path;
import java.util.List;

/** How a product is made; the tree under {@code factory.blueprint}. */
public sealed interface BlueprintSettings {

  /** By rules; whether they make sense is for {@code MergeBlueprint} to say. */
  record Merge(MergeSettings merge) implements BlueprintSettings {}

  /**
   * By a class of the user's.
   *
   * @param className that implements {@code factory.blueprint.Blueprint}
   * @param plugins jars that it is looked for in, besides the factory's own
   * @param settings what its constructor is given, if it takes any
   */
  record PlugIn(String className, List<Path> plugins, Config settings)
      implements BlueprintSettings {}

  /** The demonstration's flow records. */
  record Packets() implements BlueprintSettings {}
}
