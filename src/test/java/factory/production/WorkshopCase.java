package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Altered;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Product;
import factory.operations.Ops;
import factory.simulation.SteppedSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of one workshop, with real director and workers on the stepped system. */
abstract class WorkshopCase {
  static final Duration TERM = Duration.ofSeconds(2);

  static SteppedSystem system;

  /** The workshop of the test, and its floor; there after {@link #open}. */
  SteppedWorkshop workshop;

  WatchedFloor<?> floor;

  @BeforeAll
  @BeforeContainer
  static void start() {
    system = new SteppedSystem();
  }

  @AfterAll
  @AfterContainer
  static void shutDown() {
    system.shutDown();
  }

  @AfterEach
  void close() {
    if (workshop != null) {
      if (floor != null) {
        floor.unblockAll();
      }
      workshop.stop();
    }
  }

  void open(WorkshopSettings settings) {
    open(settings, new Recorder(false), Drill.NONE);
  }

  void open(WorkshopSettings settings, Blueprint<?> blueprint) {
    open(settings, blueprint, Drill.NONE);
  }

  void open(WorkshopSettings settings, Blueprint<?> blueprint, Drill drill) {
    openOn(
        settings,
        blueprint,
        drill,
        director -> {
          floor =
              new WatchedFloor<>(settings, blueprint, system.time().nanos()::get, drill, director);
          return floor;
        });
  }

  /** On a floor of the test's own. */
  void openOn(
      WorkshopSettings settings, Blueprint<?> blueprint, Drill drill, Director.FloorPlan plan) {
    workshop = new SteppedWorkshop(system, 7, settings, blueprint, drill, plan);
  }

  long now() {
    return system.time().nanos().get();
  }

  /** The next material of a pid, which completes its product. */
  Material last(String pid) {
    return workshop.material(pid, Map.of("end", true));
  }

  Material material(String pid) {
    return workshop.material(pid, Map.of());
  }

  /** Several materials of one pid. */
  List<Material> materials(String pid, int count) {
    List<Material> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(material(pid));
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  static List<Long> offsets(Product product) {
    return (List<Long>) product.fields().get("offsets");
  }

  List<String> closedBy() {
    return workshop.products().stream().map(p -> p.pid() + " " + p.closed().text()).toList();
  }

  /** Keys of alarms raised and cleared so far, in order. */
  List<String> alarms() {
    List<String> keys = new ArrayList<>();
    for (Ops.Command command : workshop.told) {
      if (command instanceof Ops.Raise raise) {
        keys.add("raise " + raise.key());
      } else if (command instanceof Ops.Clear clear) {
        keys.add("clear " + clear.key());
      }
    }
    return keys;
  }

  <T> List<T> told(Class<T> kind) {
    return workshop.told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static WorkshopSettings with(ContractSettings contract) {
    return SteppedWorkshop.settings(1024, 1024, 1000, contract);
  }

  /** With 64 places on the line, and so many workers on the bench before it is open. */
  static WorkshopSettings staffed(int workers) {
    WorkshopSettings settings = SteppedWorkshop.settings(64, 64, 1000, contract());
    return Altered.of(
        settings, "bench", new WorkshopSettings.Bench(workers, workers, Duration.ofSeconds(1)));
  }

  /** With a Monitor and an Inspector that come every hundred days. */
  static WorkshopSettings unobserved(ContractSettings contract) {
    Duration rarely = Duration.ofDays(100);
    return Altered.of(
        with(contract),
        "monitorEvery",
        rarely,
        "inspector",
        new WorkshopSettings.InspectorSettings(rarely, 1 << 20, rarely, 0.5));
  }

  /** The same, but for what is done when there are too many bytes. */
  static WorkshopSettings with(WorkshopSettings s, WorkshopSettings.MemoryPolicy policy) {
    return Altered.of(s, "memoryPolicy", policy);
  }

  static ContractSettings contract(Duration maxTerm, long maxMaterials, long maxBytes) {
    return new ContractSettings(TERM, Duration.ofMillis(200), maxTerm, maxMaterials, maxBytes);
  }

  static ContractSettings contract() {
    return contract(null, 1_000_000, Long.MAX_VALUE);
  }
}
