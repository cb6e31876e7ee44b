package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.Blueprint;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.Verdict;
import factory.operations.Why;
import factory.operations.WorkerNote;
import factory.production.EventClock.Lateness;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** What people ask of a workshop and do to a pid, step by step. */
class EnquiriesTest extends WorkshopCase {
  private static final List<String> FILES = List.of("a.jsonl");

  private boolean bounded = true;

  private void use(WorkshopSettings settings, Blueprint<?> blueprint) {
    workshop = new SteppedWorkshop(system, 7, settings, blueprint, Drill.NONE);
  }

  private Enquiry.Explained explain(String pid) {
    TestProbe<Enquiry.Explained> asker = system.kit().createTestProbe();
    workshop.tell(
        new Enquiry.Explain(Pid.of(pid), new Enquiry.Source(FILES, bounded), asker.ref()));
    return asker.receiveMessage();
  }

  private Why.Open open(String pid) {
    return (Why.Open) explain(pid).why();
  }

  private Verdict act(String pid, Action action) {
    TestProbe<Verdict> asker = system.kit().createTestProbe();
    workshop.tell(new Enquiry.Act(Pid.of(pid), action, asker.ref()));
    return asker.receiveMessage();
  }

  private List<String> leading(Desk.Kind kind, int most) {
    TestProbe<List<WorkerNote>> asker = system.kit().createTestProbe();
    workshop.tell(new Enquiry.GetLeading(kind, most, asker.ref()));
    return asker.receiveMessage().stream().map(WorkerNote::pid).toList();
  }

  private void passes(long millis) {
    workshop.passes(Duration.ofMillis(millis));
  }

  // ---- why ----

  @Test
  void anOpenPidIsExplainedByItsWorker() {
    WorkshopSettings settings =
        with(
            new ContractSettings(
                Duration.ofSeconds(20),
                Duration.ofMillis(200),
                Duration.ofMinutes(1),
                10,
                1 << 20));
    use(settings, new Recorder(false));
    workshop.buy("a", "b", "a");
    passes(5_000);
    workshop.buy("a");
    passes(2_000);
    Why.Open why = open("a");
    assertThat(why.hiredFor()).isEqualTo(Duration.ofSeconds(7));
    assertThat(why.materials()).isEqualTo(3);
    assertThat(why.bytes()).isPositive();
    assertThat(why.contract())
        .isEqualTo(
            new Why.Contract(false, Duration.ofSeconds(20), Duration.ofSeconds(18), null, null));
    assertThat(why.closedBy())
        .startsWith(
            "its blueprint calling it complete",
            "no material for another 18 s (contract.term)",
            "its age, in 53 s (contract.max-term)",
            "7 more materials (contract.max-materials)")
        .endsWith("the end of the source");
    assertThat(why.missing()).isEmpty();
    assertThat(why.fields()).isEqualTo(Map.of("offsets", List.of(0L, 2L, 3L)));
    assertThat(why.cut()).isFalse();
    assertThat(why.held())
        .isEqualTo(
            new Why.Held(3, List.of(new Why.Span("a.jsonl", 0, 0), new Why.Span("a.jsonl", 2, 3))));
  }

  @Test
  void ofASourceWithoutAnEndNoEndIsSaidToCloseAProduct() {
    use(SteppedWorkshop.settings(), new Recorder(false));
    workshop.buy("a");
    assertThat(open("a").closedBy()).contains("the end of the source");
    bounded = false;
    assertThat(open("a").closedBy()).isNotEmpty().doesNotContain("the end of the source");
  }

  @Test
  void aPidWithoutAWorkerIsSaidToBeSoAndWhatWaitsOnTheLineIsCounted() {
    use(settings(1), new Recorder(false));
    workshop.buy("a");
    assertThat(explain("x")).isEqualTo(new Enquiry.Explained(null, 0, false));
    workshop.permitsAtOnce = false;
    passes(3_000);
    workshop.send(
        List.of(workshop.material("b", Map.of()), workshop.material("b", Map.of())), List.of());
    assertThat(explain("a")).isEqualTo(new Enquiry.Explained(null, 0, true));
  }

  private static WorkshopSettings settings(int workers) {
    return SteppedWorkshop.settings(
        1024, 1024, workers, SteppedWorkshop.contract(Duration.ofSeconds(2)));
  }

  @Test
  void whatWaitsOnTheLineForAPidIsCounted() {
    use(settings(1), new Recorder(false));
    workshop.permitsAtOnce = false;
    workshop.buy("a");
    passes(3_000);
    workshop.buy("b", "c", "b");
    assertThat(explain("b")).isEqualTo(new Enquiry.Explained(null, 2, false));
    assertThat(workshop.stock().crowded()).isTrue();
  }

  @Test
  void aParkedPidIsExplainedByTheFailure() {
    use(SteppedWorkshop.settings(), new Recorder(true));
    workshop.buy("a", "a", "a", "a", "a");
    Why.Parked why = (Why.Parked) explain("a").why();
    assertThat(why.reason()).contains("cannot record offset 3");
    assertThat(why.failing()).isEqualTo(new Why.Span("a.jsonl", 3, 3));
    assertThat(why.materials()).isEqualTo(5);
    assertThat(why.held().spans()).containsExactly(new Why.Span("a.jsonl", 0, 4));
  }

  @Test
  void askingDoesNotRenewAContract() {
    use(SteppedWorkshop.settings(), new Recorder(false));
    workshop.buy("a");
    for (int i = 0; i < 6; i++) {
      passes(300);
      open("a");
    }
    passes(500);
    assertThat(explain("a").why()).isNull();
    assertThat(workshop.products()).extracting(Product::closed).containsExactly(Closed.CONTRACT);
  }

  @Test
  void inEventTimeTheWatermarkIsWhatItWaitsFor() {
    ContractSettings contract =
        new ContractSettings(
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            null,
            1_000_000,
            Long.MAX_VALUE,
            new EventClock(ChronoUnit.MILLIS, 10_000, Long.MAX_VALUE, 0, Lateness.SCRAP, 50));
    use(with(contract), new Recorder(false));
    List<Material> materials = new ArrayList<>();
    materials.add(new Material(Pid.of("a"), 1_000, 0, 0, factory.goods.Fields.of(Map.of())));
    materials.add(new Material(Pid.of("a"), 3_000, 0, 1, factory.goods.Fields.of(Map.of())));
    workshop.deliver(materials, List.of());
    Why.Open why = open("a");
    assertThat(why.materials()).isEqualTo(2);
    assertThat(why.contract())
        .isEqualTo(
            new Why.Contract(true, Duration.ofSeconds(10), null, "1970-01-01T00:00:13Z", null));
    assertThat(act("a", new Action.Extend(Duration.ofHours(1))).done()).isFalse();
    assertThat(act("a", Action.CloseNow.INSTANCE).done()).isTrue();
    assertThat(workshop.products()).extracting(Product::materials).containsExactly(2L);
  }

  // ---- actions ----

  @Test
  void aPidThatIsClosedByHandLeavesAndItsNextMaterialBeginsAnew() {
    use(SteppedWorkshop.settings(), new Recorder(false));
    workshop.buy("a", "a", "b");
    Verdict verdict = act("a", Action.CloseNow.INSTANCE);
    assertThat(verdict.done()).isTrue();
    assertThat(verdict.text()).contains("by-hand");
    workshop.buy("a");
    assertThat(workshop.products()).hasSize(1);
    assertThat(workshop.products().get(0).closed()).isEqualTo(Closed.BY_HAND);
    assertThat(workshop.products().get(0).materials()).isEqualTo(2);
    assertThat(open("a").materials()).isEqualTo(1);
    passes(3_000);
    assertThat(workshop.products()).hasSize(3);
    assertThat(workshop.stock().open()).isZero();
  }

  @Test
  void whatIsNotThereCannotBeClosed() {
    use(SteppedWorkshop.settings(), new Recorder(false));
    assertThat(act("a", Action.CloseNow.INSTANCE))
        .isEqualTo(new Verdict(false, "it has no worker, so there is nothing open of it"));
  }

  @Test
  void anExtendedContractLastsLongerAlsoIfMaterialComesMeanwhile() {
    use(SteppedWorkshop.settings(), new Recorder(false));
    workshop.buy("a");
    passes(1_000);
    Verdict verdict = act("a", new Action.Extend(Duration.ofSeconds(10)));
    assertThat(verdict).isEqualTo(new Verdict(true, "its contract ends in 11 s if nothing comes"));
    passes(1_000);
    workshop.buy("a");
    passes(9_500);
    assertThat(open("a").contract().left()).isEqualTo(Duration.ofMillis(500));
    passes(1_000);
    assertThat(workshop.products()).extracting(Product::materials).containsExactly(2L);
    workshop.buy("a");
    passes(2_500);
    assertThat(workshop.products()).as("the next hire has the usual term").hasSize(2);
  }

  @Test
  void aContractThatIsOverAndNotYetSaidToBeCanStillBeExtended() {
    use(SteppedWorkshop.settings(), new Recorder(false));
    workshop.buy("a");
    workshop.lag = Duration.ofSeconds(1).toNanos();
    passes(2_500); // it has asked to be dismissed, and the line is not as far
    assertThat(act("a", new Action.Extend(Duration.ofSeconds(5))).done()).isTrue();
    workshop.lag = 0;
    passes(2_000);
    assertThat(workshop.products()).isEmpty();
    passes(4_000);
    assertThat(workshop.products()).hasSize(1);
  }

  @Test
  void aParkedPidIsReleasedToTheScrapAndOnlyThat() {
    use(SteppedWorkshop.settings(), new Recorder(true));
    workshop.buy("a", "a", "a", "a");
    assertThat(act("a", Action.CloseNow.INSTANCE).text()).contains("release it");
    assertThat(act("a", Action.Release.INSTANCE).done()).isTrue();
    assertThat(workshop.scrap()).extracting(Scrap::reason).containsExactly(Scrap.Reason.PARKED);
    assertThat(workshop.scrap().get(0).materials()).isEqualTo(4);
    workshop.buy("a");
    assertThat(open("a").materials()).isEqualTo(1);
    assertThat(act("a", Action.Release.INSTANCE))
        .isEqualTo(new Verdict(false, "it is not parked, so it can be closed but not released"));
    assertThat(workshop.stock().parked()).isZero();
  }

  @Test
  void afterAStopNothingIsDoneByHand() {
    use(SteppedWorkshop.settings(), new Recorder(false));
    workshop.buy("a");
    workshop.tell(new Director.Drain(false));
    assertThat(act("a", Action.CloseNow.INSTANCE).done()).isFalse();
    assertThat(workshop.products()).isEmpty();
  }

  // ---- leading workers ----

  @Test
  void leadingWorkersAreNamedByWhatIsAsked() {
    use(with(SteppedWorkshop.contract(Duration.ofMinutes(5))), new Recorder(false));
    workshop.buy("old");
    passes(10_000);
    workshop.buy("large", "large", "large", "large", "large", "large", "large", "large");
    passes(20_000);
    workshop.buy("hot", "hot", "hot", "hot", "new");
    passes(1_100);
    assertThat(leading(Desk.Kind.OLDEST, 2)).containsExactly("old", "large");
    assertThat(leading(Desk.Kind.LARGEST, 2)).containsExactly("large", "hot");
    assertThat(leading(Desk.Kind.HOTTEST, 2)).containsExactly("hot", "new");
  }

  @Test
  void withoutWorkersNobodyLeads() {
    use(SteppedWorkshop.settings(), new Recorder(false));
    assertThat(leading(Desk.Kind.OLDEST, 10)).isEmpty();
  }
}
