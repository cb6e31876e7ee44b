package factory.operations.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A factory with its page, on some of the cores. */
final class VisitedPlant {
  private static final Pattern PAGE = Pattern.compile("page at http://127\\.0\\.0\\.1:(\\d+)/");
  private static final Pattern LINE =
      Pattern.compile("^\\S+ INFO +bought (\\S+) = .* ([\\d,]+) bought/s", Pattern.MULTILINE);

  private final Path folder = Files.createTempDirectory("crowd-bench");
  private final Process process;
  private final int port;

  VisitedPlant(Path jar, String cores, List<String> memory, String rate)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", cores, java()));
    command.addAll(memory);
    command.addAll(List.of("-XX:+UseParallelGC", "-Xlog:gc:file=gc"));
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "run"));
    for (String setting :
        List.of(
            "source.rate=" + rate,
            "destination.kind=discard",
            "operations.console=lines",
            "operations.web.enabled=true",
            "operations.web.port=0")) {
      command.addAll(List.of("--set", "factory." + setting));
    }
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    port = waitForPort();
  }

  /**
   * What the console has said so far.
   *
   * @param lines how often it said what was bought
   * @param seconds in which that was bought, as far as the lines tell: each says how much in a
   *     second
   */
  record Work(int lines, double bought, double seconds) {}

  Work work() throws IOException {
    int lines = 0;
    double bought = 0;
    double seconds = 0;
    for (MatchResult line : LINE.matcher(err()).results().toList()) {
      double now = number(line.group(1));
      double perSecond = number(line.group(2));
      seconds += perSecond > 0 ? (now - bought) / perSecond : 0;
      bought = now;
      lines++;
    }
    return new Work(lines, bought, seconds);
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }

  int port() {
    return port;
  }

  /** What Linux counts of it, and of the cores below this one. */
  CoreMeter meter(int cores) {
    return new CoreMeter(process.pid(), folder.resolve("gc"), cores);
  }

  void kill() {
    process.destroyForcibly();
  }

  /** The one that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private int waitForPort() throws IOException, InterruptedException {
    while (process.isAlive()) {
      Matcher address = PAGE.matcher(err());
      if (address.find()) {
        return Integer.parseInt(address.group(1));
      }
      Thread.sleep(100);
    }
    throw new IOException("the factory has ended: " + err());
  }

  /** In order, with a balanced account and without an error in the log. */
  boolean ended() throws IOException, InterruptedException {
    process.destroy();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    String out = Files.readString(folder.resolve("out"));
    String err = err();
    boolean well =
        ended
            && process.exitValue() == 0
            && out.lines().anyMatch("  balances"::equals)
            && !err.contains(" ERROR ")
            && !err.contains("Exception");
    System.out.println(
        well
            ? "the factory ended in order and its account balances"
            : "THE FACTORY DID NOT END WELL, see " + folder + "\n" + out + err);
    return well;
  }
}
