package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Pid;
import factory.operations.ClosedBy;
import factory.operations.Why;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of itself to whoever asks: made in the worker's own turn, so that nobody
 * touches its assembly meanwhile; copied, so that nobody does later.
 */
final class Explanation<A> {
  private final Assembler<A> worker;
  private final Floor<A> floor;
  private final Enquiry.Source source;

  Explanation(Assembler<A> worker, Enquiry.Source source) {
    this.worker = worker;
    this.floor = worker.floor;
    this.source = source;
  }

  /**
   * The answer.
   *
   * @param contract of the worker
   * @param untilMaxTerm see {@link ClosedBy#of}
   */
  Why of(Pid pid, Why.Contract contract, @Nullable Duration untilMaxTerm) {
    ParkedPid parked = worker.parked;
    Tally tally = worker.tally;
    return parked != null && tally != null
        ? parked(pid, parked, tally, contract)
        : open(pid, tally, contract, untilMaxTerm);
  }

  private Duration hiredFor() {
    return Duration.ofNanos(Math.max(0, floor.clock.nanos() - worker.contractor.since));
  }

  private Why parked(Pid pid, ParkedPid parked, Tally tally, Why.Contract contract) {
    return new Why.Parked(
        pid.text(),
        floor.workshop,
        hiredFor(),
        worker.materials(),
        worker.held(),
        contract,
        parked.summary(),
        new Why.Span(
            Spans.name(source.partitions(), parked.partition()), parked.offset(), parked.offset()),
        Spans.of(tally.positions(), source.partitions()));
  }

  private Why open(
      Pid pid, @Nullable Tally tally, Why.Contract contract, @Nullable Duration untilMaxTerm) {
    ContractSettings limits = floor.settings.contract();
    long materials = tally == null ? 0 : tally.materials();
    FieldsCopy fields = new FieldsCopy();
    A assembly = worker.assembly;
    List<String> missing = null;
    if (floor.mayComplete) {
      missing = assembly == null ? List.of() : missing(assembly);
    }
    return new Why.Open(
        pid.text(),
        floor.workshop,
        hiredFor(),
        worker.materials(),
        worker.held(),
        worker.waiting == null ? 0 : worker.waiting.size(),
        contract,
        ClosedBy.of(
            contract,
            untilMaxTerm,
            more(limits.maxMaterials(), materials),
            more(limits.maxBytes(), worker.weight),
            missing != null,
            source.bounded()),
        missing,
        assembly == null ? Map.of() : fields.of(describe(assembly)),
        fields.isCut(),
        tally == null ? Why.Held.NONE : Spans.of(tally.positions(), source.partitions()));
  }

  private static long more(long most, long now) {
    return most == Long.MAX_VALUE ? most : Math.max(0, most - now);
  }

  /** The blueprint is a stranger's: what it throws here costs the answer and not the pid. */
  private Map<String, ? extends @Nullable Object> describe(A assembly) {
    try {
      return floor.blueprint.fields(assembly);
    } catch (Throwable failure) {
      ParkedPid.rethrowFatal(failure);
      return Map.of("(it cannot be described)", failure.getClass().getName());
    }
  }

  private List<String> missing(A assembly) {
    Blueprint<A> blueprint = floor.blueprint;
    try {
      return blueprint.missing(assembly).stream().map(Objects::requireNonNull).limit(100).toList();
    } catch (Throwable failure) {
      ParkedPid.rethrowFatal(failure);
      return List.of();
    }
  }
}
