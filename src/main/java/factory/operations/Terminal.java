package factory.operations;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What can be known of the terminal without a native library. */
public final class Terminal {
  /** What a terminal is taken for that does not tell its size. */
  static final Size USUAL = new Size(80, 24);

  /** Size in characters. */
  record Size(int columns, int rows) {}

  private Terminal() {}

  /** Whether standard input and output are a terminal that understands cursor movement. */
  public static boolean isThere() {
    return isThere(isConsole(), System.getenv());
  }

  static boolean isThere(boolean console, Map<String, String> env) {
    String term = env.getOrDefault("TERM", "");
    boolean understands =
        (!term.isEmpty() && !term.toLowerCase(Locale.ROOT).equals("dumb"))
            || env.containsKey("WT_SESSION");
    return console && understands;
  }

  /** From Java 22 on there is a console without a terminal, and a method that tells. */
  private static boolean isConsole() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      Method isTerminal = java.io.Console.class.getMethod("isTerminal");
      return Boolean.TRUE.equals(isTerminal.invoke(console));
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }

  /**
   * Asks {@code stty}, which waits for a process; null where there is no terminal or no such
   * program.
   */
  static @Nullable Size askSize() {
    File tty = new File("/dev/tty");
    if (!tty.exists()) {
      return null;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(tty)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return null;
      }
      return parse(
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    } catch (IOException noTerminal) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** {@code rows columns}; null for anything else and for sizes that make no sense. */
  static @Nullable Size parse(String answer) {
    String[] words = answer.split(" ", -1);
    if (words.length != 2 || !words[0].matches("\\d{1,4}") || !words[1].matches("\\d{1,4}")) {
      return null;
    }
    int rows = Integer.parseInt(words[0]);
    int columns = Integer.parseInt(words[1]);
    return rows == 0 || columns == 0 ? null : new Size(columns, rows);
  }
}
