package factory.operations;

/**
 * Where a user sees the plant. It survives restarts of Ops; none of its methods waits for the
 * terminal.
 *
 * <p>Made by {@link #open}; whoever made it closes it when no {@link Ops.Close} did.
 */
public interface Console {
  /** Shows nothing. */
  Console OFF =
      new Console() {
        @Override
        public void show(Snapshot snapshot) {}

        @Override
        public void close(Runnable done) {
          done.run();
        }
      };

  /** Shows the plant as it is now, in place of what was shown before. */
  void show(Snapshot snapshot);

  /**
   * Shows what is still to be shown, leaves the terminal as it was found, then runs {@code done};
   * again is harmless.
   */
  void close(Runnable done);

  /**
   * The console that the settings ask for. With a table, {@link System#out} and {@link System#err}
   * are led through it until it is closed, so that whatever is printed meanwhile appears above the
   * table.
   */
  static Console open(OpsSettings.Console mode) {
    return switch (mode) {
      case OFF -> OFF;
      case LINES -> new LineConsole();
      case TABLE -> new TableConsole(Screen.open());
      case AUTO -> Terminal.isThere() ? new TableConsole(Screen.open()) : new LineConsole();
    };
  }
}
