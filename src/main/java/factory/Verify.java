package factory;

import factory.verification.Verdict;
import factory.verification.Verification;
import factory.verification.VerificationException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code verify}: recounts a destination and says what it has found. */
@Command(
    name = "verify",
    description =
        "Recounts a destination: each position in exactly one shipped product or scrap entry, sums, checksums.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it holds",
      "1:it does not; the first positions and files that break it are named",
      "2:there is nothing to verify, or it cannot be read"
    })
final class Verify implements Callable<Integer> {
  static final int BROKEN = 1;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "DIRECTORY|FILE|URL",
      description =
          "Where a factory has shipped to: a directory, a DuckDB database file, or postgresql://host/database.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String destination;

  @Option(
      names = "--complete",
      description =
          "A position that is open below the highest one is a problem, too: for a source that was read to its end.")
  private boolean complete;

  @Option(
      names = "--table",
      defaultValue = "products",
      description = "In a database: the table of products (${DEFAULT-VALUE}).")
  private String table = "";

  @Option(
      names = "--user",
      description =
          "Who logs in to PostgreSQL; the password is taken from the environment's PGPASSWORD.")
  private @Nullable String user;

  @Override
  public Integer call() {
    Verdict verdict;
    try {
      verdict = recount();
    } catch (VerificationException | InvalidPathException e) {
      throw new WrongInput(String.valueOf(e.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    lines(verdict).forEach(out::println);
    return verdict.holds() ? ExitCode.OK.code() : BROKEN;
  }

  private Verdict recount() {
    if (Verification.isPostgresql(destination)) {
      return Verification.postgresql(
          destination, user, System.getenv("PGPASSWORD"), table, complete);
    }
    Path file = Verification.duckdbFile(destination);
    return file == null
        ? Verification.files(Path.of(destination), complete)
        : Verification.duckdb(file, table, complete);
  }

  /** What is said of a verdict. */
  static List<String> lines(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add(verdict.name() + ": " + shipments(verdict));
    long scrapped = verdict.scrap().values().stream().mapToLong(Long::longValue).sum();
    lines.add(
        "  products   %s of %s"
            .formatted(
                Words.count(verdict.products()), Words.count(verdict.materials(), "material")));
    lines.add("  scrap      %s%s".formatted(Words.count(scrapped), reasons(verdict.scrap())));
    verdict.partitions().forEach((name, partition) -> lines.add("  " + line(name, partition)));
    verdict.problems().forEach(problem -> lines.add("  WRONG  " + problem));
    if (verdict.problemCount() > verdict.problems().size()) {
      lines.add(
          "  and %s more"
              .formatted(Words.count(verdict.problemCount() - verdict.problems().size())));
    }
    lines.add(
        verdict.holds()
            ? "  holds: each position is in exactly one shipped product or scrap entry, sums and checksums agree"
            : "  does not hold: " + Words.count(verdict.problemCount(), "problem"));
    return lines;
  }

  private static String shipments(Verdict verdict) {
    if (verdict.newest() == 0) {
      return "no shipment yet";
    }
    long away = verdict.newest() - verdict.shipments();
    return Words.count(verdict.shipments(), "shipment")
        + " up to number "
        + verdict.newest()
        + (away == 0 ? "" : "; " + away + " taken away, known by the ledger alone");
  }

  private static String reasons(Map<String, Long> reasons) {
    List<String> words = new ArrayList<>();
    new TreeMap<>(reasons).forEach((reason, count) -> words.add(reason + " " + Words.count(count)));
    return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
  }

  private static String line(String name, Verdict.Partition partition) {
    return "%s: %s done, the highest %s; %s"
        .formatted(
            name,
            Words.count(partition.done(), "position"),
            Words.count(partition.last()),
            partition.open() == 0
                ? "none open below it"
                : "%s open below it, the first %s"
                    .formatted(Words.count(partition.open()), Words.count(partition.firstOpen())));
  }
}
