package factory.blueprint;

import com.typesafe.config.Config;
import factory.goods.Nearest;
import factory.goods.NoEntry;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads blueprints that users bring as a class in a jar; {@code kind = class}. */
public final class Blueprints {
  private static final String CLASS = "blueprint.class";
  private static final String PLUGINS = "blueprint.plugins";

  private Blueprints() {}

  /**
   * Makes an instance of a class that implements {@link Blueprint}: by its public constructor with
   * one {@link Config} where it has one, else by the one without parameters.
   *
   * <p>Classes are looked for in the factory first and then in the jars, which stay open as long as
   * the blueprint is used. Whatever the class throws while it is loaded or made, or asked {@link
   * Blueprint#mayComplete}, is caught and named; only {@link OutOfMemoryError} goes on up.
   *
   * @param jars where the class is looked for besides the factory itself
   * @param settings what the class is given; the tree under {@code blueprint.settings}
   * @throws BlueprintException if there is no such jar, no such class, or it cannot be made
   */
  public static Blueprint<?> load(String className, List<Path> jars, Config settings) {
    if (className.isBlank()) {
      throw new BlueprintException(
          CLASS + ": expected the name of a class, since blueprint.kind is class; found none");
    }
    URLClassLoader loader = new URLClassLoader(checked(jars), Blueprints.class.getClassLoader());
    try {
      return asked(make(find(className, jars, loader), settings));
    } catch (BlueprintException e) {
      close(loader, e);
      throw e;
    }
  }

  /** One that is wrong hides no other. */
  private static URL[] checked(List<Path> jars) {
    List<URL> urls = new ArrayList<>();
    List<BlueprintException> wrong = new ArrayList<>();
    for (Path jar : jars) {
      try {
        urls.add(checked(jar));
      } catch (BlueprintException e) {
        wrong.add(e);
      }
    }
    if (!wrong.isEmpty()) {
      throw new BlueprintException(
          wrong.stream().map(BlueprintException::getMessage).collect(Collectors.joining("\n")),
          wrong.get(0));
    }
    return urls.toArray(URL[]::new);
  }

  private static URL checked(Path jar) {
    String noEntry = Files.exists(jar) ? null : NoEntry.words(jar);
    if (noEntry != null) {
      throw new BlueprintException(PLUGINS + ": " + jar + " cannot be looked up: " + noEntry);
    }
    if (!Files.exists(jar)) {
      throw new BlueprintException(
          PLUGINS
              + ": no such file: "
              + jar
              + " (looked for "
              + jar.toAbsolutePath().normalize()
              + ")");
    }
    if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
      throw new BlueprintException(PLUGINS + ": expected a jar that can be read, found " + jar);
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      file.size();
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new BlueprintException(
          PLUGINS + ": not a path that classes can be loaded from: " + jar, e);
    } catch (IOException e) {
      throw new BlueprintException(
          PLUGINS + ": not a jar: " + jar + " (" + e.getMessage() + ")", e);
    }
  }

  private static Class<?> find(String className, List<Path> jars, ClassLoader loader) {
    try {
      return Class.forName(className, true, loader);
    } catch (ClassNotFoundException e) {
      throw new BlueprintException(
          CLASS
              + ": no class "
              + className
              + " in "
              + places(jars)
              + hint(className, classesIn(jars)),
          e);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw new BlueprintException(CLASS + ": " + className + " cannot be loaded: " + why(e), e);
    }
  }

  private static Blueprint<?> make(Class<?> type, Config settings) {
    String name = type.getName();
    if (!Blueprint.class.isAssignableFrom(type)) {
      throw new BlueprintException(
          CLASS + ": " + name + " does not implement " + Blueprint.class.getName());
    }
    if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
      throw new BlueprintException(
          CLASS + ": expected a public class that is not abstract, found " + name);
    }
    try {
      Constructor<?> taking = constructor(type, Config.class);
      if (taking != null) {
        return (Blueprint<?>) taking.newInstance(settings);
      }
      Constructor<?> plain = constructor(type);
      if (plain == null) {
        throw new BlueprintException(
            CLASS
                + ": "
                + name
                + " has no public constructor without parameters, nor one with a "
                + Config.class.getName());
      }
      if (!settings.isEmpty()) {
        throw new BlueprintException(
            "blueprint.settings: "
                + name
                + " has no public constructor with a "
                + Config.class.getName()
                + " that would take "
                + settings.root().keySet());
      }
      return (Blueprint<?>) plain.newInstance();
    } catch (BlueprintException | OutOfMemoryError e) {
      throw e;
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      if (thrown instanceof OutOfMemoryError error) {
        throw error;
      }
      throw new BlueprintException(
          CLASS + ": the constructor of " + name + " failed: " + why(thrown), thrown);
    } catch (Throwable e) {
      throw new BlueprintException(CLASS + ": " + name + " cannot be made: " + why(e), e);
    }
  }

  /** Asks it once what workshops will ask as they are opened, where a failure would be a fault. */
  private static Blueprint<?> asked(Blueprint<?> made) {
    try {
      boolean unused = made.mayComplete();
      return made;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw new BlueprintException(
          CLASS + ": mayComplete() of " + made.getClass().getName() + " failed: " + why(e), e);
    }
  }

  private static @Nullable Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
    try {
      return type.getConstructor(parameters);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /**
   * What was thrown, and the thing behind it where that says more, as with a static initialiser.
   */
  private static String why(Throwable thrown) {
    if (thrown instanceof ExceptionInInitializerError && thrown.getCause() != null) {
      return "its static initialiser threw " + thrown.getCause();
    }
    if (thrown instanceof UnsupportedClassVersionError) {
      return "it is compiled for a newer Java than "
          + Runtime.version().feature()
          + ", which the factory runs on";
    }
    if (thrown instanceof NoClassDefFoundError) {
      return "a class that it needs is missing ("
          + thrown
          + "); list its jar under "
          + PLUGINS
          + " too";
    }
    return thrown.toString();
  }

  private static String places(List<Path> jars) {
    return jars.isEmpty()
        ? "the factory itself, and " + PLUGINS + " names no jar"
        : jars.stream().map(Path::toString).collect(Collectors.joining(", "))
            + ", nor in the factory itself";
  }

  /** A class of the same simple name, or one that is written alike. */
  private static String hint(String className, List<String> known) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    for (String each : known) {
      if (each.endsWith("." + simple)) {
        return " (nearest: " + each + ")";
      }
    }
    return Nearest.hint(className, known);
  }

  private static List<String> classesIn(List<Path> jars) {
    List<String> names = new ArrayList<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.stream()
            .map(entry -> entry.getName())
            .filter(entry -> entry.endsWith(".class") && entry.indexOf('$') < 0)
            .limit(10_000)
            .forEach(
                entry ->
                    names.add(
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.')));
      } catch (IOException e) {
        continue; // it was a jar a moment ago; without it there is only no hint
      }
    }
    return names;
  }

  private static void close(URLClassLoader loader, BlueprintException failure) {
    try {
      loader.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
