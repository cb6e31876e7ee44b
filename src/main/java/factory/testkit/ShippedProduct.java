package factory.testkit;

import factory.goods.Closed;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product as it was shipped.
 *
 * @param id partition and offset of its first material, as {@code records:0}
 * @param pid as it is written
 * @param pclass its product class
 * @param closed why it left
 * @param materials how many materials it is made of
 * @param first lowest event time of its materials; null if they have none
 * @param last highest event time, likewise
 * @param revision 0, or higher for a product that amends one shipped before
 * @param fields what the blueprint made; numbers are {@code Long} or {@code BigDecimal}
 */
public record ShippedProduct(
    String id,
    String pid,
    String pclass,
    Closed closed,
    long materials,
    @Nullable Instant first,
    @Nullable Instant last,
    long revision,
    Map<String, @Nullable Object> fields) {

  /** One field of the product; null where it is null or absent. */
  public @Nullable Object field(String name) {
    return fields.get(name);
  }

  /** The product in a line of a shipment in JSON Lines. */
  static ShippedProduct read(String line) {
    Map<String, @Nullable Object> json = JsonText.object(line);
    Map<String, @Nullable Object> fields = JsonText.objectOrNull(json, "fields");
    return new ShippedProduct(
        JsonText.text(json, "id"),
        JsonText.text(json, "pid"),
        JsonText.text(json, "pclass"),
        closed(JsonText.text(json, "closed")),
        JsonText.number(json, "materials"),
        time(JsonText.textOrNull(json, "first")),
        time(JsonText.textOrNull(json, "last")),
        JsonText.number(json, "revision"),
        fields == null ? Map.of() : fields);
  }

  private static Closed closed(String text) {
    return Arrays.stream(Closed.values())
        .filter(closed -> closed.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reason to close: " + text));
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null; // a time that no calendar has
    }
  }

  @Override
  public String toString() {
    return pid + " (" + pclass + ", " + closed.text() + ", " + materials + ") " + fields;
  }
}
