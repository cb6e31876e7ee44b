package factory.operations;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What Inspectors found: the most remarkable finding of each kind and workshop, and a count by
 * kind, of each worker once. However many workers are remarkable, there is one alarm for each kind
 * and workshop; it is over when nothing of the kind was found for a while.
 */
final class Findings {
  /** How long an alarm stands after the last finding of its kind. */
  static final Duration SHOWN = Duration.ofSeconds(30);

  /**
   * So long a hot pid is named without being found again while another one is found: who is hot is
   * found every few seconds.
   */
  static final Duration HOT_NAMED = Duration.ofSeconds(5);

  /** Whole, unless it is longer than a pid should be: it is what one asks for. */
  private static final int LONGEST_PID = 200;

  private record Place(Finding.Kind kind, int workshop) {}

  /** What an alarm names, and when that was found last. */
  private record Named(Finding finding, Duration at) {}

  private final Map<Place, Named> extremes = new HashMap<>();
  private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
  private final int workshops;
  private final int mostParked;

  /**
   * @param parked so many parked pids of a workshop at once are an alarm
   */
  Findings(int workshops, int parked) {
    this.workshops = workshops;
    this.mostParked = parked;
  }

  /** Takes up a finding; one of a workshop that does not exist is only counted. */
  void add(Finding finding, Alarms alarms, Duration now) {
    if (!finding.again()) {
      counts.merge(finding.kind(), 1L, Long::sum);
    }
    if (finding.workshop() < 0
        || finding.workshop() >= workshops
        || finding.kind() == Finding.Kind.PARKED) {
      return; // the workshop itself knows how many are parked
    }
    String key = key(finding.kind(), finding.workshop());
    Place place = new Place(finding.kind(), finding.workshop());
    Named named = extremes.get(place);
    if (named == null
        || !alarms.stands(key)
        || isOver(named, now)
        || isWorse(named.finding(), finding)) {
      named = new Named(finding, now);
      extremes.put(place, named);
    }
    alarms.raise(
        key, "workshop " + finding.workshop(), text(named.finding()), now, now.plus(SHOWN));
  }

  /** A workshop says how many pids are parked, which is more than its Inspector can see at once. */
  void parked(WorkshopStock stock, Alarms alarms, Duration now) {
    if (stock.parked() >= mostParked) {
      String last = stock.lastParked();
      alarms.raise(
          key(Finding.Kind.PARKED, stock.workshop()),
          "workshop " + stock.workshop(),
          Text.count(stock.parked(), "pid")
              + " parked"
              + (last == null ? "" : ", the last one " + Text.cut(Text.clean(last), LONGEST_PID))
              + "; "
              + advice(Finding.Kind.PARKED),
          now,
          now.plus(SHOWN));
    }
  }

  Map<Finding.Kind, Long> counts() {
    return Map.copyOf(counts);
  }

  static String key(Finding.Kind kind, int workshop) {
    return switch (kind) {
          case OVERSIZED -> "oversized/";
          case OVERDUE -> "overdue/";
          case PARKED -> "parked/";
          case HOT -> "hot/";
        }
        + workshop;
  }

  /** It is not found any more: its worker is gone, or is as it should be. */
  private static boolean isOver(Named named, Duration now) {
    Duration most = named.finding().kind() == Finding.Kind.HOT ? HOT_NAMED : SHOWN;
    return now.minus(named.at()).compareTo(most) >= 0;
  }

  /** Whether the latest is to be named: it is as remarkable, or says how the same pid is now. */
  private static boolean isWorse(Finding old, Finding latest) {
    if (old.pid().equals(latest.pid())) {
      return true;
    }
    Comparator<Finding> by =
        switch (latest.kind()) {
          case OVERSIZED -> Comparator.comparingLong(Finding::bytes);
          case OVERDUE -> Comparator.comparing(Finding::age);
          case HOT -> Comparator.comparingDouble(Finding::share);
          case PARKED -> Comparator.comparingLong(Finding::materials);
        };
    return by.compare(latest, old) >= 0;
  }

  private static String text(Finding f) {
    String figure =
        switch (f.kind()) {
          case OVERSIZED -> "has " + Text.bytes(f.bytes()) + " in " + materials(f);
          case OVERDUE -> "was hired " + Text.span(f.age()) + " ago and has " + materials(f);
          case PARKED -> "is parked with " + materials(f);
          case HOT ->
              "takes "
                  + Text.percent(f.share())
                  + " of what the workshop gets, "
                  + materials(f)
                  + " in one hire of its worker";
        };
    return pid(f) + " " + figure + "; " + advice(f.kind());
  }

  private static String materials(Finding f) {
    return Text.count(f.materials(), "material");
  }

  private static String pid(Finding f) {
    return "pid " + Text.cut(Text.clean(f.pid()), LONGEST_PID);
  }

  private static String advice(Finding.Kind kind) {
    return switch (kind) {
      case OVERSIZED -> "lower contract.max-bytes or keep fewer fields";
      case OVERDUE -> "set contract.max-term if its product is never complete";
      case PARKED ->
          "the blueprint failed on it: ask why PID; its bundle comes to the scrap when its contract"
              + " ends or it is released";
      case HOT -> "one pid cannot be shared between workshops; is the pid fine enough?";
    };
  }
}
