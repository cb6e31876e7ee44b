package factory;

/**
 * A setting of the command line, over all files.
 *
 * @param setting {@code key=value}
 * @param words what a user has written for it, by which mistakes in it are told
 */
record Given(String setting, String words) {
  /** How the words of each that has an option of its own begin; and of what is set by its key. */
  static final String OPTION = "--[a-z][a-z-]* ";

  /** One of {@code --set}. */
  static Given bySet(String setting) {
    return new Given(setting, "--set " + setting);
  }

  /** One for which there is an option of its own, as {@code --report}. */
  static Given byOption(String option, String value, String key) {
    return new Given(key + "=" + value, option + " " + value);
  }
}
