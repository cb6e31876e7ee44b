package factory.operations;

import factory.goods.Drill;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and names actors that failed. Each failure is logged, but of a storm only the first few of
 * a second.
 */
final class Failures {
  /** How long the alarm of a failure is shown. */
  static final Duration SHOWN = Duration.ofSeconds(60);

  static final int NAMED_PER_SECOND = 20;

  /** The roles of a factory's actors whose failures are told. */
  static final List<String> ROLES =
      List.of("director", "dispatcher", "driver", "inspector", "monitor", "ops", "stevedore");

  private static final int MOST_KINDS = 50;
  private static final Pattern KIND = Pattern.compile("[-/ ]?[0-9].*$|/.*$", Pattern.DOTALL);
  private static final Pattern JAVA = Pattern.compile("(java|javax|jdk|sun)\\.");
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final Map<String, Long> byKind = new TreeMap<>();
  private Duration second = Duration.ZERO;
  private int named;
  private long unnamed;

  /** Counts a failure and raises its alarm. */
  void add(Ops.Failed failed, Alarms alarms, Duration now) {
    long times = byKind.merge(kind(failed.actor()), 1L, Long::sum);
    tick(now);
    String text = describe(failed.cause()) + ". " + failed.consequence();
    String key = "failed/" + kind(failed.actor());
    boolean again = alarms.stands(key);
    if (named >= NAMED_PER_SECOND) {
      unnamed++;
    } else {
      named++;
      if (again) {
        LOG.warn("{} failed again: {}", Text.clean(failed.actor()), Text.clean(text));
      }
      LOG.debug("{} failed", Text.clean(failed.actor()), failed.cause());
    }
    String often =
        times == 1
            ? "failed once: "
            : "failed " + Text.number(times) + " times since the start, the last: ";
    alarms.raise(key, failed.actor(), often + text + advice(failed.cause()), now, now.plus(SHOWN));
  }

  /** Begins a new second when it is time for one, and says what the last one left out. */
  void tick(Duration now) {
    if (now.minus(second).compareTo(Duration.ofSeconds(1)) >= 0) {
      if (unnamed > 0) {
        LOG.warn("{} not named one by one", Text.count(unnamed, "more failure"));
      }
      second = now;
      named = 0;
      unnamed = 0;
    }
  }

  Map<String, Long> byKind() {
    return Map.copyOf(byKind);
  }

  /**
   * The actor's role: its name without number and path, as in {@code stevedore} for {@code
   * stevedore-1}.
   */
  private String kind(String actor) {
    String kind = Text.cut(Text.clean(KIND.matcher(actor).replaceFirst("")), 30);
    if (kind.isEmpty()) {
      return "unnamed";
    }
    return byKind.size() < MOST_KINDS || byKind.containsKey(kind) ? kind : "others";
  }

  /** What was thrown, and where; of a drill, which is no riddle, its words. */
  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    if (cause instanceof Drill.Failure && message != null) {
      return message;
    }
    StackTraceElement place = place(cause.getStackTrace());
    String name = cause.getClass().getSimpleName();
    return (name.isEmpty() ? cause.getClass().getName() : name)
        + (message == null || message.isBlank() ? "" : ": " + Text.cut(message.strip(), 200))
        + (place == null ? "" : " (" + place.getFileName() + ":" + place.getLineNumber() + ")");
  }

  /** Where it was thrown: not in the middle of Java's own, which is the same for all. */
  private static @Nullable StackTraceElement place(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (!JAVA.matcher(frame.getClassName()).lookingAt()) {
        return frame;
      }
    }
    return frames.length == 0 ? null : frames[0];
  }

  private static String advice(Throwable cause) {
    return cause instanceof Drill.Failure
        ? " It was asked for by factory.drill"
        : " If it comes again, its stack trace says more, which the log has at DEBUG"
            + " (docs/operations.md, Logging)";
  }
}
