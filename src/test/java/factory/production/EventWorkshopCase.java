package factory.production;

import factory.goods.Altered;
import factory.goods.Batch;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Pid;
import factory.production.EventClock.Lateness;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A workshop in event time with terms of ten milliseconds, step by step. */
abstract class EventWorkshopCase extends WorkshopCase {
  static final long GAP = 10;
  long offset;

  final void openInEventTime(long openBytes, Lateness late, boolean failing) {
    openInEventTime(openBytes, late, failing, false);
  }

  final void openInEventTime(long openBytes, Lateness late, boolean failing, boolean idles) {
    openInEventTime(openBytes, late, failing, idles, 0);
  }

  final void openInEventTime(
      long openBytes, Lateness late, boolean failing, boolean idles, int more) {
    ContractSettings contract =
        new ContractSettings(
            Duration.ofMillis(GAP),
            Duration.ofMillis(200),
            null,
            1_000_000,
            Long.MAX_VALUE,
            new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, late, 50, idles));
    WorkshopSettings s = unobserved(contract);
    WorkshopSettings settings =
        Altered.of(
            s,
            "lineCapacity",
            s.lineCapacity() + more,
            "maxWorkers",
            s.maxWorkers() + more,
            "openBytes",
            openBytes);
    workshop = new SteppedWorkshop(system, 7, settings, new Recorder(failing), Drill.NONE);
  }

  final void openInEventTime(EventClock clock, Recorder recorder) {
    workshop = new SteppedWorkshop(system, 7, unobserved(contract(clock)), recorder, Drill.NONE);
  }

  /** {@code floors} gets the workshop's. */
  final void openOnFloor(EventClock clock, Recall recall, Drill drill, List<Floor<?>> floors) {
    WorkshopSettings settings = unobserved(contract(clock));
    Recorder recorder = new Recorder(false);
    Director.FloorPlan plan =
        director -> {
          Floor<?> floor =
              new Floor<>(
                      0, settings, recorder, "test", system.time().nanos()::get, drill, director)
                  .withRecall(recall);
          floors.add(floor);
          return floor;
        };
    workshop = new SteppedWorkshop(system, 7, settings, recorder, drill, plan);
  }

  static ContractSettings contract(EventClock clock) {
    return new ContractSettings(
        Duration.ofMillis(GAP), Duration.ofMillis(200), null, 1_000_000, Long.MAX_VALUE, clock);
  }

  final Material at(String pid, long time, boolean end) {
    return new Material(
        Pid.of(pid),
        time,
        0,
        offset++,
        factory.goods.Fields.of(end ? Map.of("end", true) : Map.of()));
  }

  final Material at(String pid, long time) {
    return at(pid, time, false);
  }

  final void deliver(long watermark, Material... materials) {
    workshop.credit -= materials.length;
    workshop.tell(
        new Director.Deliver(
            Batch.of(List.of(materials), List.of(), now()).upTo(now(), watermark)));
  }

  final List<String> shipped() {
    return workshop.products().stream()
        .map(p -> p.pid() + " " + p.closed().text() + " " + p.first() + ".." + p.last())
        .toList();
  }
}
