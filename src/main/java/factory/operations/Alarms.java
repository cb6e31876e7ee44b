package factory.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alarms that stand, and the last that stood. Each is logged once when it is raised (WARN) and
 * once when it is cleared (INFO); in between its text may change silently. Times are counted from
 * the start of the factory.
 */
final class Alarms {
  /** How many cleared alarms are remembered. */
  static final int HISTORY = 100;

  /**
   * How many can stand at once; keys are few by intention, so that more means that somebody makes
   * them up.
   */
  static final int STANDING = 500;

  private static final int LONGEST_TEXT = 600;
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private record Standing(Alarm alarm, @Nullable Duration until) {}

  private final Map<String, Standing> standing = new LinkedHashMap<>();
  private final Deque<Alarm> history = new ArrayDeque<>();

  /** Raises an alarm that stands until it is cleared, or replaces the text of one that stands. */
  void raise(String key, String actor, String text, Duration now) {
    raise(key, actor, text, now, null);
  }

  /** Raises an alarm, or renews one that stands, that clears itself at {@code until}. */
  void raise(String key, String actor, String text, Duration now, @Nullable Duration until) {
    String cleanKey = Text.cut(Text.clean(key), 80);
    Standing old = standing.get(cleanKey);
    if (old == null && standing.size() >= STANDING) {
      cleanKey = "alarms";
      text = "more than " + STANDING + " alarms stand at once; the others are not shown";
      actor = "ops";
      until = null;
      old = standing.get(cleanKey);
    }
    Alarm alarm =
        new Alarm(
            cleanKey,
            Text.cut(Text.clean(actor), 60),
            Text.cut(Text.clean(text), LONGEST_TEXT),
            old == null ? now : old.alarm.raised(),
            null);
    standing.put(cleanKey, new Standing(alarm, until));
    if (old == null) {
      LOG.warn("{} [{}]: {}", alarm.actor(), alarm.key(), alarm.text());
    }
  }

  /** Clears an alarm; nothing happens when it does not stand. */
  void clear(String key, Duration now) {
    Standing gone = standing.remove(Text.cut(Text.clean(key), 80));
    if (gone != null) {
      Alarm a = gone.alarm;
      String stood = Text.span(now.minus(a.raised()));
      LOG.info("{} [{}]: over; the alarm stood for {}", a.actor(), a.key(), stood);
      history.addLast(new Alarm(a.key(), a.actor(), a.text(), a.raised(), now));
      if (history.size() > HISTORY) {
        history.removeFirst();
      }
    }
  }

  /** Clears those whose time is over. */
  void expire(Duration now) {
    List<String> over = new ArrayList<>();
    standing.forEach(
        (key, s) -> {
          if (s.until != null && s.until.compareTo(now) <= 0) {
            over.add(key);
          }
        });
    over.forEach(key -> clear(key, now));
    if (standing.size() < STANDING / 2) {
      clear("alarms", now);
    }
  }

  /** Puts this behind the text of an alarm that stands. */
  void note(String key, String words) {
    standing.computeIfPresent(
        key,
        (same, old) -> {
          Alarm a = old.alarm;
          String text = Text.cut(a.text(), LONGEST_TEXT - words.length()) + words;
          return new Standing(new Alarm(key, a.actor(), text, a.raised(), null), old.until);
        });
  }

  boolean stands(String key) {
    return standing.containsKey(key);
  }

  /** Those that stand, the newest first. */
  List<Alarm> standing() {
    ArrayList<Alarm> newestFirst = new ArrayList<>();
    standing.values().forEach(s -> newestFirst.add(0, s.alarm));
    return List.copyOf(newestFirst);
  }

  /** Those that are over, the newest first. */
  List<Alarm> history() {
    ArrayList<Alarm> newestFirst = new ArrayList<>(history.size());
    history.descendingIterator().forEachRemaining(newestFirst::add);
    return List.copyOf(newestFirst);
  }
}
