package factory.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would close an open product, each in a sentence: for {@link Why.Open#closedBy}. */
public final class ClosedBy {
  private ClosedBy() {}

  /**
   * The sentences, the likeliest first.
   *
   * @param contract of its worker
   * @param untilMaxTerm until the product reaches {@code contract.max-term}; null for no limit, or
   *     in event time, where {@code contract.until} has it
   * @param materials more until {@code contract.max-materials}; {@link Long#MAX_VALUE} for no limit
   * @param bytes more until {@code contract.max-bytes}, likewise
   * @param mayComplete whether its blueprint may call it complete
   * @param bounded whether its source has an end
   */
  public static List<String> of(
      Why.Contract contract,
      @Nullable Duration untilMaxTerm,
      long materials,
      long bytes,
      boolean mayComplete,
      boolean bounded) {
    List<String> sentences = new ArrayList<>();
    if (mayComplete) {
      sentences.add("its blueprint calling it complete");
    }
    if (contract.event()) {
      sentences.add(
          "the watermark passing "
              + contract.until()
              + (contract.watermark() == null
                  ? "; it has not begun"
                  : "; it is at " + contract.watermark()));
    } else {
      Duration left = contract.left() == null ? Duration.ZERO : contract.left();
      sentences.add(
          left.isZero()
              ? "its contract, which is over: the line has still to be taken up as far"
              : "no material for another " + Text.span(left) + " (contract.term)");
    }
    if (untilMaxTerm != null) {
      sentences.add("its age, in " + Text.span(untilMaxTerm) + " (contract.max-term)");
    }
    if (materials != Long.MAX_VALUE) {
      sentences.add(Text.number(materials) + " more materials (contract.max-materials)");
    }
    if (bytes != Long.MAX_VALUE) {
      sentences.add(Text.bytes(bytes) + " more (contract.max-bytes)");
    }
    if (bounded) {
      sentences.add("the end of the source");
    }
    return List.copyOf(sentences);
  }
}
