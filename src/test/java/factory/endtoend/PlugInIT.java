package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import factory.blueprint.Blueprint;
import factory.blueprint.Blueprints;
import factory.endtoend.FactoryProcess.Ended;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's blueprint from a jar that fails for one pid in a hundred, each time with something else:
 * an exception, too deep a recursion, a class that its author forgot to pack.
 */
class PlugInIT {
  private static final int PIDS = 600;
  private static final int EACH = 10;
  private static final String[] THROWN = {
    "java.lang.IllegalStateException: no price for p-7",
    "java.lang.StackOverflowError",
    "java.lang.NoClassDefFoundError: com/example/Forgotten"
  };

  private static final String SOURCE =
      """
      package com.example;

      import factory.blueprint.Blueprint;
      import factory.goods.Material;
      import factory.goods.Pid;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.Map;

      public final class Fragile implements Blueprint<List<Object>> {
        @Override public List<Object> begin(Pid pid) { return new ArrayList<>(); }

        @Override public List<Object> add(List<Object> assembly, Material material) {
          String pid = material.pid().toString();
          int number = Integer.parseInt(pid.substring(2));
          long n = (Long) material.get("n");
          if (number % 100 == 7 && n == 4) {
            switch (number / 100 % 3) {
              case 0 -> throw new IllegalStateException("no price for " + pid);
              case 1 -> endless(number);
              default -> Forgotten.touch();
            }
          }
          assembly.add(n);
          return assembly;
        }

        private static int endless(int n) { return endless(n + 1) + 1; }

        @Override public String pclass(List<Object> assembly) { return "whole"; }

        @Override public Map<String, Object> fields(List<Object> assembly) { return Map.of("n", assembly); }

        @Override public long weight(List<Object> assembly) { return 64 + 24L * assembly.size(); }
      }
      """;

  private static final String HUNGRY =
      """
      package com.example;

      import factory.blueprint.Blueprint;
      import factory.goods.Material;
      import factory.goods.Pid;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.Map;

      public final class Hungry implements Blueprint<List<Object>> {
        @Override public List<Object> begin(Pid pid) { return new ArrayList<>(); }

        @Override public List<Object> add(List<Object> assembly, Material material) {
          while (true) {
            assembly.add(new long[1 << 20]);
          }
        }

        @Override public String pclass(List<Object> assembly) { return "fat"; }

        @Override public Map<String, Object> fields(List<Object> assembly) { return Map.of(); }

        @Override public long weight(List<Object> assembly) { return 64; }
      }
      """;

  @TempDir private Path directory;

  @Test
  void aBlueprintThatTakesAllMemoryEndsTheRunInWordsAndAsAFault() throws IOException {
    pack("Hungry", HUNGRY, "hungry.jar");
    Files.writeString(directory.resolve("in.jsonl"), "{\"s\":\"p-1\",\"n\":1}\n");
    Files.writeString(
        directory.resolve("hungry.conf"),
        """
        factory {
          name = hungry
          source { kind = files, paths = ["in.jsonl"], format = jsonl, pid = [s] }
          blueprint { kind = class, class = com.example.Hungry, plugins = ["hungry.jar"] }
          destination.directory = out
        }
        """);

    Ended ended =
        FactoryProcess.run(directory, List.of("-Xmx96m"), "run", "--config", "hungry.conf")
            .exitedWith(70);

    assertThat(ended.out() + ended.err())
        .contains("memory ran out: give Java more by -Xmx, or lower")
        .doesNotContain("\tat ")
        .doesNotContain("Uncaught error");
  }

  @Test
  void onePidInAHundredFailsAndOnlyThoseAreParked() throws IOException {
    Path jar = pack("Fragile", SOURCE, "fragile.jar");
    StringBuilder input = new StringBuilder();
    for (int n = 0; n < EACH; n++) {
      for (int pid = 0; pid < PIDS; pid++) {
        input.append("{\"s\":\"p-%d\",\"n\":%d}\n".formatted(pid, n));
      }
    }
    Files.writeString(directory.resolve("in.jsonl"), input);
    Files.writeString(
        directory.resolve("fragile.conf"),
        """
        factory {
          name = fragile
          source { kind = files, paths = ["in.jsonl"], format = jsonl, pid = [s] }
          blueprint { kind = class, class = com.example.Fragile, plugins = ["fragile.jar"] }
          contract.term = 1 h
          destination.directory = out
        }
        """);

    Ended ended = FactoryProcess.run(directory, "run", "--config", "fragile.conf").exitedWith(0);

    int failing = PIDS / 100;
    ended
        .account()
        .isExactly((long) PIDS * EACH, (long) (PIDS - failing) * EACH, (long) failing * EACH, 0);
    assertThat(ended.complaints())
        .allMatch(line -> line.contains(" WARN ") && line.contains("[parked/"));
    assertThat(ended.out())
        .containsPattern("parked: pid p-\\d?07: java\\.lang\\.")
        .contains("of each parked pid a bundle is in the scrap; 'why PID' says");
    Shipped shipped = Shipped.in(directory.resolve("out"));
    assertThat(shipped.products()).hasSize(PIDS - failing);
    for (Map<String, Object> product : shipped.products()) {
      assertThat(Json.at(product, "fields", "n"))
          .isEqualTo(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
    }
    assertThat(shipped.scrap()).hasSize(failing);
    List<String> lines = Files.readAllLines(directory.resolve("in.jsonl"));
    Set<String> parked = new HashSet<>();
    for (Map<String, Object> scrap : shipped.scrap()) {
      String pid = (String) scrap.get("pid");
      parked.add(pid);
      assertThat(scrap).containsEntry("reason", "parked").containsEntry("materials", (long) EACH);
      assertThat(Json.at(scrap, "bundle", "blueprint")).isEqualTo("com.example.Fragile");
      assertThat(Json.at(scrap, "bundle", "failing")).isEqualTo(Map.of("s", pid, "n", 4L));
      assertThat(Json.at(scrap, "bundle", "assembly", "n")).isEqualTo(List.of(0L, 1L, 2L, 3L));
      String thrown = (String) Json.at(scrap, "bundle", "exception");
      assertThat(thrown).startsWith(thrown(pid));
      List<String> records = records(lines, scrap);
      assertThat(records).hasSize(EACH).allMatch(line -> line.contains("\"" + pid + "\""));
      assertThat(catchThrowable(() -> replay(jar, pid, records)).toString())
          .as("what the replay of the bundle throws")
          .isEqualTo(thrown.lines().findFirst().orElseThrow());
    }
    assertThat(parked)
        .containsExactlyInAnyOrder("p-7", "p-107", "p-207", "p-307", "p-407", "p-507");
  }

  private static String thrown(String pid) {
    return THROWN[Integer.parseInt(pid.substring(2)) / 100 % 3].replace("p-7", pid);
  }

  /** The records of a bundle, read again from its positions. */
  private static List<String> records(List<String> lines, Map<String, Object> scrap) {
    List<String> records = new ArrayList<>();
    for (Object run : (List<?>) Json.at(scrap, "bundle", "positions")) {
      assertThat(Json.at(run, 0)).isEqualTo("in.jsonl");
      for (long offset = Json.number(run, 1); offset <= Json.number(run, 2); offset++) {
        records.add(lines.get((int) offset));
      }
    }
    return records;
  }

  /** A parked bundle as a test: the blueprint in a plain loop. */
  private static void replay(Path jar, String name, List<String> records) {
    replay(
        Blueprints.load("com.example.Fragile", List.of(jar), ConfigFactory.empty()), name, records);
  }

  private static <A> void replay(Blueprint<A> blueprint, String name, List<String> records) {
    Pid pid = Pid.of(name);
    A assembly = blueprint.begin(pid);
    for (String record : records) {
      assembly =
          blueprint.add(
              assembly, new Material(pid, Material.NO_TIME, 0, 0, Fields.of(Json.object(record))));
    }
  }

  /** Compiles the two classes, and packs one. */
  private Path pack(String name, String source, String packed) throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Path fragile = Files.writeString(classes.resolve(name + ".java"), source);
    Path forgotten =
        Files.writeString(
            classes.resolve("Forgotten.java"),
            "package com.example; final class Forgotten { static void touch() {} }");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                FactoryProcess.ROOT.resolve(System.getProperty("factory.jar", "target/factory.jar"))
                    + "",
                "-d",
                classes.toString(),
                fragile.toString(),
                forgotten.toString());
    assertThat(result).as("result of javac").isZero();
    Path jar = directory.resolve(packed);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("com/example/" + name + ".class"));
      out.write(Files.readAllBytes(classes.resolve("com/example/" + name + ".class")));
      out.closeEntry();
    }
    return jar;
  }
}
