package factory.operations;

/** The custody account while the factory works, in one line. */
final class CustodyLine {
  private CustodyLine() {}

  /** As {@code bought 5 = shipped 3 + scrapped 0 + open 2}. */
  static String of(Account a) {
    if (isStarting(a)) {
      return "starting";
    }
    return "bought "
        + Text.number(a.bought())
        + " = shipped "
        + Text.number(a.shipped())
        + " + scrapped "
        + Text.number(a.scrapped())
        + " + open "
        + Text.number(a.open())
        + motion(a);
  }

  /**
   * Whether it can be said how fast is bought: what is read to its end has no rate, and what nobody
   * has told of yet.
   */
  static boolean hasRate(Account a) {
    return !a.purchases().finished() && !isStarting(a);
  }

  /**
   * Whether the Buyer has not reported yet, though others have: what they hold was bought, and
   * would be told as nothing bought and all in motion.
   */
  private static boolean isStarting(Account a) {
    return a.bought() == 0 && !a.balances();
  }

  /**
   * What makes the sum right while records move between two departments' reports: some are in
   * neither, or in both.
   */
  private static String motion(Account a) {
    long missing = a.missing();
    return missing == 0
        ? ""
        : (missing > 0 ? " + in motion " : " - in motion ") + Text.number(Math.abs(missing));
  }
}
