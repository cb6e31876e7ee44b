package factory;

import factory.operations.Printable;
import factory.operations.Why;
import factory.operations.WhyText;
import factory.operations.web.WebSettings;
import factory.transportation.Archive;
import factory.transportation.DestinationException;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code why}: asks the running factory what is with a pid; without one, its
 * destination.
 */
@Command(
    name = "why",
    description = {
      "Says where a pid is and why: open and what is missing, parked, shipped or scrapped in which shipment, or never seen.",
      "Asks the running factory of the configuration over its web interface; if it does not answer, the destination."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was found",
      "1:it was not found, as far as could be looked",
      "2:wrong input, nobody could be asked, or who may have it did not answer"
    })
final class WhyCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 1;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(paramLabel = "PID", description = "The pid as it is written in products.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String pid;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The page of the factory, as http://127.0.0.1:8080; else what the configuration says. Then no destination is asked.")
  private @Nullable String url;

  @Override
  public Integer call() {
    if (pid.isEmpty()) {
      throw new WrongInput("PID: is empty; name the pid as it is written in products");
    }
    FactorySettings settings = options.read().settings();
    String page = url == null ? page(settings.watching().web()) : url;
    String none = "factory.operations.web is off, so no running factory can be asked";
    String advice = "start one, or leave --url out to ask the destination";
    if (page != null) {
      try {
        return tell(ask(page, settings), false);
      } catch (FactoryCall.NoFactory e) {
        none = e.words();
        advice = e.answers() ? "leave --url out to ask the destination" : advice;
      }
    }
    if (url != null) {
      throw new WrongInput(none + "; " + advice);
    }
    spec.commandLine()
        .getOut()
        .println(
            none
                + "; what follows is what the destination has: what is open only a running factory can say");
    Archive.Found found = look(settings.destination());
    int code =
        tell(
            found.fates().isEmpty()
                ? new Why.Unknown(pid, false, found.searched())
                : new Why.Gone(pid, found.fates(), found.searched()),
            found.all());
    if (code == NOT_FOUND) {
      spec.commandLine().getOut().println("  whether it is open is not known");
    }
    return code;
  }

  private int tell(Why answer, boolean all) {
    WhyText.of(answer, all).forEach(spec.commandLine().getOut()::println);
    return code(answer);
  }

  static int code(Why answer) {
    return answer instanceof Why.Unknown
        ? NOT_FOUND
        : (answer instanceof Why.Unanswered ? ExitCode.WRONG_INPUT : ExitCode.OK).code();
  }

  /** Where the configured factory would show its page; null if it has none. */
  private static @Nullable String page(WebSettings web) {
    if (!web.enabled() || web.port() == 0) {
      return null;
    }
    String host =
        switch (web.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "[::]" -> "[::1]";
          default ->
              web.host().contains(":") && !web.host().startsWith("[")
                  ? "[" + web.host() + "]"
                  : web.host();
        };
    return "http://" + host + ":" + web.port();
  }

  /**
   * The running factory's answer. At the configuration's address that must be the configuration's
   * factory; whoever names another one with {@code --url} means it. The token is for its own alone.
   */
  private Why ask(String page, FactorySettings settings) throws FactoryCall.NoFactory {
    FactoryCall call = new FactoryCall(page);
    String found = call.whose();
    String own = Printable.clean(settings.name());
    if (url == null && !found.equals(own)) {
      throw new FactoryCall.NoFactory(
          "at %s factory %s answers, not %s of this configuration".formatted(page, found, own));
    }
    String token = found.equals(own) ? settings.watching().web().token() : null;
    Why answer = call.why(pid, token);
    spec.commandLine().getOut().println("factory %s at %s says".formatted(found, page));
    return answer;
  }

  private Archive.Found look(DestinationSettings destination) {
    try {
      return Destinations.archive(destination).find(new Archive.Query(pid, Set.of(), () -> false));
    } catch (IOException | DestinationException e) {
      throw new WrongInput("the destination cannot be asked: " + e.getMessage());
    }
  }
}
