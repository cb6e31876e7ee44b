package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The custody account as it is printed at the end of a run. */
record Account(long bought, long shipped, long scrapped, long open, boolean balances) {
  static Account read(String out) {
    assertThat(out).as("stdout").contains("custody account of ");
    return new Account(
        figure(out, "bought"),
        figure(out, "= shipped"),
        figure(out, "\\+ scrapped"),
        figure(out, "\\+ open"),
        out.contains("\n  balances\n"));
  }

  /** Says that it balances, and does. */
  Account balanced() {
    assertThat(balances).as("the account says that it balances").isTrue();
    assertThat(bought)
        .as("bought = shipped + scrapped + open")
        .isEqualTo(shipped + scrapped + open);
    return this;
  }

  /** Balances with these figures. */
  void isExactly(long allBought, long allShipped, long allScrapped, long allOpen) {
    assertThat(this).isEqualTo(new Account(allBought, allShipped, allScrapped, allOpen, true));
    balanced();
  }

  private static long figure(String out, String label) {
    Matcher figure = Pattern.compile("(?m)^ +" + label + " +([\\d,]+)").matcher(out);
    assertThat(figure.find()).as("'%s' in the account", label).isTrue();
    return Long.parseLong(figure.group(1).replace(",", ""));
  }
}
