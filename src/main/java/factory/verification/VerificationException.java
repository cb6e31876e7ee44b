package factory.verification;

/** There is nothing that could be verified; the message says why. */
public final class VerificationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Refused in these words. */
  public VerificationException(String message) {
    super(message);
  }

  /** Refused in these words. */
  public VerificationException(String message, Throwable cause) {
    super(message, cause);
  }
}
