package factory.jobs;

import java.util.Map;

/** Ranges of an array job failed; the others are done. The message names them. */
public final class RangesMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 5;

  private final transient ArrayResult<?> partial;

  RangesMissing(ArrayResult<?> partial) {
    super(message(partial), partial.missing().values().iterator().next());
    this.partial = partial;
  }

  /**
   * What there is, and which ranges are missing.
   *
   * @param <R> the result of one range, as in the job
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // an exception has no parameters
  public <R> ArrayResult<R> partial() {
    return (ArrayResult<R>) partial;
  }

  private static String message(ArrayResult<?> result) {
    Map<Range, Throwable> missing = result.missing();
    StringBuilder text = new StringBuilder();
    text.append(missing.size()).append(" of ").append(missing.size() + result.byRange().size());
    text.append(" ranges failed: ");
    missing.entrySet().stream()
        .limit(NAMED)
        .forEach(
            e ->
                text.append(e.getKey()).append(": ").append(Words.text(e.getValue())).append("; "));
    text.setLength(text.length() - 2);
    return missing.size() > NAMED ? text + "; and others" : text.toString();
  }
}
