package factory.verification;

import factory.goods.Partition;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds the shipments of one destination up, in the order of their numbers, and finds each position
 * that has two fates or, by the ledger, ought to have one and has none.
 */
final class Recount {
  /** Finds the shipment that has a position; asked only to name it in a problem. */
  @FunctionalInterface
  interface Finder {
    /** The number of the first shipment that has it. */
    long find(String partition, long offset) throws IOException;
  }

  private final Problems problems;
  private final Finder finder;
  private final Map<String, PositionSet> done = new TreeMap<>();

  /** The same, of shipments that are in the ledger. */
  private final Map<String, PositionSet> inLedger = new TreeMap<>();

  private final Map<String, Partition> sources = new LinkedHashMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private long shipments;
  private long first;
  private long last;
  private long products;
  private long materials;

  Recount(Problems problems, Finder finder) {
    this.problems = problems;
    this.finder = finder;
  }

  /**
   * Adds a shipment; its content has been counted.
   *
   * @param ledgerNumber the last shipment that is in the ledger
   */
  void add(String name, Stated stated, ShipmentCount count, long ledgerNumber) throws IOException {
    if (shipments == 0) {
      first = stated.number();
    }
    shipments++;
    last = stated.number();
    products += count.products();
    materials += count.materials();
    count.reasons().forEach((reason, records) -> reasons.merge(reason, records, Long::sum));
    for (Stated.Share share : stated.positions()) {
      recognise(name, share);
      PositionSet before = done.computeIfAbsent(share.partition(), key -> new PositionSet());
      twice(name, share, share.shipped().common(share.scrapped()), "shipped and scrapped in it");
      earlier(name, share, before, share.shipped());
      earlier(name, share, before, share.scrapped());
      before.addAll(share.shipped());
      before.addAll(share.scrapped());
      if (stated.number() <= ledgerNumber) {
        PositionSet kept = inLedger.computeIfAbsent(share.partition(), key -> new PositionSet());
        kept.addAll(share.shipped());
        kept.addAll(share.scrapped());
      }
    }
  }

  /**
   * Holds the sum against the ledger.
   *
   * @param whole whether all shipments that are in the ledger are still there
   */
  void compare(StatedLedger ledger, boolean whole) {
    Map<String, PositionSet> all = new TreeMap<>(ledger.done());
    inLedger.keySet().forEach(partition -> all.putIfAbsent(partition, new PositionSet()));
    all.forEach(
        (partition, said) -> {
          PositionSet counted = inLedger.getOrDefault(partition, new PositionSet());
          long unsaid = counted.without(said).first();
          if (unsaid >= 0) {
            problems.add(
                "position %s:%s is in a shipment up to %s, and the ledger does not have it",
                partition, unsaid, ledger.number());
          }
          long missing = whole ? said.without(counted).first() : -1;
          if (missing >= 0) {
            problems.add(
                "position %s:%s is done by the ledger and in no shipment", partition, missing);
          }
          if (!whole) {
            done.computeIfAbsent(partition, key -> new PositionSet()).addAll(said);
          }
        });
  }

  /** The sum; {@code name} is the destination's. */
  Verdict verdict(String name, @Nullable StatedLedger ledger, boolean complete) {
    Map<String, Verdict.Partition> partitions = new TreeMap<>();
    done.forEach(
        (partition, set) -> {
          PositionSet gaps = set.gaps();
          partitions.put(
              partition,
              new Verdict.Partition(set.count(), set.last(), gaps.count(), gaps.first()));
          if (complete && gaps.count() > 0) {
            problems.add(
                "position %s:%s is open: neither shipped nor scrapped, though later ones are",
                partition, gaps.first());
          }
        });
    long newest = Math.max(last, ledger == null ? 0 : ledger.number());
    return new Verdict(
        name,
        first,
        newest,
        shipments,
        products,
        materials,
        reasons,
        partitions,
        problems.first(),
        problems.count());
  }

  private void recognise(String name, Stated.Share share) {
    Partition now = new Partition(share.partition(), share.fingerprint());
    Partition known = sources.put(share.partition(), now);
    // The fingerprint of a file that grows is of more and more of its bytes.
    if (known != null && !now.mayContinue(known) && !known.mayContinue(now)) {
      problems.add(
          "%s: '%s' has the fingerprint '%s', and '%s' in an earlier shipment",
          name, share.partition(), share.fingerprint(), known.fingerprint());
    }
  }

  private void earlier(String name, Stated.Share share, PositionSet before, PositionSet now)
      throws IOException {
    PositionSet common = before.common(now);
    if (common.count() > 0) {
      long number = finder.find(share.partition(), common.first());
      twice(name, share, common, "also in shipment " + number);
    }
  }

  private void twice(String name, Stated.Share share, PositionSet common, String where) {
    if (common.count() > 0) {
      problems.add(
          "%s: position %s:%s%s has two fates: %s",
          name,
          share.partition(),
          common.first(),
          common.count() == 1 ? "" : " and " + (common.count() - 1) + " more",
          where);
    }
  }
}
