package factory.transportation;

/** A destination cannot be opened; the message says which, why, and what to do. Exit code 2. */
public final class DestinationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Refused in these words. */
  public DestinationException(String message) {
    super(message);
  }

  /** Refused in these words. */
  public DestinationException(String message, Throwable cause) {
    super(message, cause);
  }
}
