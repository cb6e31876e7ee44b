package factory.blueprint;

import static factory.blueprint.Samples.PID;
import static factory.blueprint.Samples.material;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.goods.Material;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueprintsTest {
  private static final Path EXAMPLE = Path.of("docs/example-blueprint");
  private static final Config NO_SETTINGS = ConfigFactory.empty();

  private static final String METHODS =
      """
        public String begin(factory.goods.Pid pid) { return ""; }
        public String add(String a, factory.goods.Material m) { return a; }
        public String pclass(String a) { return "x"; }
        public java.util.Map<String, ?> fields(String a) { return java.util.Map.of(); }
        public long weight(String a) { return 0; }
      """;

  private static final String BAD =
      """
      package bad;
      import factory.blueprint.Blueprint;
      class Hidden implements Blueprint<String> { public Hidden() {} METHODS }
      """;

  @TempDir static Path folder;
  private static Path example;
  private static Path bad;

  @BeforeAll
  static void compilePlugins() throws IOException {
    example =
        jar(
            "orders-blueprint",
            List.of(
                Files.readString(
                    EXAMPLE.resolve("src/main/java/com/example/orders/OrderBlueprint.java"))),
            "OrderBlueprint");
    bad =
        jar(
            "bad",
            List.of(
                BAD.replace("METHODS", METHODS),
                badClass(
                    "Throws",
                    "public Throws() { throw new IllegalStateException(\"no server\"); }"),
                badClass("Deep", "public Deep() { deep(); } private void deep() { deep(); }"),
                badClass("Lacks", "public Lacks() { new Missing(); }"),
                badClass(
                    "Static", "static final int X = Integer.parseInt(\"x\"); public Static() {}"),
                badClass("Unmade", "public Unmade(int i) {}"),
                badClass("Plain", "public Plain() {}"),
                badClass(
                    "Unsure",
                    "public boolean mayComplete() { throw new IllegalStateException(\"ask later\"); }"),
                "package bad; public abstract class Half implements factory.blueprint.Blueprint<String> {}",
                "package bad; public class Other {}",
                "package bad; public class Missing {}"),
            "Hidden",
            "Throws",
            "Deep",
            "Lacks",
            "Static",
            "Unmade",
            "Plain",
            "Unsure",
            "Half",
            "Other",
            "Missing");
  }

  private static String badClass(String name, String body) {
    return "package bad; public class "
        + name
        + " implements factory.blueprint.Blueprint<String> { "
        + body
        + METHODS
        + "}";
  }

  /**
   * Compiles sources against the factory and packs what comes out, but for the class {@code
   * Missing}.
   */
  private static Path jar(String name, List<String> sources, String... classes) throws IOException {
    Path out = Files.createDirectory(folder.resolve(name));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> files = new java.util.ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      files.add(new Source(classes[i], sources.get(i)));
    }
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              out.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-Xlint:-options");
      assertThat(compiler.getTask(messages, manager, null, options, null, files).call())
          .as(messages.toString())
          .isTrue();
    }
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream stream = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(stream);
        Stream<Path> made = Files.walk(out)) {
      for (Path file :
          made.filter(each -> each.toString().endsWith(".class") && !each.endsWith("Missing.class"))
              .toList()) {
        packed.putNextEntry(new ZipEntry(out.relativize(file).toString().replace('\\', '/')));
        packed.write(Files.readAllBytes(file));
        packed.closeEntry();
      }
    }
    return jar;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @Test
  void theExampleProjectIsCompiledLoadedAndAssemblesAnOrder() {
    Blueprint<?> blueprint =
        Blueprints.load(
            "com.example.orders.OrderBlueprint",
            List.of(example),
            ConfigFactory.parseString("large-from = 100"));
    assertThat(blueprint.getClass().getClassLoader()).isNotSameAs(Blueprint.class.getClassLoader());
    assertThat(run(blueprint))
        .isEqualTo(
            "large true {total=120.5, paid=120.50, shipped=monday, lines=[{item=table, amount=120.5}]}");
    assertThat(
            run(
                Blueprints.load(
                    "com.example.orders.OrderBlueprint", List.of(example), NO_SETTINGS)))
        .startsWith("done true");
  }

  private static <A> String run(Blueprint<A> blueprint) {
    A assembly = blueprint.begin(PID);
    for (Material material :
        List.of(
            material("event", "line", "item", "table", "amount", "120.5"),
            material("event", "payment", "amount", "120.50"),
            material("event", "shipment", "at", "monday"))) {
      assembly = blueprint.add(assembly, material);
    }
    assertThat(blueprint.weight(assembly)).isGreaterThan(blueprint.weight(blueprint.begin(PID)));
    return blueprint.pclass(assembly)
        + " "
        + blueprint.isComplete(assembly)
        + " "
        + blueprint.fields(assembly);
  }

  @Test
  void aClassOfTheFactoryNeedsNoJar() {
    assertThat(Blueprints.load("factory.blueprint.PacketsBlueprint", List.of(), NO_SETTINGS))
        .isInstanceOf(PacketsBlueprint.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad.Throws | the constructor of bad.Throws failed: java.lang.IllegalStateException: no server",
        "bad.Unsure | mayComplete() of bad.Unsure failed: java.lang.IllegalStateException: ask later",
        "bad.Deep   | the constructor of bad.Deep failed: java.lang.StackOverflowError",
        "bad.Lacks  | a class that it needs is missing (java.lang.NoClassDefFoundError: bad/Missing)",
        "bad.Static | its static initialiser threw java.lang.NumberFormatException",
        "bad.Unmade | bad.Unmade has no public constructor without parameters, nor one with a com.typesafe.config.Config",
        "bad.Other  | bad.Other does not implement factory.blueprint.Blueprint",
        "bad.Half   | expected a public class that is not abstract, found bad.Half",
        "bad.Hidden | expected a public class that is not abstract, found bad.Hidden",
        "bad.Throw  | no class bad.Throw in",
        "Throws     | (nearest: bad.Throws)",
        "bad.throws | blueprint.class: "
      })
  void aClassThatCannotBeUsedIsNamedWithTheReason(String name, String message) {
    assertThatThrownBy(() -> Blueprints.load(name, List.of(bad), NO_SETTINGS))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith("blueprint.class: ")
        .hasMessageContaining(message);
  }

  @Test
  void anAbsentClassNamesTheJarsThatWereSearched() {
    assertThatThrownBy(
            () -> Blueprints.load("com.example.Nowhere", List.of(example, bad), NO_SETTINGS))
        .hasMessageContaining(example.toString())
        .hasMessageContaining(bad.toString());
    assertThatThrownBy(() -> Blueprints.load("com.example.Nowhere", List.of(), NO_SETTINGS))
        .hasMessageContaining("blueprint.plugins names no jar");
    assertThatThrownBy(() -> Blueprints.load("", List.of(), NO_SETTINGS))
        .hasMessageContaining("expected the name of a class");
  }

  @Test
  void aJarThatIsAbsentOrNoneIsNamed() throws IOException {
    Path absent = folder.resolve("absent.jar");
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    assertThatThrownBy(() -> Blueprints.load("a.B", List.of(absent), NO_SETTINGS))
        .hasMessageStartingWith("blueprint.plugins: no such file: " + absent);
    assertThatThrownBy(() -> Blueprints.load("a.B", List.of(text), NO_SETTINGS))
        .hasMessageStartingWith("blueprint.plugins: not a jar: " + text);
    assertThatThrownBy(() -> Blueprints.load("a.B", List.of(folder), NO_SETTINGS))
        .hasMessageContaining("expected a jar that can be read");
  }

  @Test
  void settingsThatNobodyTakesAreRefused() {
    assertThatThrownBy(
            () ->
                Blueprints.load("bad.Plain", List.of(bad), ConfigFactory.parseString("depth = 1")))
        .hasMessageStartingWith("blueprint.settings: bad.Plain has no public constructor with")
        .hasMessageEndingWith("[depth]");
  }
}
