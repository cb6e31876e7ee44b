package factory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

  ConfigStack read() {
    return read(List.of());
  }

  /** With more settings over all others, of options that have a name of their own. */
  ConfigStack read(List<Given> more) {
    List<Given> all = Stream.concat(settings.stream().map(Given::bySet), more.stream()).toList();
    return ConfigStack.ofGiven(Path.of(""), files, all, System.getProperties());
  }
}
