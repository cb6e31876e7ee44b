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

  /** Other settings that the rule is about, from the root. */
  private final transient List<String> others;

  /** Whether the setting is not there at all. */
  private final boolean missing;

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
    others = List.of();
    missing = false;
    parts = List.of();
  }

  /** With a message for the user that is about one setting. */
  WrongInput(String message, @Nullable String path) {
    this(message, path, List.of());
  }

  /** With a message for the user about one setting that is wrong because of others. */
  WrongInput(String message, @Nullable String path, List<String> others) {
    this(message, path, others, false);
  }

  private WrongInput(String message, @Nullable String path, List<String> others, boolean missing) {
    super(oneLine(message));
    this.path = path;
    this.others = List.copyOf(others);
    this.missing = missing;
    parts = List.of();
  }

  private WrongInput(List<WrongInput> parts) {
    super(
        parts.stream().map(WrongInput::getMessage).collect(Collectors.joining("\n")), parts.get(0));
    path = null;
    others = List.of();
    missing = false;
    this.parts = List.copyOf(parts);
  }

  /** With a message for the user about a setting that is not there and must be. */
  static WrongInput missing(String message, String path) {
    return new WrongInput(message, path, List.of(), true);
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

  /** Other settings that it is about, too. */
  List<String> others() {
    return others;
  }

  /** Whether the setting is not there, and must be. */
  boolean isMissing() {
    return missing;
  }

  /** The same mistakes in other words. */
  public WrongInput reworded(UnaryOperator<String> words) {
    return all(
        parts().stream()
            .map(part -> new WrongInput(words.apply(String.valueOf(part.getMessage())), part))
            .toList());
  }

  /** Without line breaks. */
  static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
