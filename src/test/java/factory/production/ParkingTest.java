package factory.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.blueprint.Blueprint;
import factory.goods.Drill;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A blueprint that fails costs one pid, which is parked with all that is known of it. */
class ParkingTest extends WorkshopCase {
  private static final IllegalStateException BROKEN = new IllegalStateException("broken");

  private static List<Long> positions(Scrap scrap) {
    List<Long> offsets = new ArrayList<>();
    scrap.positions().forEach((partition, offset) -> offsets.add(offset));
    return offsets;
  }

  @ParameterizedTest
  @ValueSource(strings = {"add", "isRepeat", "isComplete", "weight", "fields", "pclass"})
  void aFailureAnywhereParksThePidAndCostsNoOther(String where) {
    open(SteppedWorkshop.settings(), new Faulty(where, () -> BROKEN));
    workshop.buy("a", "a", "a", "b", "a", "b"); // a has 0, 1, 2 and 4
    boolean atEnd = where.equals("fields") || where.equals("pclass");
    assertThat(workshop.stock().parked()).isEqualTo(atEnd ? 0 : 1);
    assertThat(workshop.scrap()).as("until its contract ends it collects").isEmpty();
    workshop.buy("a"); // 6
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).extracting(p -> offsets(p)).containsExactly(List.of(3L, 5L));
    assertThat(workshop.scrap()).hasSize(1);
    Scrap scrap = workshop.scrap().get(0);
    assertThat(scrap.reason()).isEqualTo(Scrap.Reason.PARKED);
    assertThat(scrap.pid()).isEqualTo(Pid.of("a"));
    assertThat(scrap.materials()).isEqualTo(5);
    assertThat(positions(scrap)).containsExactly(0L, 1L, 2L, 4L, 6L);
    assertThat(scrap.offset()).isEqualTo(atEnd ? 0 : 2);
    assertThat(scrap.detail()).contains("blueprint test failed").contains("broken");
    assertThat(workshop.reports.get(0).stock().open()).isZero();
    assertThat(workshop.reports.get(0).stock().parked()).isZero();
    assertThat(workshop.reports.get(0).stock().openBytes()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add     | null | add() returned null; it must return the assembly from now on",
        "begin   | null | begin() returned null",
        "fields  | null | fields() returned null; it must return a map",
        "pclass  | null | pclass() returned null; it must return the name of a product class",
        "pclass  | ''   | pclass() returned an empty text",
        "weight  | -1   | weight() returned -1; it must return bytes, from 0 to below 4 TiB",
        "weight  | 9223372036854775807 | weight() returned 9223372036854775807"
      })
  void anAnswerThatCannotBeUsedParksThePidAndNoOtherGetsItsMaterials(
      String where, String answer, String sentence) {
    open(SteppedWorkshop.settings(), new Unfit("bad", where, answer));
    workshop.buy("bad", "good", "bad");
    assertThat(workshop.stock().openBytes()).isPositive().isLessThan(1 << 20);
    workshop.passes(TERM.plusMillis(200));
    workshop.buy("next", "good"); // hires those who are free now
    workshop.passes(TERM.plusMillis(200));
    assertThat(workshop.products())
        .extracting(p -> p.pid() + " " + offsets(p))
        .containsExactlyInAnyOrder("good [1]", "next [3]", "good [4]");
    assertThat(workshop.scrap()).hasSize(1);
    assertThat(workshop.scrap().get(0).pid()).isEqualTo(Pid.of("bad"));
    assertThat(positions(workshop.scrap().get(0))).containsExactly(0L, 2L);
    assertThat(workshop.scrap().get(0).detail()).contains(sentence);
    assertThat(workshop.stock().open()).isZero();
    assertThat(workshop.stock().openBytes()).isZero();
  }

  /** Records, and answers for one pid what it must not: {@code null}, or this text or number. */
  private record Unfit(String pid, String where, String answer)
      implements Blueprint<Recorder.Tape> {
    private static final Recorder RECORDER = new Recorder(false);

    private boolean is(String method, Recorder.Tape tape) {
      return where.equals(method) && tape.offsets.contains(0L);
    }

    @Override
    public Recorder.Tape begin(Pid owner) {
      return where.equals("begin") && owner.equals(Pid.of(pid)) ? null : RECORDER.begin(owner);
    }

    @Override
    public Recorder.Tape add(Recorder.Tape tape, Material material) {
      Recorder.Tape added = RECORDER.add(tape, material);
      return is("add", added) ? null : added;
    }

    @Override
    public String pclass(Recorder.Tape tape) {
      return !is("pclass", tape) ? RECORDER.pclass(tape) : answer.equals("null") ? null : answer;
    }

    @Override
    public Map<String, ?> fields(Recorder.Tape tape) {
      return is("fields", tape) ? null : RECORDER.fields(tape);
    }

    @Override
    public long weight(Recorder.Tape tape) {
      return is("weight", tape) ? Long.parseLong(answer) : RECORDER.weight(tape);
    }
  }

  @Test
  void aFailureAtTheFirstMaterialParksThePid() {
    open(SteppedWorkshop.settings(), new Faulty("begin", () -> BROKEN));
    workshop.buy("bad", "good", "bad");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).extracting(p -> p.pid().text()).containsExactly("good");
    assertThat(positions(workshop.scrap().get(0))).containsExactly(0L, 2L);
    assertThat(workshop.scrap().get(0).bundle().assembly()).isNull();
  }

  @Test
  void aProductThatCannotBeDescribedIsParkedWhereItWasToBeCut() {
    open(SteppedWorkshop.settings(), new Faulty("fields", () -> BROKEN));
    workshop.deliver(
        List.of(material("a"), material("a"), last("a"), material("a"), last("a")), List.of());
    assertThat(workshop.stock().parked()).isEqualTo(1);
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).isEmpty();
    assertThat(positions(workshop.scrap().get(0))).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void stackOverflowAndMissingClassesParkOnePidToo() {
    for (Throwable failure :
        List.of(new StackOverflowError("deep"), new NoClassDefFoundError("com/example/Gone"))) {
      open(SteppedWorkshop.settings(), new Faulty("add", () -> failure));
      workshop.buy("a", "b", "a"); // offset 2 is a's
      workshop.tell(Director.Sold.INSTANCE);
      assertThat(workshop.products()).hasSize(1);
      assertThat(workshop.scrap().get(0).bundle().exception())
          .contains(failure.getClass().getSimpleName());
      assertThat(workshop.directorGone).isFalse();
      close();
    }
  }

  @Test
  void anEndlessRecursionParksOnePid() {
    open(SteppedWorkshop.settings(), new Faulty("add", this::recurse));
    workshop.buy("a", "b", "a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).hasSize(1);
    assertThat(workshop.scrap().get(0).bundle().exception()).contains("StackOverflowError");
  }

  @SuppressWarnings("InfiniteRecursion")
  private Throwable recurse() {
    return recurse();
  }

  @Test
  void outOfMemoryGoesOnUp() {
    OutOfMemoryError full = new OutOfMemoryError("drawn");
    for (String where : List.of("add", "fields")) {
      Floor<Recorder.Tape> floor =
          new Floor<>(
              0,
              with(contract(null, 1, Long.MAX_VALUE)),
              new Faulty(where, () -> full),
              "test",
              () -> 0,
              Drill.NONE,
              TestInbox.<Director.Command>create().getRef());
      BehaviorTestKit<Worker.Command> worker =
          BehaviorTestKit.create(new Worker<>(floor, new Contractor(0)));
      Material material = new Material(Pid.of("a"), 0, 0, 2, Fields.of(Map.of()));
      assertThatThrownBy(() -> worker.run(new Worker.Assemble(1, Delivery.of(material), 0, 0)))
          .isSameAs(full);
    }
  }

  @Test
  void theBundleTellsWhatIsNeededToReplayIt() {
    open(
        SteppedWorkshop.settings(64, 64, 100, Long.MAX_VALUE, true, contract()),
        new Faulty("add", () -> new IllegalStateException("no", new ArithmeticException("why"))));
    List<Material> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(workshop.material("a", Map.of("n", i)));
    }
    workshop.deliver(all, List.of());
    workshop.tell(Director.Sold.INSTANCE);
    Scrap.Bundle bundle = workshop.scrap().get(0).bundle();
    assertThat(bundle.blueprint()).isEqualTo("test");
    assertThat(bundle.exception())
        .startsWith("java.lang.IllegalStateException: no")
        .contains("\n  at ")
        .contains("ParkingTest")
        .contains("caused by java.lang.ArithmeticException: why");
    assertThat((Object) bundle.failing().get("n")).isEqualTo(2);
    assertThat((Object) bundle.assembly().get("offsets")).isEqualTo(List.of(0L, 1L));
    assertThat(bundle.kept())
        .extracting(record -> (Object) record.get("n"))
        .containsExactly(0, 1, 2, 3);
    assertThat(workshop.scrap().get(0).materials()).isEqualTo(4);
  }

  @Test
  void withoutKeepMaterialsTheBundleHasPositionsOnly() {
    open(SteppedWorkshop.settings(), new Faulty("add", () -> BROKEN));
    workshop.buy("a", "a", "a", "a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.scrap().get(0).bundle().kept()).isEmpty();
    assertThat(positions(workshop.scrap().get(0))).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void whatExceedsMaxBytesIsScrappedOneByOneAndNamesTheBundle() {
    open(
        SteppedWorkshop.settings(
            4096, 4096, 100, Long.MAX_VALUE, true, contract(null, 1_000_000, 8_000)),
        new Faulty("add", () -> BROKEN));
    int count = 200;
    for (int i = 0; i < count; i++) {
      workshop.deliver(List.of(workshop.material("a", Map.of("text", "x".repeat(100)))), List.of());
      assertThat(workshop.stock().openBytes()).isLessThan(10_000);
    }
    workshop.tell(Director.Sold.INSTANCE);
    List<Scrap> single = workshop.scrap().stream().filter(s -> s.bundle() == null).toList();
    List<Scrap> bundles = workshop.scrap().stream().filter(s -> s.bundle() != null).toList();
    assertThat(bundles).hasSize(1);
    assertThat(single).isNotEmpty();
    assertThat(bundles.get(0).materials()).isGreaterThan(5);
    assertThat(single)
        .allSatisfy(
            scrap -> {
              assertThat(scrap.reason()).isEqualTo(Scrap.Reason.PARKED);
              assertThat(scrap.detail()).contains("partition 0, offset 2").contains("max-bytes");
              assertThat(scrap.record()).contains("xxx");
              assertThat(scrap.materials()).isEqualTo(1);
            });
    assertThat(bundles.get(0).materials() + single.size()).isEqualTo(count);
    assertThat(bundles.get(0).detail()).contains(single.size() + " more materials");
  }

  @Test
  void anExceptionThatFailsItselfIsStillAFailureOfOnePid() {
    RuntimeException rude =
        new RuntimeException() {
          @Override
          public String toString() {
            throw new StackOverflowError();
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException();
          }
        };
    open(SteppedWorkshop.settings(), new Faulty("add", () -> rude));
    workshop.buy("a", "a", "a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.directorGone).isFalse();
    assertThat(workshop.scrap()).hasSize(1);
    assertThat(workshop.reports.get(0)).isInstanceOf(WorkshopReport.Emptied.class);
  }

  @Test
  void aLongMessageIsCut() {
    String message = "y".repeat(100_000);
    open(SteppedWorkshop.settings(), new Faulty("add", () -> new RuntimeException(message)));
    workshop.buy("a", "a", "a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.scrap().get(0).detail()).hasSizeLessThan(3_000);
    assertThat(workshop.scrap().get(0).bundle().exception()).hasSizeLessThan(5_000);
  }

  @Test
  void afterItsContractThePidGetsAFreshWorker() {
    open(SteppedWorkshop.settings(), new Faulty("add", () -> BROKEN));
    workshop.buy("a", "a", "a");
    workshop.passes(TERM.plusMillis(200));
    assertThat(workshop.scrap()).hasSize(1);
    workshop.buy("a", "a");
    workshop.passes(TERM.plusMillis(200));
    assertThat(workshop.products()).extracting(Product::materials).containsExactly(2L);
    assertThat(workshop.scrap()).hasSize(1);
  }

  @Test
  void aDrilledWorkerIsParkedAndTheOthersAreAsEver() {
    int[] passes = {0};
    open(
        SteppedWorkshop.settings(),
        new Recorder(false),
        point -> {
          if (point.equals("worker.assemble") && ++passes[0] == 2) {
            throw new Drill.Failure(point);
          }
        });
    workshop.buy("a", "b", "c");
    workshop.buy("a", "b", "c");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).hasSize(2).allMatch(p -> p.materials() == 2);
    assertThat(workshop.scrap()).hasSize(1);
    assertThat(workshop.scrap().get(0).materials()).isEqualTo(2);
    assertThat(workshop.scrap().get(0).detail()).contains("drill at worker.assemble");
  }
}
