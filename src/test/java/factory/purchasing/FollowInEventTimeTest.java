package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.goods.Material;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several followed logs is read, and what is said of the others. */
class FollowInEventTimeTest extends FollowCase {
  /** Most looks at the clock before a read that waits for something is given up. */
  private static final int PATIENCE = 300;

  /** How far the machine's clock goes on from look to look. */
  private Duration step = Duration.ofSeconds(10);

  private long nanos;
  private int looks;

  private long now() {
    if (++looks > PATIENCE) {
      readers.forEach(Supplier.Reader::hurry); // so that a test fails where it would wait for ever
    }
    return nanos += step.toNanos();
  }

  private Supplier.Reader openTimed(int lotSize) throws IOException {
    return open(Sources.timed(jsonl("id"), "t", "epoch-ms", ChronoUnit.MILLIS), 10, lotSize);
  }

  private Supplier.Reader open(RecordFormat format, long maxDrift, int lotSize) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (String name : List.of("app.log", "web.log")) {
      files.put(name, dir.resolve(name));
    }
    FollowSupplier supplier =
        FollowSupplier.of(files, format, Duration.ofSeconds(60), maxDrift, this::now);
    Supplier.Reader reader = supplier.goingOn(new Ledger(supplier.partitions())).open(lotSize);
    readers.add(reader);
    return reader;
  }

  private void writeTimes(String name, long... times) throws IOException {
    write(name, "");
    appendTimes(name, times);
  }

  private void appendTimes(String name, long... times) {
    for (long time : times) {
      append(name, "{\"id\":\"" + name + "\",\"t\":" + time + "}\n");
    }
  }

  // ---- idle ones ----

  @Test
  void aFileThatFindsNothingForLongIsIdleUntilItHasSomething() throws IOException {
    write("app.log", "a");
    write("web.log", "b");
    Supplier.Reader reader = open(jsonl("id"), SourceSettings.Followed.IN_TURN, 10);
    assertThat(next(reader)).hasSize(2);
    assertThat(reader.isIdle(0)).isFalse();
    while (!reader.isIdle(0) || !reader.isIdle(1)) {
      assertThat(next(reader)).as("an empty lot says that somebody is idle").isEmpty();
    }
    append("app.log", "{\"id\":\"back\"}\n");
    assertThat(next(reader)).containsExactly("back:1");
    assertThat(reader.isIdle(0)).isFalse();
    assertThat(reader.isIdle(1)).isTrue();
  }

  @Test
  void aLogThatIsIdleHoldsNoOtherBack() throws IOException {
    writeTimes("app.log", 100, 120, 140, 160);
    writeTimes("web.log", 99);
    Supplier.Reader reader = openTimed(100);
    List<String> read = new ArrayList<>(next(reader));
    assertThat(read).doesNotContain("app.log:2");
    while (!read.contains("app.log:3")) {
      read.addAll(next(reader));
    }
    assertThat(reader.isIdle(1)).isTrue();
    assertThat(reader.isIdle(0)).as("it was not looked at").isFalse();
  }

  @Test
  void aLogThatHasNoRecordYetHoldsNoOtherBack() throws IOException {
    writeTimes("app.log", 100, 120, 140, 160);
    writeTimes("web.log");
    Supplier.Reader reader = openTimed(100);
    assertThat(next(reader)).contains("app.log:3");
    assertThat(reader.isIdle(1)).isFalse();
  }

  @Test
  void aLogThatWasIdleAndIsPassedOverSinceIsNotCalledIdle() {
    step = Duration.ofSeconds(40);
    Drift drift = new Drift(2, 10);
    ReadingOrder order = new ReadingOrder(2, drift, Duration.ofSeconds(60), this::now);
    order.looked(0, true, 100);
    order.looked(1, true, 0);
    while (!order.isIdle(0)) {
      assertThat(looks).isLessThan(PATIENCE);
      order.looked(0, false, Material.NO_TIME);
    }
    assertThat(order.mayBeRead(0)).as("too far ahead of the other").isFalse();
    order.passedOver(0);
    assertThat(order.isIdle(0)).as("it may have something by now").isFalse();
    order.looked(1, true, 95);
    assertThat(order.mayBeRead(0)).isTrue();
    assertThat(order.looked(0, false, Material.NO_TIME)).as("counts anew").isFalse();
    assertThat(order.isIdle(0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void howFarALogWasBeforeItsRotationIsKnownToALaterRun(int done) throws IOException {
    RecordFormat format = Sources.timed(jsonl("id"), "t", "epoch-ms", ChronoUnit.MILLIS);
    writeTimes("app.log", 1_000);
    Supplier supplier = follow(format);
    Ledger ledger = new Ledger(supplier.partitions());
    Supplier.Reader reader = supplier.goingOn(ledger).open(1);
    readers.add(reader);
    assertThat(next(reader)).containsExactly("app.log:0");
    rotate("");
    appendTimes("app.log", 500, 600);
    assertThat(next(reader)).containsExactly("app.log:1");
    assertThat(next(reader)).containsExactly("app.log:2");
    Ledger later = saved(ledger, done);
    assertThat(later.start(0).files()).as("the first file is not needed").hasSize(1);
    assertThat(follow(format).goingOn(later).passedTime(0)).isEqualTo(1_000);
  }

  // ---- those that are ahead ----

  @Test
  void inEventTimeTheLogThatIsLeastFarIsReadFirstAndNoneTooFarAhead() throws IOException {
    writeTimes("app.log", 100, 101, 102, 165, 166, 167);
    writeTimes("web.log", 90, 105, 140);
    Supplier.Reader reader = openTimed(100);
    assertThat(next(reader))
        .as("the first of each beyond where it may be read to is the last")
        .containsExactly(
            "app.log:0",
            "web.log:0",
            "web.log:1",
            "web.log:2",
            "app.log:1",
            "app.log:2",
            "app.log:3");
    appendTimes("web.log", 170);
    assertThat(next(reader)).containsExactly("web.log:3", "app.log:4", "app.log:5");
  }

  @Test
  void aLogThatIsTooFarAheadForLongIsSaidToBeHeldBackUntilItIsReadOn() throws IOException {
    writeTimes("app.log", 100, 4_000_000_000L, 101);
    writeTimes("web.log", 100);
    Supplier.Reader reader = openTimed(100);
    assertThat(next(reader)).contains("app.log:1").doesNotContain("app.log:2");
    assertThat(reader.isHeldBack(0)).as("not for long").isFalse();
    long time = 100;
    while (!reader.isHeldBack(0)) {
      assertThat(looks).isLessThan(PATIENCE);
      appendTimes("web.log", ++time); // it is never idle
      assertThat(next(reader)).doesNotContain("app.log:2");
    }
    assertThat(reader.isHeldBack(1)).isFalse();
    appendTimes("web.log", 4_000_000_000L);
    assertThat(next(reader)).contains("app.log:2");
    assertThat(reader.isHeldBack(0)).isFalse();
  }

  @Test
  void thatALogIsHeldBackIsSaidThoughNothingElseComes() throws IOException {
    writeTimes("app.log", 100, 4_000_000_000L, 101);
    writeTimes("web.log", 100);
    Supplier supplier =
        FollowSupplier.of(
            new TreeMap<>(
                Map.of("app.log", dir.resolve("app.log"), "web.log", dir.resolve("web.log"))),
            Sources.timed(jsonl("id"), "t", "epoch-ms", ChronoUnit.MILLIS),
            SourceSettings.Followed.WAITED_FOR,
            10,
            this::now);
    Supplier.Reader reader = supplier.open(100);
    readers.add(reader);
    assertThat(next(reader)).contains("app.log:1");
    assertThat(next(reader)).as("an empty lot says so").isEmpty();
    assertThat(reader.isHeldBack(0)).isTrue();
    assertThat(reader.isIdle(1)).as("nobody ever is").isFalse();
  }

  @Test
  void whatALogIsRotatedToWhileItIsHeldBackIsReadThoughItIsDeletedMeanwhile() throws IOException {
    writeTimes("app.log", 100, 200, 101);
    writeTimes("web.log", 100);
    Supplier.Reader reader = openTimed(100);
    assertThat(next(reader)).contains("app.log:1").doesNotContain("app.log:2");
    for (long time = 103; time < 106; time++) {
      rotate("");
      appendTimes("app.log", time);
      appendTimes("web.log", time);
      assertThat(next(reader)).hasSize(1);
    }
    for (String gone : List.of("app.log.1", "app.log.2", "app.log.3")) {
      Files.delete(dir.resolve(gone));
    }
    appendTimes("web.log", 200);
    List<String> rest = new ArrayList<>(next(reader));
    while (!rest.contains("app.log:5")) {
      rest.addAll(next(reader));
    }
    assertThat(rest).containsSubsequence("app.log:2", "app.log:3", "app.log:4", "app.log:5");
  }

  // ---- the rule by itself ----

  @Test
  void aFileIsNotIdleForNotBeingLookedAt() {
    AtomicLong nanos = new AtomicLong();
    Idleness idleness = new Idleness(2, Duration.ofNanos(60), nanos::get);
    idleness.look(0, false);
    idleness.look(1, true);
    nanos.set(59);
    assertThat(idleness.look(0, false)).isFalse();
    nanos.set(60);
    assertThat(idleness.look(0, false)).as("it has just become so").isTrue();
    assertThat(idleness.look(0, false)).as("said once").isFalse();
    assertThat(idleness.isIdle(0)).isTrue();
    assertThat(idleness.isIdle(1)).isFalse();
    nanos.set(1000);
    assertThat(idleness.look(1, false)).as("first look since that found nothing").isFalse();
    idleness.look(0, true);
    assertThat(idleness.isIdle(0)).isFalse();
    assertThat(idleness.look(0, false)).as("it counts anew").isFalse();
    nanos.set(1_060);
    assertThat(idleness.look(0, false)).isTrue();
    nanos.set(1_000_000);
    Idleness waiting = new Idleness(1, SourceSettings.Followed.WAITED_FOR, nanos::get);
    waiting.look(0, false);
    nanos.set(Long.MAX_VALUE);
    assertThat(waiting.look(0, false)).isFalse();
    assertThat(waiting.isIdle(0)).isFalse();
  }
}
