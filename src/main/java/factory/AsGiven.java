package factory;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which mistakes are told: by file and line, files in the order in which they were
 * given and before what else they read, options behind them in their order.
 */
final class AsGiven {
  private static final Pattern FILE_AND_LINE = Pattern.compile("(.+?): (\\d+): .*");

  /** Behind the name of a file. */
  private static final Pattern LINE = Pattern.compile("(\\d+): .*");

  private static final Pattern OPTION = Pattern.compile(Given.OPTION + "|-D");

  private AsGiven() {}

  /**
   * Where a mistake was made.
   *
   * @param layer the number of the file or option
   * @param file of one that was given nowhere, but included; else empty
   * @param line 0 where it has none
   */
  private record Place(int layer, String file, long line) {}

  /**
   * The order of mistakes whose messages begin with the place.
   *
   * @param layers files and options, as a user would name them
   */
  static Comparator<WrongInput> order(List<String> layers) {
    return Comparator.comparing(
        mistake -> place(String.valueOf(mistake.getMessage()), layers),
        Comparator.comparingInt(Place::layer)
            .thenComparing(Place::file)
            .thenComparingLong(Place::line));
  }

  private static Place place(String message, List<String> layers) {
    int layer = -1;
    int length = 0;
    for (int i = 0; i < layers.size(); i++) {
      String named = WrongInput.oneLine(Origins.here(layers.get(i)));
      if (named.length() > length && message.startsWith(named + ": ")) {
        layer = i;
        length = named.length();
      }
    }
    if (layer >= 0) {
      Matcher line = LINE.matcher(message.substring(length + 2));
      boolean isFile = !isOption(message);
      return new Place(
          isFile ? layer : layer + 1, "", isFile && line.matches() ? number(line.group(1)) : 0);
    }
    Matcher place = FILE_AND_LINE.matcher(message);
    return place.matches() && !isOption(message)
        ? new Place(files(layers), place.group(1), number(place.group(2)))
        : new Place(layers.size() + 1, "", 0);
  }

  /** How many of the layers are files, which come first. */
  private static int files(List<String> layers) {
    return (int) layers.stream().filter(layer -> !isOption(layer)).count();
  }

  private static boolean isOption(String text) {
    return OPTION.matcher(text).lookingAt();
  }

  private static long number(String digits) {
    return digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
