package factory.blueprint;

import factory.blueprint.Condition.And;
import factory.blueprint.Condition.Compare;
import factory.blueprint.Condition.Comparison;
import factory.blueprint.Condition.Literal;
import factory.blueprint.Condition.Operand;
import factory.blueprint.Condition.Quantifier;
import java.util.Comparator;
import java.util.stream.Stream;

/** A comparison that a condition makes with a value that stands in it. */
record Asked(Operand operand, Comparison comparison, Object value) {
  private static final Comparator<Object> AS_TEXTS = Comparator.comparing(Texts::of);

  /** All comparisons that must hold for the condition to hold, as far as they are of this kind. */
  static Stream<Asked> of(Condition condition) {
    if (condition instanceof And and) {
      return and.conditions().stream().flatMap(Asked::of);
    }
    return condition instanceof Condition.Test test
            && test.quantifier() == Quantifier.ONE
            && !(test.operand() instanceof Literal)
            && test.check() instanceof Compare compare
            && compare.right() instanceof Literal literal
        ? Stream.of(new Asked(test.operand(), compare.comparison(), literal.value()))
        : Stream.empty();
  }

  /**
   * Whether no value fulfils both; what reads as no number is compared as a text.
   *
   * @param onlyNumbers whether the operand has no other values
   */
  boolean excludes(Asked other, boolean onlyNumbers) {
    if (!operand.equals(other.operand)) {
      return false;
    }
    int order = Condition.compare(value, other.value);
    if (comparison == Comparison.EQUAL && other.comparison == Comparison.EQUAL) {
      return order != 0;
    }
    if (comparison == Comparison.EQUAL && other.comparison == Comparison.UNEQUAL) {
      return order == 0;
    }
    boolean number = Numbers.numberOf(value) != null;
    if (number != (Numbers.numberOf(other.value) != null)) {
      return false;
    }
    return isAbove(other, order)
        && ((number && onlyNumbers) || isAbove(other, AS_TEXTS.compare(value, other.value)));
  }

  private boolean isAbove(Asked other, int order) {
    boolean strict = comparison == Comparison.MORE || other.comparison == Comparison.LESS;
    return isFromBelow() && other.isFromAbove() && (order > 0 || (order == 0 && strict));
  }

  private boolean isFromBelow() {
    return comparison == Comparison.EQUAL
        || comparison == Comparison.MORE
        || comparison == Comparison.AT_LEAST;
  }

  private boolean isFromAbove() {
    return comparison == Comparison.EQUAL
        || comparison == Comparison.LESS
        || comparison == Comparison.AT_MOST;
  }
}
