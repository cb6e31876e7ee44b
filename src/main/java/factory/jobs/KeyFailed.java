package factory.jobs;

import org.jspecify.annotations.Nullable;

/**
 * The key function of a stage threw, on the thread of the worker that emits the item. An error, so
 * that a user's {@code catch (Exception e)} around what it emits does not swallow it; outside it is
 * a {@link PipelineFailed} of the keyed stage.
 */
final class KeyFailed extends Error {
  private static final long serialVersionUID = 1L;

  private final transient Stage stage;
  private final String item;

  KeyFailed(Stage stage, @Nullable Object item, Throwable thrown) {
    super(thrown);
    this.stage = stage;
    this.item = Words.item(item);
  }

  Stage stage() {
    return stage;
  }

  String item() {
    return item;
  }

  Throwable thrown() {
    Throwable cause = getCause();
    return cause == null ? this : cause;
  }
}
