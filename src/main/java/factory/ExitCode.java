package factory;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the process ends, and what that says about the materials. */
public enum ExitCode {
  /** The account balances, and whatever is open can be read again. */
  OK(0, "all is shipped or can be read again by the next start, and the account balances"),
  /** Something failed that nobody expected, or a benchmark came to wrong products. */
  UNEXPECTED(
      1,
      "something failed that nobody expected, --debug shows where; or the products of bench were not what they must be"),
  /** The user must change something. */
  WRONG_INPUT(2, "the command line, the configuration or the input is wrong"),
  /** Something may be lost. */
  OPEN(3, "the account does not balance, or something open cannot be read again"),
  /** The orderly end took too long. */
  DEADLINE(4, "the orderly end did not come within factory.shutdown.deadline"),
  /** The source failed while it was read, or is damaged. */
  SOURCE(
      5,
      "the source could not be read to its end, or a file of it is damaged; what was bought is shipped or can be read again"),
  /** A director or the dispatcher failed or forgot something, or there is no memory left. */
  FAULT(
      70,
      "a fault of the factory itself: a director or the dispatcher failed, something was left open at the end of the source, or memory ran out; the next start reads again");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number that the process exits with. */
  public int code() {
    return code;
  }

  /** What it says, as one line without a full stop. */
  public String meaning() {
    return meaning;
  }

  /** All of them, number to meaning, as the help shows them. */
  static Map<String, String> list() {
    Map<String, String> list = new LinkedHashMap<>();
    for (ExitCode exit : values()) {
      list.put(Integer.toString(exit.code), exit.meaning);
    }
    list.put(
        "130, 143",
        "Ctrl-C or SIGTERM came while Java itself was starting and nothing was done, or ended bench, tasks, pipeline or array");
    return list;
  }
}
