package factory.purchasing;

import static factory.purchasing.Sources.jsonl;
import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What of a log is written down before its first records are given, so that they are found again
 * however early a factory is killed.
 */
class FollowKeptTest extends FollowCase {
  private Supplier source;
  private Ledger ledger;

  /** The ledgers that were written down. */
  private final List<Ledger> kept = new ArrayList<>();

  private int failures;

  @BeforeEach
  void begin() {
    write("app.log", "");
    write("other.log", "");
    source = follow(jsonl("id"), "app.log", "other.log");
    ledger = new Ledger(source.partitions());
    ledger.keptBy(this::keep);
  }

  private void keep() throws IOException {
    if (failures > 0) {
      failures--;
      throw new IOException("the disk is full");
    }
    kept.add(Ledger.read(ledger.toBytes("test", 0)).ledger().bind(source.partitions()));
  }

  private Supplier.Reader open(Supplier supplier) throws IOException {
    Supplier.Reader reader = supplier.open(10);
    readers.add(reader);
    return reader;
  }

  private Supplier.Reader reopened() throws IOException {
    return open(source.goingOn(kept.get(kept.size() - 1)));
  }

  @Test
  void aLogThatIsRotatedBeforeTheFirstShipmentIsFoundAgain() throws IOException {
    write("app.log", "a b");
    assertThat(next(open(source.goingOn(ledger)))).containsExactly("a:0", "b:1");
    assertThat(kept).hasSize(1);
    rotate("c");
    assertThat(next(reopened())).containsExactly("a:0", "b:1", "c:2");
  }

  @Test
  void soIsOneThatWasEmptyWhenAnotherBegan() throws IOException {
    write("other.log", "x");
    Supplier.Reader reader = open(source.goingOn(ledger));
    assertThat(next(reader)).containsExactly("x:0");
    write("app.log", "a");
    assertThat(next(reader)).containsExactly("a:0");
    rotate("b");
    assertThat(next(reopened())).containsExactlyInAnyOrder("a:0", "b:1", "x:0");
  }

  @Test
  void ofALogThatIsKnownNothingMoreIsWrittenButMoreOfItsFirstBytes() throws IOException {
    write("app.log", "a");
    Supplier.Reader reader = open(source.goingOn(ledger));
    next(reader);
    append("app.log", "{\"id\":\"b\",\"and\":\"much more than was there before\"}\n");
    next(reader);
    assertThat(kept).as("two files may begin with the same line").hasSize(2);
    append("app.log", "{\"id\":\"c\"}\n");
    next(reader);
    rotate("d");
    assertThat(next(reader)).containsExactly("d:3");
    assertThat(kept).as("what comes behind is found by what was before").hasSize(2);
    next(reopened());
    assertThat(kept).as("nothing is new for the next start").hasSize(2);
  }

  @Test
  void nothingIsGivenBeforeItIsWrittenAndItIsTriedAgain() throws IOException {
    write("app.log", "a");
    failures = 2;
    assertThat(next(open(source.goingOn(ledger)))).containsExactly("a:0");
    assertThat(failures).isZero();
    assertThat(kept).hasSize(1);
  }

  @Test
  void whatIsNotWrittenBeforeTheEndIsNotGiven() throws IOException {
    write("app.log", "a");
    failures = Integer.MAX_VALUE;
    assertThat(nothing(open(source.goingOn(ledger)))).isTrue();
    assertThat(kept).isEmpty();
  }
}
