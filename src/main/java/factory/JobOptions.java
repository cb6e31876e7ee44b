package factory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Locale;

/** What the commands of jobs have in common: rules for their options, and how they write times. */
final class JobOptions {
  /** What the help says of the exit code 0. */
  static final String ALL_DONE = "0:all is done";

  /** What the help says of the exit code 1. */
  static final String FAILED = "1:something failed; what is done is shown";

  /** What the help says of the exit code 2. */
  static final String WRONG = "2:the command line or the input is wrong";

  /** What the help says of Java's codes for the signals. */
  static final String SIGNAL = "130, 143:Ctrl-C or SIGTERM ended it; what was done is shown";

  private static final long LONGEST_SECONDS = 1_000_000_000;

  /** Each that is busy has a thread. */
  private static final int MOST_WORKERS = 10_000;

  private JobOptions() {}

  static long atLeast(long least, String option, long value) {
    if (value < least) {
      throw new WrongInput(option + " must be at least " + least + ", was " + value);
    }
    return value;
  }

  static int atLeast(int least, String option, int value) {
    return (int) atLeast((long) least, option, (long) value);
  }

  /** At least one, and not more than make sense. */
  static int workers(int value) {
    if (value > MOST_WORKERS) {
      throw new WrongInput(
          "--workers must be at most " + Words.count(MOST_WORKERS) + ", was " + Words.count(value));
    }
    return atLeast(1, "--workers", value);
  }

  /** Zero or more. */
  static Duration seconds(String option, double value) {
    if (!(value >= 0)) {
      throw new WrongInput(option + " must be zero or more seconds, was " + value);
    }
    if (value > LONGEST_SECONDS) {
      throw new WrongInput(
          "%s must be at most %s seconds, was %s"
              .formatted(option, Words.count(LONGEST_SECONDS), value));
    }
    return Duration.ofNanos(Math.round(value * 1e9));
  }

  /** Why a file cannot be read or written, without its name. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is there already and is no directory";
    }
    String why = e instanceof FileSystemException at ? at.getReason() : e.getMessage();
    return why == null ? "the system does not say why" : why;
  }

  /** As {@code 5.02 s}. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
  }
}
