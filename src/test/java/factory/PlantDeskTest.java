package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Pid;
import factory.goods.PidForm;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.Verdict;
import factory.operations.Why;
import factory.operations.WorkerNote;
import factory.production.Director;
import factory.production.Enquiry;
import factory.transportation.Archive;
import factory.transportation.Dispatcher;
import factory.transportation.Located;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The desk goes from whoever may have a pid to the next, and says so if one does not answer. */
final class PlantDeskTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Why.Shipped REMEMBERED = new Why.Shipped(3, null, null, null, 0, null);
  private static final Why.Shipped FOUND = new Why.Shipped(3, "f:1", "ok", "contract", 2, "now");

  private static final Pid LATER = Pid.ofTuple(List.of("a b", "c"), " ");
  private static final Enquiry.Explained NOTHING = new Enquiry.Explained(null, 0, false);

  private Enquiry.@Nullable Explained workshop = NOTHING;

  /** If this is set, the workshops have nothing of another pid. */
  private @Nullable Pid only;

  private @Nullable Located transport = located(0, 0, 0, List.of(), true);
  private Archive.Found archive = new Archive.Found(List.of(), true, "the archive");
  private boolean archiveFails;
  private boolean archiveBreaks;
  private final List<Archive.Query> queries = new ArrayList<>();
  private final List<Object> acts = new ArrayList<>();
  private PlantDesk desk;

  private static Located located(
      int unpacked, int stored, long leaving, List<Why.Fate> left, boolean current) {
    return new Located(unpacked, stored, leaving, left, 12, true, current);
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void open() {
    desk = desk(1);
  }

  private PlantDesk desk(int parts) {
    List<String> fields = parts == 1 ? List.of("x") : List.of("x", "y");
    return new PlantDesk(
        new Switchboard(
            List.of(director(0), director(1)),
            dispatcher(),
            new Enquiry.Source(List.of("f"), true),
            KIT.scheduler()),
        new PidForm(fields, " "),
        new ArchiveSearch(this::find, time -> () -> false),
        Runnable::run);
  }

  private ActorRef<Director.Command> director(int number) {
    return KIT.spawn(
        Behaviors.receive(Director.Command.class)
            .onMessage(
                Enquiry.Explain.class,
                question -> {
                  assertThat(question.pid().workshop(2)).isEqualTo(number);
                  assertThat(question.source().partitions()).containsExactly("f");
                  if (workshop != null) {
                    boolean other = only != null && !only.equals(question.pid());
                    question.replyTo().tell(other ? NOTHING : workshop);
                  }
                  return Behaviors.same();
                })
            .onMessage(
                Enquiry.Act.class,
                order -> {
                  acts.add(order.pid());
                  if (workshop != null) {
                    order.replyTo().tell(new Verdict(true, "done"));
                  }
                  return Behaviors.same();
                })
            .onMessage(
                Enquiry.GetLeading.class,
                question -> {
                  question
                      .replyTo()
                      .tell(
                          List.of(
                              new WorkerNote(
                                  "p" + number,
                                  number,
                                  Duration.ofSeconds(number),
                                  1,
                                  1,
                                  1,
                                  false)));
                  return Behaviors.same();
                })
            .build());
  }

  private ActorRef<Dispatcher.Command> dispatcher() {
    return KIT.spawn(
        Behaviors.receive(Dispatcher.Command.class)
            .onMessage(
                Dispatcher.Find.class,
                question -> {
                  if (transport != null) {
                    question.replyTo().tell(transport);
                  }
                  return Behaviors.same();
                })
            .build());
  }

  private Archive.Found find(Archive.Query query) throws IOException {
    queries.add(query);
    if (archiveBreaks) {
      throw new IllegalStateException("closed meanwhile");
    }
    if (archiveFails) {
      throw new IOException("the disk is gone");
    }
    return archive;
  }

  private static <T> T get(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String underWay() {
    return ((Why.UnderWay) get(desk.why("p"))).text();
  }

  /** Nobody says then that it is there. */
  private String unanswered() {
    return ((Why.Unanswered) get(desk.why("p"))).text();
  }

  @Test
  void whatAWorkerSaysIsTheAnswer() {
    Why why = new Why.UnderWay("p", "with its worker");
    workshop = new Enquiry.Explained(why, 0, false);
    assertThat(get(desk.why("p"))).isEqualTo(why);
  }

  @Test
  void ofAPidThatIsOpenAgainTheLatestOfWhatHasLeftIsToldToo() {
    Why why = new Why.UnderWay("p", "with its worker");
    workshop = new Enquiry.Explained(why, 0, false);
    transport = located(0, 0, 0, List.of(REMEMBERED), true);
    archive = new Archive.Found(List.of(FOUND), false, "the shipments that it was in");
    assertThat(get(desk.why("p")))
        .isEqualTo(
            new Why.Again(
                why,
                List.of(FOUND),
                "the last 12 products and scrap that this run has packed, which are all, and the"
                    + " shipments that it was in"));
    assertThat(queries.get(0).shipments()).containsExactly(3L);
    assertThat(queries.get(0).most()).isEqualTo(5);
    archiveFails = true;
    assertThat(((Why.Again) get(desk.why("p"))).earlier())
        .as("taken away, but remembered")
        .containsExactly(REMEMBERED);
    transport = null;
    assertThat(get(desk.why("p"))).as("nothing is known of earlier").isEqualTo(why);
  }

  @Test
  void whereItIsUnderWayIsSaidInWords() {
    workshop = new Enquiry.Explained(null, 0, true);
    assertThat(underWay()).startsWith("its product is finished and waits in workshop ");
    workshop = new Enquiry.Explained(null, 2, false);
    assertThat(underWay()).startsWith("it has no worker; 2 materials wait on line ");
    workshop = NOTHING;
    transport = located(1, 0, 0, List.of(), true);
    assertThat(underWay()).endsWith("on the transportation line, to be packed");
    transport = located(0, 1, 0, List.of(), true);
    assertThat(underWay()).endsWith("in the warehouse, for the next shipment");
    transport = located(0, 0, 7, List.of(), true);
    assertThat(underWay()).endsWith("on its way with shipment 7");
  }

  @Test
  void whoDoesNotAnswerIsNamed() {
    workshop = null;
    assertThat(unanswered())
        .matches(
            "workshop [01] has not answered for 3 s: the worker of this pid, if it has one, is busy.*");
    assertThat(WhyCommand.code(get(desk.why("p")))).as("neither found nor not found").isEqualTo(2);
    assertThat(get(desk.act("p", List.of(), Action.CloseNow.INSTANCE)).text())
        .endsWith("when it comes to it");
    workshop = NOTHING;
    transport = null;
    assertThat(unanswered()).contains("transportation has not answered");
  }

  @Test
  void aShipmentThatIsRememberedIsTheOnlyOneThatIsRead() {
    transport = located(0, 0, 0, List.of(REMEMBERED), true);
    archive = new Archive.Found(List.of(FOUND), false, "the shipments that it was in");
    assertThat(get(desk.why("p")))
        .isEqualTo(
            new Why.Gone(
                "p",
                List.of(FOUND),
                "the last 12 products and scrap that this run has packed, which are all, and the"
                    + " shipments that it was in"));
    assertThat(queries.get(0).shipments()).containsExactly(3L);
    archiveFails = true;
    Why.Gone gone = (Why.Gone) get(desk.why("p"));
    assertThat(gone.fates()).as("taken away, but remembered").containsExactly(REMEMBERED);
    assertThat(gone.searched()).endsWith("the destination, which failed: the disk is gone");
  }

  @Test
  void neverSeenIsOnlySaidWhereItCanBeKnown() {
    assertThat(get(desk.why("p"))).matches(why -> ((Why.Unknown) why).never());
    assertThat(queries.get(0).shipments()).isEmpty();
    transport = located(0, 0, 0, List.of(), false);
    assertThat(get(desk.why("p"))).matches(why -> !((Why.Unknown) why).never());
    transport = located(0, 0, 0, List.of(), true);
    archive = new Archive.Found(List.of(), false, "some");
    assertThat(get(desk.why("p"))).matches(why -> !((Why.Unknown) why).never());
    archiveFails = true;
    assertThat(get(desk.why("p"))).matches(why -> !((Why.Unknown) why).never());
  }

  @Test
  void ofPidsThatAreWrittenAlikeTheOneWithAWorkerIsMeant() {
    PlantDesk tuples = desk(2);
    workshop = new Enquiry.Explained(new Why.UnderWay("a b c", "here"), 0, false);
    only = LATER;
    assertThat(get(tuples.why("a b c"))).isEqualTo(workshop.why());
    assertThat(get(tuples.act("a b c", List.of(), Action.Release.INSTANCE)).done()).isTrue();
    assertThat(acts).containsExactly(LATER);
    assertThat(get(tuples.act("abc", List.of(), Action.Release.INSTANCE)).text())
        .contains("a pid has 2 parts with ' ' between them");
  }

  @Test
  void pidsThatAreWrittenAlikeAreToldApart() {
    PlantDesk tuples = desk(2);
    Why open = new Why.UnderWay("a b c", "here");
    workshop = new Enquiry.Explained(open, 0, false);
    transport = located(0, 0, 0, List.of(REMEMBERED), true);
    Why.Again answer = (Why.Again) get(tuples.why("a b c"));
    assertThat(answer.now())
        .isEqualTo(
            new Why.Several(
                "a b c",
                List.of(
                    new Why.Alike(List.of(new Why.Part("x", "a"), new Why.Part("y", "b c")), open),
                    new Why.Alike(
                        List.of(new Why.Part("x", "a b"), new Why.Part("y", "c")), open))));
    assertThat(answer.searched()).contains("pids written alike");
    assertThat(get(tuples.act("a b c", List.of(), Action.CloseNow.INSTANCE)))
        .isEqualTo(
            new Verdict(false, "2 pids are written so: say by its parts which one is meant"));
    assertThat(acts).isEmpty();
    get(tuples.act("a b c", List.of("a b", "c"), Action.CloseNow.INSTANCE));
    assertThat(acts).containsExactly(LATER);
    assertThat(get(tuples.act("a b c", List.of("a", "c"), Action.CloseNow.INSTANCE)).text())
        .isEqualTo("no pid is written so: a pid has 2 parts with ' ' between them");
    assertThat(get(desk.act("a b", List.of("a", "b"), Action.CloseNow.INSTANCE)).text())
        .isEqualTo("no pid is written so: a pid has one part here");
  }

  @Test
  void ofATextThatMayBeTooManyPidsNobodySaysThatItWasNeverSeen() {
    PlantDesk tuples = desk(2);
    String text = "x ".repeat(65) + "x";
    assertThat(get(tuples.why("x ".repeat(64) + "x"))).matches(why -> ((Why.Unknown) why).never());
    Why.Unknown unknown = (Why.Unknown) get(tuples.why(text));
    assertThat(unknown.never()).isFalse();
    assertThat(unknown.searched())
        .endsWith(
            "; a pid of 2 parts may be written so in more than 64 ways, and whether one is open was"
                + " asked of 64 only");
    archive = new Archive.Found(List.of(FOUND), true, "the archive");
    assertThat(((Why.Gone) get(tuples.why(text))).searched()).endsWith("asked of 64 only");
    workshop = new Enquiry.Explained(new Why.UnderWay(text, "here"), 0, false);
    only = Pid.ofTuple(List.of("x", "x ".repeat(64) + "x"), " ");
    assertThat(get(tuples.act(text, List.of(), Action.CloseNow.INSTANCE)))
        .isEqualTo(
            new Verdict(
                false, "more than 64 pids may be written so: say by its parts which one is meant"));
    assertThat(acts).isEmpty();
    get(tuples.act(text, List.of("x", "x ".repeat(64) + "x"), Action.CloseNow.INSTANCE));
    assertThat(acts).containsExactly(only);
  }

  @Test
  void whateverASearchFailsByTheRestIsAnswered() {
    archiveBreaks = true;
    Why.Unknown unknown = (Why.Unknown) get(desk.why("p"));
    assertThat(unknown.never()).isFalse();
    assertThat(unknown.searched())
        .endsWith(
            "the destination, which failed: java.lang.IllegalStateException: closed meanwhile");
    Why open = new Why.UnderWay("p", "with its worker");
    workshop = new Enquiry.Explained(open, 0, false);
    assertThat(get(desk.why("p"))).isEqualTo(open);
  }

  @Test
  void nothingIsExtendedByNothing() {
    assertThat(get(desk.act("p", List.of(), new Action.Extend(Duration.ZERO))).done()).isFalse();
    assertThat(acts).isEmpty();
  }

  @Test
  void theLeadingOnesOfAllWorkshopsAreInOneOrder() {
    assertThat(get(desk.leading(Desk.Kind.OLDEST)))
        .extracting(WorkerNote::pid)
        .containsExactly("p1", "p0");
  }
}
