package factory.production;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Chooses whom the {@link Inspector} looks at, by what the director knows of his workers anyway:
 * who got which share of the materials, who got the most, and who was hired long ago. Owned by the
 * director.
 *
 * <p>The Inspector's own way round the roster takes hours where there are many workers. So each
 * time a stretch of the roster is gone through as well, and those who lead there are looked at,
 * too: of a hundred thousand workers nobody who stands out waits for longer than three seconds.
 */
final class Scout {
  /** So many are gone through each time, which takes less than a millisecond. */
  static final int STRETCH = 4_096;

  /** A share is only remarkable among this many materials. */
  static final long ENOUGH = 1_000;

  /** So many of a stretch are looked at for one reason. */
  private static final int LEADING = 4;

  /** A small roster is gone through once in this time. */
  private static final long ROUND_NANOS = Duration.ofSeconds(1).toNanos();

  private final Floor<?> floor;
  private final Staff staff;
  private final Line line;
  private final WorkshopSettings.InspectorSettings settings;
  private int slot;
  private long roundAt;

  Scout(Floor<?> floor, Staff staff, Line line) {
    this.floor = floor;
    this.staff = staff;
    this.line = line;
    this.settings = floor.settings.inspector();
    this.roundAt = floor.clock.nanos() - ROUND_NANOS;
  }

  /** The next on the roster, and who leads on the next stretch of it. */
  List<Inspector.Look> looks() {
    long now = floor.clock.nanos();
    Set<Contractor> chosen = new LinkedHashSet<>();
    Contractor next = staff.next();
    if (next != null) {
      chosen.add(next);
      leading(now, chosen);
    }
    List<Inspector.Look> looks = new ArrayList<>(chosen.size());
    for (Contractor contractor : chosen) {
      ActorRef<Worker.Command> worker = contractor.worker;
      if (worker != null) {
        looks.add(look(contractor, worker, now));
      }
    }
    return looks;
  }

  private Inspector.Look look(Contractor contractor, ActorRef<Worker.Command> worker, long now) {
    return new Inspector.Look(
        worker,
        contractor.hire,
        contractor.sent,
        line.sent() - contractor.sentBefore,
        Duration.ofNanos(now - contractor.since),
        contractor.pid);
  }

  private void leading(long now, Set<Contractor> chosen) {
    if (slot == 0) {
      if (now - roundAt < ROUND_NANOS) {
        return;
      }
      roundAt = now;
    }
    Leading hottest = new Leading();
    Leading largest = new Leading();
    Leading oldest = new Leading();
    long sent = line.sent();
    long overdue = settings.overdue().toNanos();
    slot =
        staff.pass(
            slot,
            STRETCH,
            contractor -> {
              long all = sent - contractor.sentBefore;
              if (all >= ENOUGH && contractor.sent > settings.hot() * all) {
                hottest.offer(contractor, (double) contractor.sent / all);
              }
              largest.offer(contractor, contractor.sent);
              if (now - contractor.since > overdue) {
                oldest.offer(contractor, (double) now - contractor.since);
              }
            });
    hottest.addTo(chosen);
    largest.addTo(chosen);
    oldest.addTo(chosen);
  }

  /** Those with the most of something, the most first. */
  private static final class Leading {
    private final List<Contractor> contractors = new ArrayList<>(LEADING + 1);
    private final double[] most = new double[LEADING + 1];

    void offer(Contractor contractor, double much) {
      int at = contractors.size();
      if (at == LEADING && much <= most[at - 1]) {
        return;
      }
      for (; at > 0 && much > most[at - 1]; at--) {
        most[at] = most[at - 1];
      }
      most[at] = much;
      contractors.add(at, contractor);
      if (contractors.size() > LEADING) {
        contractors.remove(LEADING);
      }
    }

    void addTo(Set<Contractor> chosen) {
      chosen.addAll(contractors);
    }
  }
}
