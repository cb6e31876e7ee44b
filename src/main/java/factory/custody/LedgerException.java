package factory.custody;

/** A ledger cannot be used; the message says which, why, and what to do. */
public final class LedgerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Refused in these words. */
  public LedgerException(String message) {
    super(message);
  }
}
