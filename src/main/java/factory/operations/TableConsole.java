package factory.operations;

/** A live table on a terminal, drawn again in place. */
final class TableConsole implements Console {
  private final Screen screen;

  TableConsole(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void show(Snapshot snapshot) {
    screen.draw(size -> TableView.render(snapshot, size.columns(), size.rows()));
  }

  @Override
  public void close(Runnable done) {
    screen.close(done);
  }
}
