package factory;

import factory.operations.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Reads the configuration, parses all settings, and only then starts the plant;
 * waits for its end and exits with the {@link ExitCode}.
 *
 * <p>A mistake of the user's is one line on the error stream. A stack trace is shown with {@code
 * --debug} only, and stands in a log file where one is configured.
 */
@Command(
    name = "factory",
    description = {
      "Turns streams of partial records into complete ones.",
      "Without a command it runs the demonstration, or what application.conf or conf/application.conf says."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "[run | check | verify | why | bench | tasks | pipeline | array]",
    footer = {"", "Every setting: docs/configuration.md"})
public final class Main implements Callable<Integer> {
  private static final Set<String> OPTIONS_OF_COMMANDS = Set.of("--config", "-c", "--set", "-s");

  private final Launcher launcher;

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces.")
  private boolean debug;

  private Main(Launcher launcher) {
    this.launcher = launcher;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    MemoryGuard.watch();
    int code = execute(new Plant(), writer(System.out), writer(System.err), args);
    Briefly.flushLogs();
    System.exit(code);
  }

  static PrintWriter writer(PrintStream stream) {
    // Made of the stream itself, so that it knows whether that could write.
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  /** Runs a command and returns its exit code; the process goes on. */
  static int execute(Launcher launcher, PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main(launcher);
    CommandLine line =
        new CommandLine(main)
            .addSubcommand(new Run(launcher))
            .addSubcommand(new Check(launcher))
            .addSubcommand(new Verify())
            .addSubcommand(new WhyCommand())
            .addSubcommand(new BenchCommand())
            .addSubcommand(new TasksCommand())
            .addSubcommand(new PipelineCommand())
            .addSubcommand(new ArrayCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(out)
            .setErr(err);
    line.setParameterExceptionHandler(Main::onWrongUsage)
        .setExecutionExceptionHandler(main::onFailure)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(24);
    describeExitCodes(line);
    line.getSubcommands().values().stream()
        .filter(command -> command.getCommandSpec().usageMessage().exitCodeList().isEmpty())
        .forEach(Main::describeExitCodes);
    int code = line.execute(args);
    if (out.checkError()) { // whatever else it is, it is no success: what was asked for is missing
      err.println("standard output could not be written; what was to be shown there is not all");
      code = code == ExitCode.OK.code() ? ExitCode.UNEXPECTED.code() : code;
    }
    err.flush();
    return code;
  }

  @Override
  public Integer call() {
    return run(launcher, () -> new ConfigOptions().read());
  }

  private static int run(Launcher launcher, Supplier<ConfigStack> configuration) {
    return SignalDrain.await(
        drain -> {
          ConfigStack stack = configuration.get();
          FactorySettings settings = stack.checked();
          drain.within(settings.shutdown().deadline());
          return launcher.launch(stack, settings);
        });
  }

  private static void describeExitCodes(CommandLine line) {
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.list());
  }

  private static int onWrongUsage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    String what =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, line.getParent() == null, List.of(args))
            : inWords(String.valueOf(e.getMessage())) + behindDashes(e);
    String help = "; see '" + line.getCommandSpec().qualifiedName() + " --help'";
    complain(line.getErr(), new WrongInput(what + help).getMessage());
    return ExitCode.WRONG_INPUT.code();
  }

  /** What is quoted in a message, as a header or an option, may hold what a terminal obeys. */
  private static void complain(PrintWriter err, @Nullable String message) {
    String.valueOf(message).lines().map(Printable::clean).forEach(err::println);
  }

  /** What begins with a stroke is taken for an option, also where it is meant to be the word. */
  private static String behindDashes(ParameterException e) {
    CommandLine line = e.getCommandLine();
    List<String> words = line.getUnmatchedArguments();
    if (!(e instanceof MissingParameterException missing)
        || words.isEmpty()
        || !(missing.getMissing().get(0) instanceof PositionalParamSpec meant)) {
      return "";
    }
    return "; '%s' is taken for an option: a %s that begins with '-' stands behind '--', as in '%s -- %s'"
        .formatted(
            words.get(0), meant.paramLabel(), line.getCommandSpec().qualifiedName(), words.get(0));
  }

  /** The parser names Java's types. */
  private static String inWords(String message) {
    return message
        .replaceFirst("('\\+?\\d+') is not an int$", "$1 is too large; the most is 2147483647")
        .replaceFirst("('-\\d+') is not an int$", "$1 is too small; the least is -2147483648")
        .replaceFirst(
            "('\\+?\\d+') is not a long$", "$1 is too large; the most is " + Long.MAX_VALUE)
        .replaceFirst("('-\\d+') is not a long$", "$1 is too small; the least is " + Long.MIN_VALUE)
        .replaceFirst(" is not an? (int|long)$", " is not a whole number")
        .replaceFirst(" is not a double$", " is not a number");
  }

  private static String unmatched(UnmatchedArgumentException e, boolean top, List<String> args) {
    String word = e.getUnmatched().get(0);
    int end = args.indexOf("--");
    if (end >= 0 && end < args.lastIndexOf(word)) {
      return "'"
          + word
          + "' is one word too many: behind '--' nothing is an option; options stand before it";
    }
    if (top && OPTIONS_OF_COMMANDS.contains(word)) {
      return "'" + word + "' belongs behind a command, as in 'factory run --config FILE'";
    }
    boolean option = word.startsWith("-");
    String what =
        option || top
            ? "there is no " + (option ? "option" : "command") + " '" + word + "'"
            : "'" + word + "' is one word too many";
    List<String> nearest = e.getSuggestions();
    return nearest.isEmpty() || !(option || top)
        ? what
        : what + " (nearest: " + nearest.get(0).replaceFirst("^factory ", "") + ")";
  }

  private int onFailure(Exception failure, CommandLine line, @Nullable ParseResult parsed) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    PrintWriter err = line.getErr();
    boolean wrongInput = cause instanceof WrongInput;
    if (wrongInput) {
      complain(err, cause.getMessage());
    } else {
      complain(err, "unexpected: " + cause + (debug ? "" : "; --debug shows where"));
      LoggerFactory.getLogger(Main.class).error("unexpected", cause);
    }
    if (debug) {
      cause.printStackTrace(err);
    }
    return (wrongInput ? ExitCode.WRONG_INPUT : ExitCode.UNEXPECTED).code();
  }

  @Command(
      name = "run",
      description = "Runs the factory until its source ends, or a signal comes.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  private static final class Run implements Callable<Integer> {
    private final Launcher launcher;
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
        names = "--report",
        paramLabel = "FILE",
        description = "An HTML file that gets the whole run at its end, with charts.")
    private @Nullable String report;

    Run(Launcher launcher) {
      this.launcher = launcher;
    }

    @Override
    public Integer call() {
      if (report == null) {
        return run(launcher, options::read);
      }
      if (report.isBlank()) {
        throw new WrongInput("--report " + report + ": is empty; name an HTML file");
      }
      Given given = Given.byOption("--report", report, "factory.operations.report");
      return run(launcher, () -> options.read(List.of(given)));
    }
  }

  @Command(
      name = "check",
      description =
          "Says whether a configuration is valid, what it will do, how much memory it may take and what a kill would lose.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  private static final class Check implements Callable<Integer> {
    private final Launcher launcher;
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    Check(Launcher launcher) {
      this.launcher = launcher;
    }

    @Override
    public Integer call() {
      ConfigStack stack = options.read();
      FactorySettings settings = stack.checked();
      Forecast forecast = new Forecast(stack, settings, launcher.inspect(stack, settings));
      List<String> lines = forecast.lines(Runtime.getRuntime().maxMemory());
      lines.forEach(spec.commandLine().getOut()::println);
      return ExitCode.OK.code();
    }
  }

  /** The version that the jar was built as. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "factory "
            + (version == null ? "(not from its jar)" : version)
            + ", Java "
            + System.getProperty("java.version")
      };
    }
  }
}
