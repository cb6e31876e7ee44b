package factory;

import com.typesafe.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the parser of HOCON says of a file that it cannot read, in words of somebody who looks for
 * the mistake: it names tokens, guesses at length what may have been intended, and says parenthesis
 * where it misses a brace.
 */
final class ParserWords {
  private static final Pattern INTENTIONS = Pattern.compile(" \\(if you (intended|want) .*");

  /** Regular expressions of what it says, each with what is said instead; the first that fits. */
  private static final List<Map.Entry<Pattern, String>> SENTENCES =
      List.of(
          says(
              ".xpecting a value but got wrong token: 'newline' .*",
              "a quoted text must end on its line"),
          says(
              ".xpecting a value but got wrong token: '' \\(End of input but triple-quoted string was still open\\)",
              "a text in three quotes must end with three quotes before the file does"),
          says(".xpecting a value but got wrong token: (.*)", "a value is missing before $1"),
          says(
              "Key '(.*)' may not be followed by token: (.*)",
              "a key must be followed by = or {, as 'name = value'; was '$1' and then $2"),
          says(
              "List should have ended with ] or had a comma, instead had token: (.*)",
              "a list must end with ']', or go on with a comma or on a new line; was $1"),
          says(
              "List should have had new element after a comma, instead had token: (.*)",
              "a list must end with ']'; was $1"),
          says(
              "expecting a close parentheses '\\)' here, not: (.*)",
              "a table must end with '}', or go on with a comma or on a new line; was $1"),
          says(
              "Expecting close brace \\} or a comma, got '.' \\(Reserved character (.*) is not allowed outside quotes\\)",
              "a text with $1 in it must stand in quotes"),
          says(
              "Expecting close brace \\} or a comma, got (.*)",
              "a table must end with '}', or go on with a comma or on a new line; was $1"),
          says(
              "unbalanced close brace '\\}' with no open brace",
              "'}' ends no table: there is one more of them than of '{'"),
          says(
              "Could not resolve substitution to a value: (.*)",
              "nothing is set that $1 could stand for"));

  private ParserWords() {}

  private static Map.Entry<Pattern, String> says(String what, String instead) {
    return Map.entry(Pattern.compile(what), instead);
  }

  /** The refusal of a file, or of all files together. */
  static WrongInput refusal(ConfigException e) {
    String message = Origins.here(String.valueOf(e.getMessage()));
    if (e instanceof ConfigException.IO && e.getCause() != null) {
      message = message.replace(e.getCause().getClass().getName() + ": ", "");
    }
    return new WrongInput(inWords(message.replaceFirst("^([^:]+): \\1", "$1")), e);
  }

  private static String inWords(String message) {
    String brief = INTENTIONS.matcher(message).replaceFirst("");
    return SENTENCES.stream()
        .filter(sentence -> sentence.getKey().matcher(brief).find())
        .findFirst()
        .map(sentence -> sentence.getKey().matcher(brief).replaceFirst(sentence.getValue()))
        .orElse(brief);
  }
}
