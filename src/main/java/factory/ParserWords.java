package factory;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the parser of HOCON says of a file that it cannot read, in words of somebody who looks for
 * the mistake: it names tokens, guesses at length what may have been intended, and says parenthesis
 * where it misses a brace.
 */
final class ParserWords {
  private static final Pattern INTENTIONS = Pattern.compile(" \\(if you (intended|want) .*");

  private static final Pattern CIRCLE =
      Pattern.compile(
          "Could not resolve substitution to a value: (\\$\\{.*?}) was part of a cycle of substitutions involving (.*)");

  private static final String TABLE =
      "a table must end with '}', or go on with a comma or on a new line; was $1";

  /** Regular expressions of what it says, each with what is said instead; the first that fits. */
  private static final List<Map.Entry<Pattern, String>> SENTENCES =
      List.of(
          // what stands in brackets behind a token says more than the token
          says(
              "JSON does not allow unescaped newline|but string quote was still open",
              "a quoted text must end on its line"),
          says(
              "triple-quoted string was still open",
              "a text in three quotes must end with three quotes before the file does"),
          says(
              "Reserved character ('.+?') is not allowed outside quotes",
              "a text with $1 in it must stand in quotes"),
          says(
              "Substitution \\$\\{ was not closed",
              "a substitution must end with '}', as \\${name}"),
          says(
              "'\\$' not followed by \\{",
              "a '\\$' must begin a substitution, as \\${name}, or stand in quotes"),
          says(
              "backslash followed by ('.+?')",
              "in quotes a backslash itself is written as two, or all is put into three quotes; was one before $1"),
          // what stands where something else should
          says(".xpecting a value but got wrong token: (.*)", "a value is missing before $1"),
          says(
              "Key '(.*)' may not be followed by token: (.*)",
              "a key must be followed by = or {, as 'name = value'; was '$1' and then $2"),
          says(
              "path has a leading, trailing, or two adjacent period",
              "a key must neither begin nor end with a dot, nor have two in a row"),
          says(
              "List should have ] or a first element after the open \\[, instead had token: (.*)",
              "a list must have a value or ']' behind its '['; was $1"),
          says(
              "List should have ended with ] or had a comma, instead had token: (.*)",
              "a list must end with ']', or go on with a comma or on a new line; was $1"),
          says(
              "List should have had new element after a comma, instead had token: (.*)",
              "a list must end with ']'; was $1"),
          says("expecting a close parentheses '\\)' here, not: (end of file)", TABLE),
          says("expecting a close parentheses '\\)' here, not: (.*)", "a key is missing before $1"),
          says("Expecting close brace \\} or a comma, got (.*)", TABLE),
          says(
              "Expecting end of input or a comma, got (.*)",
              "a setting must end with a comma or with its line; was $1"),
          says(
              "unbalanced close brace '\\}' with no open brace",
              "'}' ends no table: there is one more of them than of '{'"),
          says(
              "Cannot concatenate object or list with a non-object-or-list",
              "a list or table ends at its bracket; a text that begins with one must stand in quotes"),
          says("has type LIST rather than object at file root", "must be settings, was a list"),
          says(
              "(?:xpecting include .* (?:Not expecting|rather than)|include keyword is not .* but by): (.*)",
              "include must be followed by the name of a file in quotes; was $1"),
          says("include statements nested more than", "the files include each other in a circle"),
          says(
              "Could not resolve substitution to a value: (.*)",
              "nothing is set that $1 could stand for"));

  private ParserWords() {}

  private static Map.Entry<Pattern, String> says(String what, String instead) {
    return Map.entry(Pattern.compile(what), instead);
  }

  /** The refusal of a file, or of all files together. */
  static WrongInput refusal(ConfigException e) {
    String place = place(e);
    return new WrongInput(Origins.here(place + said(e, place)), e);
  }

  /** The same of a value that is given by an option, without its place. */
  static String ofOption(ConfigException e) {
    return said(e, place(e));
  }

  /** File and line, as far as they are known. */
  private static String place(ConfigException e) {
    ConfigOrigin origin = e.origin();
    String place = origin == null || e instanceof ConfigException.IO ? "" : origin.description();
    return place.isEmpty() ? "" : place + ": ";
  }

  private static String said(ConfigException e, String place) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof ConfigException.IO && e.getCause() != null) {
      message = message.replace(e.getCause().getClass().getName() + ": ", "");
      return message.replaceFirst("^([^:]+): \\1", "$1"); // which the cause names, too
    }
    return inWords(message.startsWith(place) ? message.substring(place.length()) : message);
  }

  private static String inWords(String message) {
    Matcher circle = CIRCLE.matcher(message);
    if (circle.find()) {
      return circle(circle.group(1), circle.group(2));
    }
    String brief = INTENTIONS.matcher(message).replaceFirst("");
    for (Map.Entry<Pattern, String> sentence : SENTENCES) {
      Matcher known = sentence.getKey().matcher(brief);
      if (known.find()) {
        StringBuilder words = new StringBuilder();
        known.appendReplacement(words, sentence.getValue());
        return words.substring(known.start()); // before it stands what the parser was at
      }
    }
    return brief;
  }

  /**
   * A substitution that leads back to itself.
   *
   * @param involved all on the way, some of them twice
   */
  private static String circle(String substitution, String involved) {
    List<String> others =
        Stream.of(involved.split(", "))
            .distinct()
            .filter(each -> !each.equals(substitution))
            .toList();
    return substitution
        + " must not stand for itself"
        + (others.isEmpty() ? "" : ", by way of " + Words.and(others));
  }
}
