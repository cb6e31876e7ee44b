package factory.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a pid, as far as the factory can tell: the answer of the {@link Desk}.
 *
 * <p>Pids and fields come from strangers; whoever shows them makes them fit for where they are
 * shown.
 */
public sealed interface Why {
  /** The pid that was asked for, as it was written. */
  String pid();

  /**
   * It has a worker.
   *
   * @param workshop whose worker
   * @param hiredFor since the worker was hired for this pid
   * @param materials in its open product
   * @param bytes estimated, of the assembly and what belongs to it
   * @param finished products that it has cut and that wait for a transport permit
   * @param contract when it ends if nothing more comes
   * @param closedBy what would close the product, each a sentence, the likeliest first
   * @param missing what is missing for the blueprint to call it complete, each in words; empty if
   *     it cannot be said; null if the blueprint never does
   * @param fields the assembly so far, values as {@link factory.goods.Fields} has them
   * @param cut whether fields were left out or shortened because there are too many
   * @param held the positions of its materials
   */
  record Open(
      String pid,
      int workshop,
      Duration hiredFor,
      long materials,
      long bytes,
      long finished,
      Contract contract,
      List<String> closedBy,
      @Nullable List<String> missing,
      Map<String, @Nullable Object> fields,
      boolean cut,
      Held held)
      implements Why {}

  /**
   * The blueprint failed on it; its worker only collects until the contract ends, and then all of
   * it goes to the scrap as one bundle.
   *
   * @param reason what was thrown, in a line
   * @param failing the position of the material on which it failed
   */
  record Parked(
      String pid,
      int workshop,
      Duration hiredFor,
      long materials,
      long bytes,
      Contract contract,
      String reason,
      Span failing,
      Held held)
      implements Why {}

  /**
   * It has no worker, but the factory has something of it.
   *
   * @param text where, as a sentence
   */
  record UnderWay(String pid, String text) implements Why {}

  /**
   * Who may have it has not answered: it may be there, have left, or never have been seen.
   *
   * @param text who has not, as a sentence
   */
  record Unanswered(String pid, String text) implements Why {}

  /**
   * All of it has left.
   *
   * @param fates what became of it, the newest first; at least one
   * @param searched where and how far back was looked, as a sentence: there may be older ones
   */
  record Gone(String pid, List<Fate> fates, String searched) implements Why {}

  /**
   * It was not found.
   *
   * @param never whether it is certain that the destination has nothing of it
   * @param searched where and how far back was looked, as a sentence
   */
  record Unknown(String pid, boolean never, String searched) implements Why {}

  /**
   * Several pids are written so: a part of one has in it what stands between parts.
   *
   * @param each of them that the factory has something of; at least two
   */
  record Several(String pid, List<Alike> each) implements Why {}

  /**
   * One of several pids that are written alike.
   *
   * @param parts that it is made of, in the order of the configuration
   * @param why what is with it
   */
  record Alike(List<Part> parts, Why why) {}

  /**
   * A part of a pid.
   *
   * @param field that it is taken from
   * @param value of it
   */
  record Part(String field, String value) {}

  /**
   * The factory has something of it, and something has left before.
   *
   * @param now what is with it now: open, parked, under way, or several
   * @param earlier what became of it before, the newest first; only the latest, at least one
   * @param searched where and how far back was looked, as a sentence
   */
  record Again(Why now, List<Fate> earlier, String searched) implements Why {
    @Override
    public String pid() {
      return now.pid();
    }
  }

  /** What became of one product or one entry of the scrap. */
  sealed interface Fate {
    /** In which shipment; 0 if that is not known. */
    long shipment();
  }

  /**
   * A product.
   *
   * @param shipment in which it is
   * @param id the product's; null where only the shipment is known
   * @param pclass its class, likewise
   * @param closed why it was closed, likewise
   * @param materials it is made of; 0 where that is not known
   * @param when the shipment was made, in UTC as ISO 8601 has it; null where that is not known
   */
  record Shipped(
      long shipment,
      @Nullable String id,
      @Nullable String pclass,
      @Nullable String closed,
      long materials,
      @Nullable String when)
      implements Fate {}

  /**
   * Scrap.
   *
   * @param shipment that carried it
   * @param reason why, as a word: parked, late, duplicate; null where only the shipment is known
   * @param detail why, as a sentence, likewise
   * @param origin the position of the record that gave the reason, likewise
   * @param when the shipment was made, as in {@link Shipped}
   */
  record Scrapped(
      long shipment,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable Span origin,
      @Nullable String when)
      implements Fate {}

  /**
   * A contract.
   *
   * @param event whether it runs on event time
   * @param term longest pause between two materials
   * @param left until it ends if nothing more comes, zero if it is over; null in event time
   * @param until in event time what the watermark must come to, in UTC as ISO 8601 has it; else
   *     null
   * @param watermark how far it has come, likewise; null if it has not begun
   */
  record Contract(
      boolean event,
      Duration term,
      @Nullable Duration left,
      @Nullable String until,
      @Nullable String watermark) {}

  /**
   * Positions.
   *
   * @param count how many there are in all
   * @param spans in order; only the first of very many
   */
  record Held(long count, List<Span> spans) {
    /** Where no positions are kept. */
    public static final Held NONE = new Held(0, List.of());
  }

  /**
   * Records of a source one after the other.
   *
   * @param partition its name, as a file's
   * @param from number of the first within it, from 0
   * @param to number of the last
   */
  record Span(String partition, long from, long to) {}
}
