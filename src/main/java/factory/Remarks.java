package factory;

import factory.operations.Account;
import factory.operations.Printable;
import java.util.List;

/** What a user may not expect of an account that balances; printed below it. */
final class Remarks {
  private static final int MOST_DAMAGES = 10;

  private Remarks() {}

  /** Whole lines, each with its line feed; empty where nothing needs to be said. */
  static String of(Plan plan, Outcome outcome) {
    return of(outcome, plan.shipOpenWorkers(), plan.destination().keepsPositions())
        + damaged(plan.supplier().damages());
  }

  /** Files that are damaged, of which records are missing that nobody has counted. */
  static String damaged(List<String> damages) {
    StringBuilder text = new StringBuilder();
    for (String damage : damages.subList(0, Math.min(MOST_DAMAGES, damages.size()))) {
      text.append("  damaged: ").append(Printable.clean(damage)).append('\n');
    }
    int more = damages.size() - MOST_DAMAGES;
    return more > 0
        ? text.append("  damaged: ").append(more).append(" more; the log names them\n").toString()
        : text.toString();
  }

  static String of(Outcome outcome, boolean ships, boolean keepsLedger) {
    Account account = outcome.account();
    StringBuilder text = new StringBuilder(openWorkers(outcome, ships, keepsLedger));
    if (account.bought() == 0 && account.purchases().skipped() > 0) {
      text.append(
              "  nothing was new: earlier runs into this destination dealt with all records; to\n")
          .append(
              "  make the products anew, as after a change of settings, give another destination\n");
    }
    if (account.scrapped() * 2 > account.bought()) {
      text.append("  most records were scrapped: the scrap in the shipments says why of each\n");
    }
    return text.toString();
  }

  /** Which of the two ways of ending with open workers was gone, and what it means. */
  private static String openWorkers(Outcome outcome, boolean ships, boolean keepsLedger) {
    long open = outcome.account().open();
    boolean allRead = outcome.ending() == Outcome.Ending.END_OF_INPUT;
    if ((allRead && open == 0) || !outcome.account().balances()) {
      return "";
    }
    String chosen =
        allRead || outcome.ending() == Outcome.Ending.FAULT
            ? ""
            : ships
                ? "  open workers were closed"
                    + (isShipped(outcome.account()) ? " and shipped" : "")
                    + " (shutdown.open-workers = ship)\n"
                : "  open workers were kept for the next start (shutdown.open-workers = keep)\n";
    if (open == 0) {
      return ships ? chosen : "";
    }
    String rest;
    if (!outcome.replayable()) {
      rest = "  what is open is lost: this source cannot be read again\n";
    } else if (keepsLedger) {
      rest = "  what is open is read again by the next start\n";
    } else {
      rest = "  the next start reads everything again: this destination keeps no ledger\n";
    }
    return chosen + rest;
  }

  /**
   * Whether nothing of theirs is left; what the Buyer and the lines still have was in no worker.
   */
  private static boolean isShipped(Account account) {
    return account.transport().open() == 0
        && account.workshops().stream().allMatch(each -> each.open() == each.onLine());
  }
}
