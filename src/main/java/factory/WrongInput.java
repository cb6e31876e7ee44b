package factory;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mistake of the user's, or several: in the command line, the configuration or the input.
 *
 * <p>The message is complete, one line for each mistake: it names the file and line, or the option,
 * the value and the rule. It is shown without a stack trace and the process exits with {@link
 * ExitCode#WRONG_INPUT}.
 */
public final class WrongInput extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The setting that is wrong, from the root; null where it is none, or is not known. */
  private final @Nullable String path;

  /** What it is put together of; empty for a single mistake. */
  private final transient List<WrongInput> parts;

  /** With a message for the user. */
  public WrongInput(String message) {
    this(message, (String) null);
  }

  /** With a message for the user and what it comes from. */
  public WrongInput(String message, Throwable cause) {
    super(oneLine(message), cause);
    path = null;
    parts = List.of();
  }

  /** With a message for the user that is about one setting. */
  WrongInput(String message, @Nullable String path) {
    super(oneLine(message));
    this.path = path;
    parts = List.of();
  }

  private WrongInput(List<WrongInput> parts) {
    super(
        parts.stream().map(WrongInput::getMessage).collect(Collectors.joining("\n")), parts.get(0));
    path = null;
    this.parts = List.copyOf(parts);
  }

  /** Several mistakes as one, a line each; at least one is needed. */
  static WrongInput all(List<WrongInput> mistakes) {
    return mistakes.size() == 1 ? mistakes.get(0) : new WrongInput(mistakes);
  }

  /** The single mistakes. */
  List<WrongInput> parts() {
    return parts.isEmpty() ? List.of(this) : parts;
  }

  /** The setting that is wrong. */
  @Nullable String path() {
    return path;
  }

  /** The same mistakes in other words. */
  public WrongInput reworded(UnaryOperator<String> words) {
    return all(
        parts().stream()
            .map(part -> new WrongInput(words.apply(String.valueOf(part.getMessage())), part))
            .toList());
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
