package factory.transportation;

import java.util.Map;

/** What stands in the place of fields whose values cannot even be written as text. */
final class Unencodable {
  private static final String NAME = "(unencodable)";

  private Unencodable() {}

  /**
   * One field that says what a value of the user's has thrown. Whatever it was, assertions and
   * errors of linking too, it must not cost more than the product's fields; only an {@link
   * OutOfMemoryError}, which is not the value's, is thrown again.
   */
  static Map<String, Object> instead(Throwable thrown) {
    return Map.of(NAME, describe(thrown));
  }

  private static String describe(Throwable thrown) {
    rethrowFatal(thrown);
    try {
      return String.valueOf(thrown.toString());
    } catch (Throwable again) { // its own message may fail as well
      rethrowFatal(again);
      return thrown.getClass().getName();
    }
  }

  private static void rethrowFatal(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError fatal) {
      throw fatal;
    }
  }
}
