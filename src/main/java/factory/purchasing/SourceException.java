package factory.purchasing;

/**
 * A source that cannot be used as it is configured or as it is found: a missing file, a column that
 * does not exist.
 *
 * <p>The message is complete in itself: it names the file or the setting, the value and the rule.
 * It is meant for the user, without a stack trace; the exit code is 2.
 */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public SourceException(String message) {
    super(message);
  }

  /** With a message for the user and what it comes from. */
  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
