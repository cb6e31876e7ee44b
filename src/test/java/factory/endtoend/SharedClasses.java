package factory.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The classes of the built jar in an archive of Java's class-data sharing, which saves each process
 * the better part of a second of a core; hundreds are started here. A short run of the factory
 * makes it, once for a run of the tests. Java looks whether it is of this jar and this Java, and
 * goes without it else.
 */
final class SharedClasses {
  /** For each process; none if no archive can be made. */
  static final List<String> OPTIONS = options(FactoryProcess.ROOT.resolve("target/factory.jsa"));

  private SharedClasses() {}

  private static List<String> options(Path archive) {
    try {
      Files.deleteIfExists(archive);
      return make(archive)
          ? List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:disable")
          : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static boolean make(Path archive) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable", Jar.NO_PAGE));
    command.addAll(List.of("-jar", FactoryProcess.jar().toString(), "run"));
    command.addAll(List.of("--set", "factory.source.generator.materials=1000"));
    command.addAll(List.of("--set", "factory.source.rate=unlimited"));
    command.addAll(List.of("--set", "factory.destination.kind=discard"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    return ended && process.exitValue() == 0 && Files.exists(archive);
  }
}
