package factory.purchasing;

import factory.goods.Batch;
import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Places;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.operations.PurchaseStock;
import factory.production.Director;
import factory.testkit.StepScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;

/**
 * A router between a queue of lots and directors that do what a test says, on a scheduler that
 * tests drive.
 */
final class RouterBench {
  static final Duration LINGER = Duration.ofMillis(10);
  static final Duration HEARTBEAT = Duration.ofMillis(100);

  final AtomicLong now;
  final List<TestInbox<Director.Command>> directors = new ArrayList<>();
  final TestInbox<Ops.Purchased> ops = TestInbox.create();
  final BoundedSourceQueue<Lot> source;
  final Buyer.Running running;

  /** When the router took the record with this offset. */
  final Map<Long, Long> taken = new LinkedHashMap<>();

  private final StepScheduler time;
  private final List<ActorRef<Director.Credit>> credit = new ArrayList<>();

  /** What each line may carry. */
  private final Map<Integer, Integer> windows = new HashMap<>();

  private long offset;

  RouterBench(ActorTestKit kit, LineSettings settings, Buyer.Skips skips) {
    time = StepScheduler.of(kit.system());
    now = time.nanos();
    List<ActorRef<Director.Command>> refs = new ArrayList<>();
    for (int i = 0; i < settings.workshops(); i++) {
      TestInbox<Director.Command> director = TestInbox.create();
      directors.add(director);
      refs.add(director.getRef());
    }
    var stream =
        Source.<Lot>queue(1024)
            .map(this::note)
            .toMat(
                ShardRouter.sink(
                    settings, skips, refs, now::get, ops.getRef(), new Buyer.Progress(false)),
                Keep.both())
            .run(kit.system());
    source = stream.first();
    running = stream.second();
    settle();
    for (TestInbox<Director.Command> director : directors) {
      credit.add(((Director.OpenLine) director.receiveMessage()).credit());
    }
  }

  static LineSettings settings(int workshops, int batch) {
    return settings(workshops, batch, Places.COUNTED);
  }

  /** The same lines, with places of so many bytes. */
  static LineSettings settings(int workshops, int batch, Places places) {
    return new LineSettings(
        workshops,
        batch,
        LINGER,
        Double.POSITIVE_INFINITY,
        Duration.ofSeconds(1),
        HEARTBEAT,
        null,
        places);
  }

  /** A lot of one material of so many characters each, with the next offsets. */
  Lot largeLot(Pid pid, int... characters) {
    Material[] materials = new Material[characters.length];
    for (int i = 0; i < materials.length; i++) {
      Fields fields = Fields.of(Map.of("text", "x".repeat(characters[i])));
      materials[i] = new Material(pid, Material.NO_TIME, 0, offset++, fields);
    }
    return new Lot(materials, materials.length, List.of());
  }

  /** A pid of workshop {@code workshop} of {@code workshops}. */
  static Pid pidOf(int workshop, int workshops) {
    return LongStream.range(0, 10_000)
        .mapToObj(Pid::of)
        .filter(pid -> pid.workshop(workshops) == workshop)
        .findFirst()
        .orElseThrow();
  }

  private Lot note(Lot lot) {
    for (int i = 0; i < lot.count(); i++) {
      taken.put(lot.material(i).offset(), now.get());
    }
    lot.scrap().forEach(record -> taken.put(record.offset(), now.get()));
    return lot;
  }

  /** A lot of one material for each pid, with the next offsets. */
  Lot lot(Pid... pids) {
    Material[] materials = new Material[pids.length];
    for (int i = 0; i < pids.length; i++) {
      materials[i] = new Material(pids[i], Material.NO_TIME, 0, offset++, Fields.of(Map.of()));
    }
    return new Lot(materials, pids.length, List.of());
  }

  Scrap badRecord() {
    return Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, offset++, -1, "unreadable", null);
  }

  void offer(Pid... pids) {
    offer(lot(pids));
  }

  void offer(Lot lot) {
    source.offer(lot);
    settle();
  }

  /** Grants what the line may carry, and from then on what comes back. */
  void grant(int workshop, int records) {
    int window = windows.computeIfAbsent(workshop, line -> records);
    credit.get(workshop).tell(new Director.Credit(workshop, records, window));
    settle();
  }

  void grantAll(int records) {
    for (int i = 0; i < directors.size(); i++) {
      grant(i, records);
    }
  }

  /** Time passes, a millisecond at a time, the router keeping up. */
  void pass(Duration duration) {
    for (long i = 0; i < duration.toMillis(); i++) {
      time.pass(Duration.ofMillis(1));
      settle();
    }
  }

  /** Waits until the router has dealt with all that was done so far. */
  PurchaseStock settle() {
    return await(running.stock());
  }

  /** The batches that came down a line since the last look, heartbeats among them. */
  List<Batch> batches(int workshop) {
    return directors.get(workshop).getAllReceived().stream()
        .filter(Director.Deliver.class::isInstance)
        .map(command -> ((Director.Deliver) command).batch())
        .toList();
  }

  static List<Long> offsets(Batch batch) {
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      offsets.add(batch.material(i).offset());
    }
    batch.scrap().forEach(record -> offsets.add(record.offset()));
    return offsets;
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError("no answer", failure);
    }
  }
}
