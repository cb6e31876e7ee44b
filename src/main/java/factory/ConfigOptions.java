package factory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that make the configuration; those of {@code run} and {@code check}. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Settings over the built-in ones, in HOCON; of several, the later wins.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "One setting over all others, as factory.contract.term=1h; may be repeated.")
  private List<String> settings = new ArrayList<>();

  /** One more setting over all others, of an option that has a name of its own. */
  void set(String key, String value) {
    settings.add(key + "=" + value);
  }

  ConfigStack read() {
    return ConfigStack.read(Path.of(""), files, settings, System.getProperties());
  }
}
