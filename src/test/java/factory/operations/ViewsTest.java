package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import factory.goods.Scrap;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
  private static final Alarm FULL =
      new Alarm(
          "line-full/1",
          "line 1",
          "full with 65,536 materials for 12 s",
          Duration.ofSeconds(3711),
          null);

  @Test
  void theTableAtEightyColumns() {
    assertThat(TableView.render(Stocks.snapshot(Stocks.balanced(), FULL), 80, 24))
        .isEqualTo(
            """
            factory demonstration                  5,001 bought/s  248 products/s  1 h 2 min
            source    [##################----------------------] 45 % read, 12 s left
            workshop  line, % full workers: roster         hired     dismissed  assembled/s
            0         [--------]   0 %          50           600           300        2,500
            1         [--------]   0 %          75           610           305        2,501
            all 2     [--------]   0 %         125         1,210           605        5,001
            warehouse 30 of 50,000 places, transportation line 16 of 8,192: tcp 21, udp 9
            shipped   1,234 products in 3 shipments to files out: tcp 700, udp 500, icmp 34
            custody   bought 12,345 = shipped 12,000 + scrapped 1 + open 344
            scrap     malformed 1
            open      Buyer 4, lines 40, workers 250, transportation line 20, warehouse 30
            memory    24 KiB of open assemblies
            ALARM     line 1, 12 s: full with 65,536 materials for 12 s
            """);
  }

  @Test
  void whatIsReadToItsEndHasNoRateOfBuying() {
    Account account =
        new Account(
            Stocks.bounded(12_345, 1, true),
            Stocks.balanced().workshops(),
            Stocks.balanced().transport());
    assertThat(TableView.render(Stocks.snapshot(account), 80, 24))
        .contains(" products/s")
        .doesNotContain("bought/s");
  }

  @Test
  void theTableOfWorkshopsIsWholeAtSixtyColumns() {
    assertThat(TableView.render(Stocks.snapshot(Stocks.balanced(), FULL), 60, 24).lines().skip(2))
        .startsWith(
            "workshop  line %    roster      hired  dismissed assembled/s",
            "0           0 %         50        600        300       2,500");
  }

  @Test
  void theHeadIsNoWiderThanTheTableOnAWideTerminal() {
    Snapshot s = Stocks.snapshot(Stocks.balanced());
    assertThat(TableView.render(s, 120, 40).lines().findFirst())
        .isEqualTo(TableView.render(s, 80, 24).lines().findFirst());
  }

  @Test
  void theTableFitsAnyTerminalWhateverStrangersCallThings() {
    Map<String, Long> classes = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      classes.put("\u001b]0;title\u0007 class 語語語語語語 \u202e " + i, Long.MAX_VALUE / 5_000);
    }
    TransportStock transport = Stocks.shipped(1L << 60, 1L << 60, classes, Map.of());
    List<WorkshopStock> workshops =
        IntStream.range(0, 40)
            .mapToObj(w -> Stocks.workshop(w, 65_536, 1L << 50, 1L << 52))
            .toList();
    Account account = new Account(Stocks.bounded(1L << 61, 1, true), workshops, transport);
    Alarm[] alarms = new Alarm[100];
    Arrays.fill(alarms, FULL);
    for (int columns : new int[] {20, 40, 80, 200}) {
      for (int rows : new int[] {2, 10, 24, 60}) {
        String table = TableView.render(Stocks.snapshot(account, alarms), columns, rows);
        assertThat(table.lines().count()).isLessThan(rows);
        assertThat(table.lines()).allMatch(line -> Text.width(line) <= columns);
        assertThat(table.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
      }
    }
  }

  @Test
  void manyWorkshopsAreTheBusiestAndASum() {
    List<WorkshopStock> workshops =
        IntStream.range(0, 40).mapToObj(w -> Stocks.workshop(w, 0, 2, 10)).toList();
    Account account = new Account(Stocks.bought(480), workshops, Stocks.shipped(400, 40));
    Snapshot s = Stocks.snapshot(account);
    List<Double> rates = IntStream.range(0, 40).mapToObj(w -> w == 33 ? 9_000.0 : 1.0).toList();
    Snapshot uneven =
        new Snapshot(
            s.factory(),
            s.running(),
            account,
            0,
            0,
            rates,
            Pace.NONE,
            null,
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            Bottleneck.NONE,
            Transit.NONE);
    String table = TableView.render(uneven, 80, 24);
    assertThat(table).containsPattern("(?m)^33 .* 9,000$");
    assertThat(table).containsPattern("(?m)^all 40 +33 more +40 .* 9,039$");
    assertThat(table.lines().filter(line -> line.matches("\\d+ +\\[.*")).count()).isEqualTo(7);
  }

  @Test
  void theLineSaysWhatBecameOfAllThatWasBought() {
    assertThat(LineView.render(Stocks.snapshot(Stocks.without(Stocks.balanced(), 5), FULL)))
        .isEqualTo(
            "bought 12,350 = shipped 12,000 + scrapped 1 + open 344 + in motion 5; 1,234 products in"
                + " 3 shipments; 125 workers, 30 in the warehouse; alarms: line-full/1; 5,001"
                + " bought/s, 5,001 assembled/s, 248 products/s; 45 % read, 12 s left");
  }

  @Test
  void atTheEndNoRateIsShownButInTheAccount() {
    Account account =
        new Account(
            Stocks.bounded(240_000, 1, true),
            List.of(Stocks.closed(0, 100_000), Stocks.closed(1, 140_000)),
            Stocks.shipped(240_000, 1_200));
    Snapshot end = Stocks.snapshot(account);
    assertThat(TableView.render(end, 80, 24))
        .contains("closed after 1 h 2 min\n")
        .contains("all 2     closed ")
        .doesNotContain("bought/s")
        .doesNotContain("2,500");
    assertThat(LineView.render(end)).contains("; 100 % read").doesNotContain("/s");
    assertThat(AccountPrinter.print("d", account, "end", Duration.ofMillis(2_500)))
        .endsWith("\n  pace: 96,000 records/s and 480 products/s, on average over 2.5 s\n");
    assertThat(AccountPrinter.print("d", account, "end", Duration.ofSeconds(120)))
        .endsWith("\n  pace: 2,000 records/s and 10 products/s, on average over 2 min\n");
    assertThat(AccountPrinter.print("d", account, "end", Duration.ofMillis(999)))
        .as("averages over an instant")
        .endsWith("ended: end\n");
  }

  @Test
  void whatWasOnlySkippedIsNotInTheAverages() {
    Account second =
        new Account(
            new PurchaseStock(5_000, 1_000_000, 0, 1, true, true),
            List.of(Stocks.closed(0, 5_000)),
            Stocks.shipped(5_000, 50));
    assertThat(AccountPrinter.print("d", second, "end", Duration.ofSeconds(10)))
        .endsWith("\n  pace: 500 records/s and 5.0 products/s, on average over 10 s\n");
  }

  @Test
  void untilTheBuyerHasReportedThereIsNoAccount() {
    Account early =
        new Account(
            PurchaseStock.NONE, List.of(Stocks.workshop(0, 40, 100, 0)), Stocks.shipped(0, 0));
    assertThat(LineView.render(Stocks.snapshot(early)))
        .startsWith("starting; 0 products in 0 shipments; ")
        .doesNotContain("bought");
    assertThat(TableView.render(Stocks.snapshot(early), 80, 24))
        .contains("custody   starting\n")
        .doesNotContain("bought");
    Account idle =
        new Account(PurchaseStock.NONE, List.of(Stocks.closed(0, 0)), Stocks.shipped(0, 0));
    assertThat(LineView.render(Stocks.snapshot(idle)))
        .startsWith("bought 0 = shipped 0 + scrapped 0 + open 0; ");
  }

  @Test
  void whatIsCountedTwiceForAMomentIsInMotionAndNoNegativeNumber() {
    Account twice =
        new Account(
            Stocks.bounded(100, 0.5, false),
            List.of(Stocks.workshop(0, 0, 0, 100)),
            Stocks.shipped(1_100, 10));
    assertThat(twice.missing()).isNegative();
    String motion =
        " + open " + Text.number(twice.open()) + " - in motion " + Text.number(-twice.missing());
    assertThat(TableView.render(Stocks.snapshot(twice), 120, 40)).contains(motion);
    assertThat(LineView.render(Stocks.snapshot(twice))).contains(motion);
  }

  @Test
  void theAccountHasTheNamesOfClassesInFull() {
    String name = "sent-unpaid-and-not-answered-for-a-week";
    Account account =
        new Account(
            Stocks.bounded(10, 1, true),
            List.of(Stocks.closed(0, 10)),
            Stocks.shipped(10, 1, Map.of(name, 1L), Map.of()));
    assertThat(AccountPrinter.print("d", account, "end")).contains(name + " 1");
  }

  @Test
  void aSourceThatIsReadHasNoRate() {
    Books books = new Books(1);
    for (int second = 1; second <= 3; second++) {
      Duration now = Duration.ofSeconds(second);
      books.purchased(Stocks.bounded(second * 100L, second / 4.0, false), now);
      books.stockTaken(Stocks.workshop(0, 0, 0, second * 100L), now);
    }
    Duration soon = Duration.ofMillis(3_500);
    assertThat(books.boughtPerSecond(soon)).isEqualTo(100);
    assertThat(books.assembledPerSecond(soon)).containsExactly(100.0);
    books.purchased(Stocks.bounded(400, 1, true), soon);
    assertThat(books.boughtPerSecond(soon)).isZero();
    assertThat(books.assembledPerSecond(soon)).containsExactly(100.0);
    books.stockTaken(Stocks.closed(0, 400), soon);
    assertThat(books.assembledPerSecond(soon)).containsExactly(0.0);
  }

  @Test
  void theFirstReportHasARateToo() {
    Books books = new Books(1);
    Duration now = Duration.ofMillis(500);
    books.purchased(Stocks.bounded(300, 0.5, false), now);
    books.stockTaken(Stocks.workshop(0, 0, 0, 200), now);
    assertThat(books.boughtPerSecond(now)).isEqualTo(600);
    assertThat(books.assembledPerSecond(now)).containsExactly(400.0);
  }

  @Test
  void ofASourceThatIsReadNoRateOfBuyingIsShown() {
    Account account =
        new Account(
            Stocks.bounded(240, 1, true),
            List.of(Stocks.workshop(0, 0, 2, 240)),
            Stocks.shipped(238, 1));
    assertThat(LineView.render(Stocks.snapshot(account)))
        .contains(" assembled/s")
        .doesNotContain("bought/s");
  }

  @Test
  void theAccountNamesAPidThatWasParkedInEachWorkshop() {
    Account account =
        new Account(
            Stocks.bounded(10, 1, true),
            List.of(parked(0, "a\u0007b: no price"), Stocks.closed(1, 5)),
            Stocks.shipped(7, 1, Map.of(), Map.of(Scrap.Reason.PARKED, 3L)));
    assertThat(AccountPrinter.print("d", account, "end"))
        .contains("\n  parked: pid a?b: no price\n")
        .contains(
            "          of each parked pid a bundle is in the scrap; 'why PID' says in which\n");
    Account none = new Account(Stocks.bounded(7, 1, true), List.of(), Stocks.shipped(7, 1));
    assertThat(AccountPrinter.print("d", none, "end")).doesNotContain("parked");
  }

  @Test
  void theAccountSendsNobodyToTheScrapForAPidThatIsStillParked() {
    List<WorkshopStock> two =
        List.of(Altered.of(parked(0, "a: no price"), "parked", 2L, "held", 3L));
    Account open = new Account(Stocks.bounded(10, 1, true), two, Stocks.shipped(7, 1));
    String kept = "2 parked pids are kept open, without a bundle in the scrap: the next start";
    assertThat(AccountPrinter.print("d", open, "end").replaceAll("\\s+", " "))
        .contains(" parked: pid a: no price ", kept)
        .doesNotContain("'why PID'", "of the others");
    Account both =
        new Account(
            Stocks.bounded(12, 1, true),
            two,
            Stocks.shipped(7, 1, Map.of(), Map.of(Scrap.Reason.PARKED, 2L)));
    assertThat(AccountPrinter.print("d", both, "end").replaceAll("\\s+", " "))
        .contains(kept, "; of the others a bundle is there");
  }

  private static WorkshopStock parked(int workshop, String last) {
    return Altered.of(
        WorkshopStock.none(workshop),
        "loaded",
        5,
        "assembled",
        5,
        "hired",
        1,
        "dismissed",
        1,
        "lastParked",
        last);
  }

  @Test
  void theAccountBalances() {
    assertThat(
            AccountPrinter.print(
                "demonstration", Stocks.balanced(), "the source was read to its end"))
        .isEqualTo(
            """
            custody account of demonstration
                bought    12,345  records
              = shipped   12,000  in 1,234 products, 3 shipments to files out: tcp 700, udp
                                  500, icmp 34
              + scrapped       1  malformed 1
              + open         344  in: Buyer 4, lines 40, workers 250, transportation line
                                  20, warehouse 30
              balances
              ended: the source was read to its end
            """);
  }

  @Test
  void theAccountSaysWhenItDoesNotBalance() {
    assertThat(AccountPrinter.print("d", Stocks.without(Stocks.balanced(), 3), "crash"))
        .contains("\n  does NOT balance: 3 records are missing\n");
    assertThat(AccountPrinter.print("d", Stocks.without(Stocks.balanced(), -1), "crash"))
        .contains("\n  does NOT balance: 1 record is counted twice\n");
  }

  @Test
  void theAccountBoundsTheListOfClassesAndSaysWhatWasSkipped() {
    Map<String, Long> classes = new HashMap<>();
    IntStream.range(0, 30).forEach(i -> classes.put("c" + i + "\u001b", (long) i));
    Account account =
        new Account(
            new PurchaseStock(10, 1_000, 0, 1, true, true),
            List.of(),
            Stocks.shipped(10, 10, classes, Map.of(Scrap.Reason.LATE, 0L)));
    String text = AccountPrinter.print("d", account, "end");
    assertThat(text)
        .contains("(+18 more)")
        .contains("c29? 29")
        .contains("records (1,000 more skipped, done by an earlier run)")
        .contains("+ scrapped   0\n")
        .doesNotContain("\u001b");
  }

  @Test
  void figuresAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Text.number(1_234_567)).isEqualTo("1,234,567");
      assertThat(Text.rate(3.25)).isIn("3.3", "3.2");
      assertThat(Text.span(Duration.ofMillis(2_345_678_901_234L))).isEqualTo("27,149 days 1 h");
      assertThat(Text.bytes(1536)).isEqualTo("1.5 KiB");
      assertThat(Text.percent(0.9999)).isEqualTo("99 %");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1, 1 ms",
    "999, 999 ms",
    "1000, 1 s",
    "1999, 1.9 s",
    "59999, 59.9 s",
    "60000, 1 min",
    "119999, 1 min 59 s",
    "530000, 8 min 50 s",
    "593999, 9 min 53 s",
    "3599999, 59 min 59 s",
    "3600000, 1 h",
    "7499999, 2 h 4 min",
    "172799999, 47 h 59 min",
    "172800000, 2 days",
    "183599999, 2 days 2 h"
  })
  void aSpanHasTwoUnitsAtMostAndIsNeverRoundedUp(long millis, String text) {
    assertThat(Text.span(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void aSpanThatIsHardlyAnyIsSaidToBeSo() {
    assertThat(Text.span(Duration.ofNanos(1))).isEqualTo("<1 ms");
    assertThat(Text.span(Duration.ofSeconds(-1))).isEqualTo("0 s");
    assertThat(Text.running(Duration.ofMillis(8_999))).isEqualTo("8 s");
  }

  @Test
  void whatIsNoVisibleCharacterIsSeenByItsNumberWhereOneAsksForAPid() {
    assertThat(Printable.marked("a\u001b[31m\u202eb\u00a0c d\ud800é語😀"))
        .isEqualTo("a<U+001B>[31m<U+202E>b<U+00A0>c d<U+D800>é語😀");
    assertThat(Printable.called("  a b ")).isEqualTo("\u2423\u2423a b\u2423");
    assertThat(Printable.called(" ")).isEqualTo("\u2423");
    assertThat(Printable.called("a")).isEqualTo("a");
  }

  @Test
  void whatIsNoVisibleCharacterBecomesAQuestionMark() {
    assertThat(Text.clean("a\u001b[31mb\r\n\u202ec\ud800d\u0085é語😀"))
        .isEqualTo("a?[31mb???c?d?é語😀");
    assertThat(Text.cut("語語語語語", 8)).isEqualTo("語語...");
  }
}
