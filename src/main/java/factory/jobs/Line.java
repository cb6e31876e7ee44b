package factory.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The wiring of a pipeline: a belt before each stage that takes items, trays from each worker of
 * its sources to that belt.
 */
final class Line {
  /** A stage in the plant: what its workers put into, and the belts that they have to tell. */
  private static final class Place {
    private final Stage stage;
    private final String name;
    private final List<List<Outlet.Way>> ways = new ArrayList<>();
    private final List<ActorRef<Belt.Command>> belts = new ArrayList<>();
    private final List<Post> posts = new ArrayList<>();

    Place(Stage stage, String name) {
      this.stage = stage;
      this.name = name;
      IntStream.range(0, stage.workers()).forEach(i -> ways.add(new ArrayList<>()));
    }
  }

  private final Map<Stage, Place> places = new LinkedHashMap<>();
  private final Map<Stage, ActorRef<Belt.Command>> belts = new LinkedHashMap<>();
  private final List<ActorRef<StageWorker.Command>> workers = new ArrayList<>();

  private Line() {}

  /** Lays all belts, then places all workers, who begin at once. */
  static Line lay(
      ActorContext<LineManager.Command> context, Executor threads, Stage consumer, int buffer) {
    Line line = new Line();
    line.find(consumer);
    for (Place place : line.places.values()) {
      if (!place.stage.isProducer()) {
        line.layBelt(context, place.stage, buffer);
      }
    }
    line.places.values().forEach(place -> line.placeWorkers(context, threads, place));
    return line;
  }

  /** Sources before those that take from them. */
  private void find(Stage stage) {
    if (!places.containsKey(stage)) { // else branches of branches would be walked 2^n times
      stage.sources().forEach(this::find);
      places.put(stage, new Place(stage, nameFor(stage)));
    }
  }

  /** Its own, with a number behind it where there is one of that name already. */
  private String nameFor(Stage stage) {
    String name = stage.name();
    for (int number = 2; isTaken(name); number++) {
      name = stage.name() + " " + number;
    }
    return name;
  }

  private boolean isTaken(String name) {
    return places.values().stream().anyMatch(place -> place.name.equals(name));
  }

  private void layBelt(ActorContext<LineManager.Command> context, Stage stage, int buffer) {
    boolean keyed = stage.key() != null;
    int lanes = keyed ? stage.workers() : 1;
    int suppliers = stage.sources().stream().mapToInt(Stage::workers).sum();
    int capacity = Math.max(1, buffer / (suppliers * lanes));
    List<List<Tray<Object>>> byLane = new ArrayList<>();
    IntStream.range(0, lanes).forEach(lane -> byLane.add(new ArrayList<>()));
    for (Stage source : stage.sources()) {
      for (List<Outlet.Way> ways : place(source).ways) {
        List<Tray<Object>> trays = new ArrayList<>();
        for (List<Tray<Object>> lane : byLane) {
          Tray<Object> tray = new Tray<>(capacity);
          lane.add(tray);
          trays.add(tray);
        }
        ways.add(new Outlet.Way(stage, trays));
      }
    }
    ActorRef<Belt.Command> belt =
        context.spawn(
            Belt.create(byLane, keyed ? 1 : stage.workers(), suppliers), "belt-" + belts.size());
    context.watch(belt);
    belts.put(stage, belt);
    stage.sources().forEach(source -> place(source).belts.add(belt));
  }

  private void placeWorkers(
      ActorContext<LineManager.Command> context, Executor threads, Place place) {
    ActorRef<Belt.Command> belt = belts.get(place.stage);
    for (int i = 0; i < place.stage.workers(); i++) {
      Post post = new Post(new Outlet(place.ways.get(i)));
      place.posts.add(post);
      int lane = place.stage.key() == null ? 0 : i;
      ActorRef<StageWorker.Command> worker =
          context.spawn(
              StageWorker.create(
                  threads,
                  place.stage,
                  post,
                  belt == null ? null : new StageWorker.Supply(belt, lane),
                  place.belts,
                  context.getSelf()),
              "worker-" + workers.size());
      context.watch(worker);
      workers.add(worker);
    }
  }

  private Place place(Stage stage) {
    return Objects.requireNonNull(places.get(stage));
  }

  /** What it is called in reports. */
  String nameOf(Stage stage) {
    return place(stage).name;
  }

  List<ActorRef<StageWorker.Command>> workers() {
    return workers;
  }

  /** What each stage has done so far, producers first. */
  List<StageReport> reports() {
    return places.values().stream().map(place -> StageReport.of(place.name, place.posts)).toList();
  }

  /** The stages that have workers who have not ended. */
  String atWork() {
    return places.values().stream()
        .filter(place -> place.posts.stream().anyMatch(post -> !post.hasEnded()))
        .map(place -> "'" + place.name + "'")
        .collect(Collectors.joining(", "));
  }
}
