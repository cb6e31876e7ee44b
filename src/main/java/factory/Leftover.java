package factory;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file, or a directory with all in it, that nobody wants once a command has ended. It is deleted
 * when it is closed, and also where Ctrl-C or SIGTERM ends the process before; the exit code is
 * Java's own then.
 */
final class Leftover implements AutoCloseable {
  /** Somebody who still writes into a directory that is deleted gives up soon. */
  private static final int TRIES = 1_000;

  private final Thread hook = new Thread(this::onSignal, "leftover");
  private @Nullable Path path; // guarded by this
  private boolean over; // guarded by this

  private Leftover() {}

  private interface Making {
    Path make() throws IOException;
  }

  /**
   * An empty file.
   *
   * @param directory where; null for where temporary files are
   * @param end of its name, as {@code .csv}
   */
  static Leftover file(@Nullable Path directory, String end) throws IOException {
    return of(
        () ->
            directory == null
                ? Files.createTempFile("factory-bench", end)
                : Files.createTempFile(directory, "factory-bench", end));
  }

  /** An empty directory where temporary files are. */
  static Leftover directory() throws IOException {
    return of(() -> Files.createTempDirectory("factory-bench"));
  }

  /** The hook is there first: a signal that comes while it is made finds it, or prevents it. */
  private static Leftover of(Making making) throws IOException {
    Leftover made = new Leftover();
    made.watch();
    try {
      made.make(making);
      return made;
    } catch (IOException | RuntimeException e) {
      made.unwatch();
      throw e;
    }
  }

  private synchronized void make(Making making) throws IOException {
    if (over) {
      throw new WrongInput(JobSignal.ENDED); // nobody sees the code that goes with it
    }
    path = making.make();
  }

  /** Where it is. */
  synchronized Path path() {
    if (path == null) {
      throw new IllegalStateException("nothing was made");
    }
    return path;
  }

  private void watch() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      onSignal(); // one has come already
    }
  }

  private void unwatch() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // a signal has come; there is nothing left to delete
    }
  }

  /** As a signal does. */
  synchronized void onSignal() {
    over = true;
    boolean unused = delete(); // nobody is left to be told
  }

  /**
   * Deletes it.
   *
   * @throws IOException if it cannot be deleted
   */
  @Override
  public void close() throws IOException {
    boolean deleted = delete();
    unwatch();
    if (!deleted) {
      throw new IOException(path() + " could not be deleted");
    }
  }

  private synchronized boolean delete() {
    boolean deleted = path == null;
    for (int i = 0; i < TRIES && path != null && !deleted; i++) {
      deleted = isDeleted(path.toFile());
    }
    return deleted;
  }

  /** Also where somebody adds to it, or deletes in it, at the same time. */
  private static boolean isDeleted(File file) {
    File[] inside = file.listFiles(); // null if it is no directory
    if (inside != null) {
      for (File each : inside) {
        boolean unused = isDeleted(each);
      }
    }
    return file.delete() || !file.exists();
  }
}
