package factory.operations;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Collects bytes into lines and hands on each with its line feed; one that never ends is broken
 * off.
 */
final class LineStream extends OutputStream {
  static final int LONGEST = 64 * 1024;

  private final Consumer<byte[]> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineStream(Consumer<byte[]> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n') {
      hand();
    } else if (line.size() >= LONGEST - 1) {
      endLine();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  /** Ends a line that was begun. */
  synchronized void endLine() {
    if (line.size() > 0) {
      line.write('\n');
      hand();
    }
  }

  private void hand() {
    byte[] bytes = line.toByteArray();
    line.reset();
    lines.accept(bytes);
  }
}
