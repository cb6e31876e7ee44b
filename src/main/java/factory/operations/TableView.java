package factory.operations;

import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The plant as a table that fits the terminal; a pure function of the snapshot. */
final class TableView {
  private static final int LABEL = 10;
  private static final int CLASSES = 6;

  /** Lines besides the workshops and the alarms, with room for a few of those. */
  private static final int OTHER_ROWS = 16;

  private static final int WIDEST = 160;

  /**
   * The table of workshops. Its head is no wider on a wide terminal, so that it is not broken into
   * two lines when that is made narrower.
   */
  private static final int TABLE = 80;

  /** On less the columns stand closer and the lines have no bars. */
  private static final int ROOMY = 79;

  private TableView() {}

  /**
   * At most {@code rows - 1} lines of at most {@code columns} characters, each ended by a line
   * feed.
   */
  static String render(Snapshot s, int columns, int rows) {
    int width = Math.max(20, Math.min(columns, WIDEST));
    List<String> lines = new ArrayList<>();
    lines.add(head(s, width));
    if (!s.jobsAlone()) {
      plant(s, width, rows, lines);
    }
    lines.addAll(JobsView.table(s.jobs()));
    if (!s.failures().isEmpty()) {
      labelled("failures", Text.largest(s.failures(), CLASSES), width, 1, lines);
    }
    alarms(s, width, rows - 1 - lines.size(), lines);
    StringBuilder text = new StringBuilder();
    lines.stream()
        .limit(Math.max(1, rows - 1))
        .forEach(line -> text.append(Text.cut(line, width).stripTrailing()).append('\n'));
    return text.toString();
  }

  private static void plant(Snapshot s, int width, int rows, List<String> lines) {
    Account a = s.account();
    if (a.purchases().bounded() && !Double.isNaN(a.purchases().progress())) {
      lines.add(source(s, width));
    }
    workshops(s, width, Math.max(1, rows - OTHER_ROWS), lines);
    TransportStock t = a.transport();
    labelled("warehouse", warehouse(t), width, 1, lines);
    labelled("shipped", shipped(t), width, 2, lines);
    labelled("custody", CustodyLine.of(a), width, 2, lines);
    labelled("scrap", reasons(a.scrappedByReason()), width, 1, lines);
    labelled("open", Place.describe(a), width, 2, lines);
    memory(a, width, lines);
  }

  private static String head(Snapshot s, int width) {
    // At the end the account has the averages: a rate of the last second says nothing of the run.
    String rates =
        s.jobsAlone()
            ? Text.running(s.running())
            : s.ended()
                ? "closed after " + Text.running(s.running())
                : bought(s)
                    + Text.rate(s.productsPerSecond())
                    + " products/s  "
                    + Text.running(s.running());
    int room = Math.min(width, TABLE) - rates.length() - 2;
    return room < LABEL
        ? rates
        : Text.left((s.jobsAlone() ? "jobs " : "factory ") + Text.clean(s.factory()), room)
            + "  "
            + rates;
  }

  /** What is read to its end has no rate, and what nobody has told of yet. */
  private static String bought(Snapshot s) {
    return CustodyLine.hasRate(s.account()) ? Text.rate(s.boughtPerSecond()) + " bought/s  " : "";
  }

  private static String source(Snapshot s, int width) {
    PurchaseStock p = s.account().purchases();
    String end =
        " "
            + Text.percent(p.progress())
            + (p.finished()
                ? ", all is read"
                : s.left() == null ? " read" : " read, " + Text.running(s.left()) + " left");
    int bar = Math.max(5, Math.min(40, width - LABEL - end.length() - 2));
    return Text.left("source", LABEL) + bar(p.progress(), bar) + end;
  }

  private static void workshops(Snapshot s, int width, int most, List<String> lines) {
    lines.add(
        width < ROOMY
            ? row(width, "workshop", "line %", "roster", "hired", "dismissed", "assembled/s")
            : Text.left("workshop", LABEL)
                + Text.left("line, % full", 13)
                + Text.right("workers: roster", 15)
                + Text.right("hired", 14)
                + Text.right("dismissed", 14)
                + Text.right("assembled/s", 13));
    List<WorkshopStock> all = s.account().workshops();
    List<WorkshopStock> shown =
        all.size() <= most
            ? all
            : all.stream()
                .sorted(Comparator.comparingInt(w -> -busy(s, w)))
                .limit(Math.max(1, most - 1))
                .sorted(Comparator.comparingInt(WorkshopStock::workshop))
                .toList();
    for (WorkshopStock w : shown) {
      lines.add(
          row(
              width,
              Integer.toString(w.workshop()),
              w.closed() ? "closed" : line(width, fill(w)),
              Text.number(w.roster()),
              Text.number(w.hired()),
              Text.number(w.dismissed()),
              w.closed() ? "" : Text.rate(s.assembledPerSecond().get(w.workshop()))));
    }
    if (all.size() > 1) {
      int hidden = all.size() - shown.size();
      lines.add(
          row(
              width,
              "all " + all.size(),
              hidden == 0 ? (s.ended() ? "closed" : line(width, fill(all))) : hidden + " more",
              Text.number(all.stream().mapToLong(WorkshopStock::roster).sum()),
              Text.number(all.stream().mapToLong(WorkshopStock::hired).sum()),
              Text.number(all.stream().mapToLong(WorkshopStock::dismissed).sum()),
              s.ended() ? "" : Text.rate(s.allAssembledPerSecond())));
    }
  }

  /**
   * How busy, in steps, so that workshops that are much alike do not change places all the time.
   */
  private static int busy(Snapshot s, WorkshopStock w) {
    double most = s.assembledPerSecond().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double share = most <= 0 ? 0 : s.assembledPerSecond().get(w.workshop()) / most;
    return (int) Math.round(share * 10) + (int) (fill(w) * 5);
  }

  private static String row(
      int width,
      String name,
      String line,
      String roster,
      String hired,
      String dismissed,
      String rate) {
    if (width < ROOMY) {
      return Text.left(name, LABEL)
          + Text.left(line, 7)
          + Text.right(roster, 9)
          + Text.right(hired, 11)
          + Text.right(dismissed, 11)
          + Text.right(rate, 12);
    }
    return Text.left(name, LABEL)
        + Text.left(line, 17)
        + Text.right(roster, 11)
        + Text.right(hired, 14)
        + Text.right(dismissed, 14)
        + Text.right(rate, 13);
  }

  private static String line(int width, double fill) {
    String percent = Text.percent(fill);
    return width < ROOMY ? Text.right(percent, 5) : bar(fill, 8) + Text.right(percent, 6);
  }

  private static double fill(WorkshopStock w) {
    return fill(List.of(w));
  }

  private static double fill(List<WorkshopStock> all) {
    long capacity = all.stream().mapToLong(WorkshopStock::lineCapacity).sum();
    long taken = all.stream().mapToLong(WorkshopStock::placesHeld).sum();
    return capacity <= 0 ? 0 : (double) taken / capacity;
  }

  static String bar(double share, int width) {
    int full = (int) Math.round(Math.max(0, Math.min(1, share)) * width);
    return "[" + "#".repeat(full) + "-".repeat(width - full) + "]";
  }

  private static String warehouse(TransportStock t) {
    String text =
        Text.number(t.inWarehouse())
            + " of "
            + Text.number(t.warehouseCapacity())
            + " places"
            + (t.onLine() > 0
                ? ", transportation line "
                    + Text.number(t.onLine())
                    + " of "
                    + Text.number(t.lineCapacity())
                : "");
    return t.warehouseByPclass().isEmpty()
        ? text
        : text + ": " + Text.largest(t.warehouseByPclass(), CLASSES);
  }

  private static String shipped(TransportStock t) {
    String text =
        Text.count(t.shippedProducts(), "product")
            + " in "
            + Text.count(t.shipments(), "shipment")
            + (t.destination().isBlank() ? "" : " to " + Text.cut(Text.clean(t.destination()), 40));
    return t.shippedByPclass().isEmpty()
        ? text
        : text + ": " + Text.largest(t.shippedByPclass(), CLASSES);
  }

  private static void memory(Account a, int width, List<String> lines) {
    long bytes = a.workshops().stream().mapToLong(WorkshopStock::openBytes).sum();
    long replay = a.replay();
    if (bytes > 0 || replay > 0) {
      String again =
          replay == 0 ? "" : "; a restart reads " + Text.count(replay, "record") + " again";
      labelled("memory", Text.bytes(bytes) + " of open assemblies" + again, width, 1, lines);
    }
  }

  /** Scrap by reason, the most frequent first. */
  static String reasons(Map<Scrap.Reason, Long> scrapped) {
    Map<String, Long> byText = new TreeMap<>();
    scrapped.forEach(
        (reason, n) -> {
          if (n != 0) {
            byText.put(reason.text(), n);
          }
        });
    return Text.largest(byText, Scrap.Reason.values().length);
  }

  private static void alarms(Snapshot s, int width, int room, List<String> lines) {
    List<Alarm> alarms = s.alarms();
    if (alarms.isEmpty() || room <= 0) {
      return;
    }
    int shown = alarms.size() <= room ? alarms.size() : room - 1;
    int each = shown == 0 ? 0 : Math.min(3, (room - (shown < alarms.size() ? 1 : 0)) / shown);
    for (Alarm alarm : alarms.subList(0, shown)) {
      String age = Text.running(s.running().minus(alarm.raised()));
      labelled("ALARM", alarm.actor() + ", " + age + ": " + alarm.text(), width, each, lines);
    }
    if (shown < alarms.size()) {
      lines.add(Text.left("ALARM", LABEL) + Text.count(alarms.size() - (long) shown, "more alarm"));
    }
  }

  private static void labelled(String label, String text, int width, int most, List<String> lines) {
    List<String> wrapped = Text.wrap(text, Math.max(10, width - LABEL), most);
    for (int i = 0; i < wrapped.size(); i++) {
      lines.add(Text.left(i == 0 ? label : "", LABEL) + wrapped.get(i));
    }
  }
}
