package factory.blueprint;

import java.io.Serial;

/**
 * A blueprint that cannot be used, or a value that it cannot work on.
 *
 * <p>The message is complete: it names the setting or the field, the value and the rule, and is
 * meant to be shown without a stack trace. Thrown while settings are read it is the user's mistake,
 * and tells several on as many lines; thrown by {@link Blueprint#add} it costs the one pid, which
 * is parked.
 */
public final class BlueprintException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** With a complete message. */
  public BlueprintException(String message) {
    super(message);
  }

  /** The message, which is complete: the class's name tells a reader of the scrap nothing. */
  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }

  /** With a complete message, and what led to it. */
  public BlueprintException(String message, Throwable cause) {
    super(message, cause);
  }
}
