package factory.jobs;

/**
 * Leaves a user's stream whose items nobody takes any more. An error, so that a user's {@code catch
 * (Exception e)} does not hold it up; nobody outside sees it.
 */
final class Stopped extends Error {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super("nobody takes this any more", null, false, false);
  }
}
