package factory.operations;

import factory.goods.Scrap;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Prints the custody account at the end of a run; a pure function. */
public final class AccountPrinter {
  /** How many product classes are listed. */
  static final int CLASSES = 12;

  /** A name stands whole in the account, unless it is longer than a line. */
  private static final int LONGEST_CLASS = 60;

  private static final int COLUMNS = 80;
  private static final int MOST_LINES = 20;
  private static final int MOST_PARKED = 3;

  private static final String BUNDLES =
      "of each parked pid a bundle is in the scrap; 'why PID' says in which shipment";

  private AccountPrinter() {}

  /**
   * The account as a block of lines, each ended by a line feed.
   *
   * @param factory its name
   * @param account taken when nothing moved any more
   * @param ending how the run ended, as in {@code the source was read to its end}
   */
  public static String print(String factory, Account account, String ending) {
    return print(factory, account, ending, Duration.ZERO);
  }

  /**
   * The same with the averages over the run.
   *
   * @param working from the first record to the end; within a second nothing is said of averages
   */
  public static String print(String factory, Account account, String ending, Duration working) {
    TransportStock t = account.transport();
    int width =
        Stream.of(account.bought(), account.shipped(), account.scrapped(), account.open())
            .mapToInt(n -> Text.number(n).length())
            .max()
            .orElse(0);
    StringBuilder text =
        new StringBuilder("custody account of ").append(Text.clean(factory)).append('\n');
    row(text, "  bought    ", account.bought(), width, bought(account.purchases()));
    row(text, "= shipped   ", account.shipped(), width, shipped(t));
    row(text, "+ scrapped  ", account.scrapped(), width, scrapped(account));
    row(text, "+ open      ", account.open(), width, open(account));
    text.append("  ").append(verdict(account)).append('\n');
    text.append("  ended: ").append(Text.clean(ending)).append('\n');
    parked(text, account);
    text.append(pace(account, working));
    return text.toString();
  }

  /** Skipped records do not count: they come at no rate, neither the user's nor the workers'. */
  private static String pace(Account account, Duration working) {
    if (working.toSeconds() < 1) {
      return "";
    }
    double seconds = working.toMillis() / 1e3;
    return "  pace: %s records/s and %s products/s, on average over %s\n"
        .formatted(
            Text.rate(account.bought() / seconds),
            Text.rate(account.transport().shippedProducts() / seconds),
            Text.span(working));
  }

  private static void row(StringBuilder text, String label, long n, int width, String detail) {
    text.append("  ").append(label).append(Text.right(Text.number(n), width));
    int indent = 2 + label.length() + width + 2;
    List<String> lines = Text.wrap(detail, Math.max(40, COLUMNS - indent), MOST_LINES);
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "  " : "\n" + " ".repeat(indent)).append(lines.get(i));
    }
    text.append('\n');
  }

  private static String bought(PurchaseStock p) {
    return (p.bought() == 1 ? "record" : "records")
        + (p.skipped() == 0
            ? ""
            : " (" + Text.number(p.skipped()) + " more skipped, done by an earlier run)");
  }

  private static String shipped(TransportStock t) {
    String to = t.destination().isBlank() ? "" : " to " + Text.clean(t.destination());
    String classes =
        t.shippedByPclass().isEmpty()
            ? ""
            : ": " + Text.largest(t.shippedByPclass(), CLASSES, LONGEST_CLASS);
    return "in "
        + Text.count(t.shippedProducts(), "product")
        + ", "
        + Text.count(t.shipments(), "shipment")
        + to
        + classes;
  }

  private static String scrapped(Account account) {
    return account.scrapped() == 0 ? "" : TableView.reasons(account.scrappedByReason());
  }

  /** Names the pid that was parked last in each workshop, and where to find all of them. */
  private static void parked(StringBuilder text, Account account) {
    boolean scrapped = account.scrappedByReason().containsKey(Scrap.Reason.PARKED);
    long kept = account.workshops().stream().mapToLong(WorkshopStock::parked).sum();
    if (!scrapped && kept == 0) {
      return;
    }
    account.workshops().stream()
        .map(WorkshopStock::lastParked)
        .filter(Objects::nonNull)
        .limit(MOST_PARKED)
        .forEach(last -> line(text, "  parked: pid ", Text.cut(Text.clean(last), 300)));
    line(text, "          ", kept == 0 ? BUNDLES : kept(kept, scrapped));
  }

  private static String kept(long kept, boolean scrapped) {
    return Text.count(kept, "parked pid")
        + (kept == 1 ? " is" : " are")
        + " kept open, without a bundle in the scrap: the next start reads the records again"
        + (scrapped ? "; of the others a bundle is there" : "");
  }

  private static void line(StringBuilder text, String label, String words) {
    String indent = " ".repeat(label.length());
    List<String> lines = Text.wrap(words, COLUMNS - label.length(), MOST_LINES);
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? label : indent).append(lines.get(i)).append('\n');
    }
  }

  private static String open(Account account) {
    return account.open() == 0 ? "" : "in: " + Place.describe(account);
  }

  private static String verdict(Account account) {
    long missing = account.missing();
    if (missing == 0) {
      return "balances";
    }
    long n = Math.abs(missing);
    return "does NOT balance: "
        + Text.count(n, "record")
        + (n == 1 ? " is " : " are ")
        + (missing > 0 ? "missing" : "counted twice");
  }
}
