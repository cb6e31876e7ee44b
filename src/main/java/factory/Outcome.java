package factory;

import factory.operations.Account;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param account the custody account at the end
 * @param ending what ended it
 * @param trouble what went wrong, as a sentence; null if nothing did
 * @param unfinished who had not finished when the deadline came, and what with; null if all had
 * @param replayable whether everything that is open can be read again
 */
public record Outcome(
    Account account,
    Ending ending,
    @Nullable String trouble,
    @Nullable String unfinished,
    boolean replayable) {

  /** What ended a run. */
  public enum Ending {
    /** The source was read to its end; everything is shipped then, or it is a fault. */
    END_OF_INPUT("the source was read to its end"),
    /** It was told to stop. */
    STOPPED("stopped"),
    /** The source could not be read any further. */
    SOURCE_FAILED("the source failed"),
    /** The source is not what the configuration says it is. */
    WRONG_SOURCE("the source cannot be used"),
    /** A director or the dispatcher failed: a fault of the factory itself. */
    FAULT("a fault of the factory");

    private final String text;

    Ending(String text) {
      this.text = text;
    }

    /** For a reader. */
    public String text() {
      return text;
    }
  }

  /** Whether the deadline came before all departments had finished. */
  public boolean late() {
    return unfinished != null;
  }

  /** Whether something is open though all was read and nobody stopped it: nobody will ship it. */
  private boolean isForgotten() {
    return ending == Ending.END_OF_INPUT && account.open() > 0;
  }

  /** How it ended, for a reader. */
  public String describe() {
    return ending.text()
        + (isForgotten()
            ? "; what is open should be shipped: a fault of the factory, which should be reported"
            : "")
        + (unfinished == null
            ? ""
            : "; the deadline came before all departments had finished: " + unfinished)
        + (trouble == null ? "" : ": " + trouble);
  }

  /**
   * The same as the last words of a process, with its exit code where that is not 0.
   *
   * @param damaged whether files of the source are, so that records are missing of them
   */
  String lastWords(boolean damaged) {
    ExitCode code = exitCode(damaged);
    return describe()
        + (damaged
            ? "; damaged files lack records, or have wrong ones, and nobody can say which"
            : "")
        + (code == ExitCode.OK ? "" : " (exit code " + code.code() + ")");
  }

  /** What the process ends with where files of the source may be damaged. */
  ExitCode exitCode(boolean damaged) {
    ExitCode code = exitCode();
    return code == ExitCode.OK && damaged ? ExitCode.SOURCE : code;
  }

  /** What the process ends with. */
  public ExitCode exitCode() {
    if (ending == Ending.FAULT) {
      return ExitCode.FAULT;
    }
    if (!account.balances() || (account.open() > 0 && !replayable)) {
      return ExitCode.OPEN;
    }
    if (isForgotten()) {
      return ExitCode.FAULT;
    }
    if (ending == Ending.WRONG_SOURCE) {
      return ExitCode.WRONG_INPUT;
    }
    if (ending == Ending.SOURCE_FAILED) {
      return ExitCode.SOURCE;
    }
    return late() ? ExitCode.DEADLINE : ExitCode.OK;
  }
}
