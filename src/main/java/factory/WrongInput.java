package factory;

/**
 * A mistake of the user's: in the command line, the configuration or the input.
 *
 * <p>The message is complete in one line: it names the file and line, or the option, the value and
 * the rule. It is shown without a stack trace and the process exits with {@link
 * ExitCode#WRONG_INPUT}.
 */
public final class WrongInput extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public WrongInput(String message) {
    super(oneLine(message));
  }

  /** With a message for the user and what it comes from. */
  public WrongInput(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
