package factory.testkit;

import factory.goods.Scrap;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the scrap as it was shipped.
 *
 * @param reason why it is scrap
 * @param partition of the record that gave the reason; {@code records} or {@code materials} in a
 *     scenario
 * @param offset its number in the partition, from 0
 * @param line its line, from 1; -1 where there are none
 * @param pid as it is written; null where the record did not get that far
 * @param detail why, as a sentence
 * @param record the record as it was read; null where there is nothing to show
 * @param materials how many records found their fate with this line
 */
public record ScrapLine(
    Scrap.Reason reason,
    String partition,
    long offset,
    long line,
    @Nullable String pid,
    String detail,
    @Nullable String record,
    long materials) {

  /** The scrap in a line of {@code scrap.jsonl}. */
  static ScrapLine read(String text) {
    Map<String, @Nullable Object> json = JsonText.object(text);
    return new ScrapLine(
        reason(JsonText.text(json, "reason")),
        JsonText.text(json, "partition"),
        JsonText.number(json, "offset"),
        JsonText.number(json, "line"),
        JsonText.textOrNull(json, "pid"),
        JsonText.text(json, "detail"),
        JsonText.textOrNull(json, "record"),
        JsonText.number(json, "materials"));
  }

  private static Scrap.Reason reason(String text) {
    return Arrays.stream(Scrap.Reason.values())
        .filter(reason -> reason.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reason for scrap: " + text));
  }

  @Override
  public String toString() {
    return reason.text()
        + " "
        + partition
        + ":"
        + offset
        + (line < 0 ? "" : " (line " + line + ")")
        + (pid == null ? "" : " of " + pid)
        + ": "
        + detail
        + (record == null ? "" : ": " + record);
  }
}
