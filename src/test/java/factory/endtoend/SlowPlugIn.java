package factory.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A blueprint in a jar of its own that takes 10 ms for each material while a file exists, or holds
 * each as long as that exists.
 */
final class SlowPlugIn {
  private static final String SOURCE =
      """
      package plugin;

      import com.typesafe.config.Config;
      import factory.blueprint.Blueprint;
      import factory.goods.Material;
      import factory.goods.Pid;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.Map;

      public final class Slow implements Blueprint<Long> {
        private final Path gate;
        private final boolean holds;
        private volatile boolean slow = true;

        public Slow(Config settings) {
          gate = Path.of(settings.getString("while"));
          holds = settings.getBoolean("holds");
        }

        @Override public Long begin(Pid pid) { return 0L; }

        @Override public Long add(Long materials, Material material) {
          if (slow) {
            do {
              rest();
              slow = Files.exists(gate);
            } while (holds && slow);
          }
          return materials + 1;
        }

        private static void rest() {
          try {
            Thread.sleep(10);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }

        @Override public String pclass(Long materials) { return "slow"; }

        @Override public Map<String, ?> fields(Long materials) { return Map.of("count", materials); }

        @Override public long weight(Long materials) { return 24; }
      }
      """;

  private SlowPlugIn() {}

  /** The settings for one that takes its time; compiles it into {@code folder}. */
  static String[] settings(Path folder, Path gate) throws IOException {
    return settings(folder, gate, false);
  }

  /** The settings for one that ends no material while {@code gate} exists. */
  static String[] holding(Path folder, Path gate) throws IOException {
    return settings(folder, gate, true);
  }

  private static String[] settings(Path folder, Path gate, boolean holds) throws IOException {
    Path jar = folder.resolve("slow.jar");
    if (!Files.exists(jar)) {
      compile(folder.resolve("slow"), jar);
    }
    if (!Files.exists(gate)) {
      Files.createFile(gate);
    }
    return new String[] {
      "blueprint.kind=class",
      "blueprint.class=plugin.Slow",
      "blueprint.plugins=[\"" + jar.toAbsolutePath() + "\"]",
      "blueprint.settings.while=" + gate.toAbsolutePath(),
      "blueprint.settings.holds=" + holds
    };
  }

  private static void compile(Path classes, Path jar) throws IOException {
    Files.createDirectories(classes);
    Path source = Files.writeString(classes.resolve("Slow.java"), SOURCE);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int failed =
        compiler.run(
            null,
            null,
            null,
            List.of(
                    "-proc:none",
                    "-cp",
                    System.getProperty("factory.jar"),
                    "-d",
                    classes.toString(),
                    source.toString())
                .toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalStateException("the plug-in does not compile");
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        DirectoryStream<Path> found = Files.newDirectoryStream(classes.resolve("plugin"))) {
      for (Path one : found) {
        out.putNextEntry(new ZipEntry("plugin/" + one.getFileName()));
        Files.copy(one, out);
      }
    }
  }
}
