package factory;

import factory.production.EventClock;
import factory.production.EventClock.Lateness;
import factory.purchasing.SourceSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what belongs to event time: the contract's clock, and how files are read by it. */
final class EventSection {
  private static final Duration SHORTEST = Duration.ofNanos(1);

  /** A hundred years: several together are a number of nanoseconds still. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final String UNIT = "factory.source.event-time.unit";

  private EventSection() {}

  /** The clock of contracts in event time; null if they run on the machine's. */
  static @Nullable EventClock parse(ConfigReader factory) {
    ConfigReader contract = factory.table("contract");
    boolean event = contract.oneOf("clock", List.of("wall", "event")).equals("event");
    ChronoUnit unit = SourceSection.unit(factory.table("source"));
    boolean inclusive =
        contract.oneOf("boundary", List.of("exclusive", "inclusive")).equals("inclusive");
    Lateness late = contract.oneOf("late", Lateness.class);
    Duration grace = span(contract, "grace", Duration.ZERO);
    Duration amendWithin = span(contract, "amend-within", SHORTEST);
    if (!event) {
      return null;
    }
    if (!factory.says("source.kind", "generator")
        && factory.text("source.event-time.field").isEmpty()) {
      throw factory.needed(
          "contract.clock",
          "source.event-time.field",
          "must name the field that says when a record happened");
    }
    long term = inUnit(contract, "term", span(contract, "term", SHORTEST), unit);
    return new EventClock(
        unit,
        inclusive ? term - 1 : term,
        contract.says("max-term", "none")
            ? Long.MAX_VALUE
            : inUnit(contract, "max-term", span(contract, "max-term", SHORTEST), unit),
        inUnit(contract, "grace", grace, unit),
        late,
        inUnit(contract, "amend-within", amendWithin, unit),
        factory.table("source").oneOf("follow", List.of("true", "false")).equals("true")
            && !idleAfter(factory.table("source")).equals(SourceSettings.Followed.WAITED_FOR));
  }

  /** After how long event time goes on without a followed file that has nothing new. */
  static Duration idleAfter(ConfigReader source) {
    return source.says("idle-after", "none")
        ? SourceSettings.Followed.WAITED_FOR
        : source.time("idle-after", SHORTEST);
  }

  /** How far one file may be read ahead of another, or that they are read one by one. */
  static long drift(ConfigReader factory) {
    ConfigReader source = factory.table("source");
    boolean parallel = source.oneOf("order", List.of("sequence", "parallel")).equals("parallel");
    Duration drift = source.time("max-drift", Duration.ZERO, LONGEST);
    if (!parallel) {
      return SourceSettings.Files.SEQUENCE;
    }
    if (!factory.says("contract.clock", "event")) {
      throw source.wrong(
          "order",
          "parallel goes by event time and needs factory.contract.clock = event",
          factory.full("contract.clock"));
    }
    return inUnit(source, "max-drift", drift, SourceSection.unit(source));
  }

  /** How far one followed file may be read ahead of another, or that they are read in turn. */
  static long driftOfFollowed(ConfigReader factory) {
    ConfigReader source = factory.table("source");
    Duration drift = source.time("max-drift", Duration.ZERO, LONGEST);
    return factory.says("contract.clock", "event")
        ? inUnit(source, "max-drift", drift, SourceSection.unit(source))
        : SourceSettings.Followed.IN_TURN;
  }

  /** A span of event time; no timer waits for it. */
  static Duration span(ConfigReader contract, String path, Duration least) {
    return contract.time(path, least, LONGEST);
  }

  private static long inUnit(ConfigReader reader, String path, Duration span, ChronoUnit unit) {
    BigInteger nanos =
        BigInteger.valueOf(span.getSeconds())
            .multiply(BigInteger.valueOf(1_000_000_000))
            .add(BigInteger.valueOf(span.getNano()));
    BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(unit.getDuration().toNanos()));
    if (parts[1].signum() != 0) {
      throw reader.wrong(
          path,
          "must be a whole number of the units that event times are kept in (" + UNIT + ")",
          UNIT);
    }
    return parts[0].longValueExact();
  }
}
