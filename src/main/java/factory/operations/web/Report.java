package factory.operations.web;

import factory.operations.History;
import factory.operations.Snapshot;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;

/**
 * A run as one HTML file that needs nothing else, also no network: the account, the figures at the
 * end, and charts over the whole run.
 */
public final class Report {
  private Report() {}

  /**
   * Writes the file, in place of one that is there: afterwards the one or the other is, whole.
   *
   * @param account as it is printed at the end
   * @param last what Ops showed last
   * @param history of the run
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, String account, Snapshot last, Instant at, History history)
      throws IOException {
    String html =
        Assets.text("report.html")
            .replace("@style@", Assets.text("page.css"))
            .replace("@account@", data(Json.text(json -> json.writeString(account))))
            .replace("@state@", data(StateJson.write(last, at, history.newest())))
            .replace("@history@", data(HistoryJson.write(history)))
            .replace("@library@", script(Assets.chartLibrary()))
            .replace("@charts@", script(Assets.text("charts.js")))
            .replace("@flow@", script(Assets.text("flow.js")))
            .replace("@script@", script(Assets.text("report.js")));
    replace(file, html);
  }

  /**
   * What is no file, as a pipe, cannot be replaced, nor can one that its directory does not let go
   * of, as a single file that a container was given: they are written to.
   */
  private static void replace(Path file, String html) throws IOException {
    boolean isThere = Files.exists(file);
    if (isThere ? !Files.isRegularFile(file) : Files.isSymbolicLink(file)) {
      Files.writeString(file, html);
      return;
    }
    Path real = isThere ? file.toRealPath() : file.toAbsolutePath();
    Path fresh = real.resolveSibling("." + real.getFileName() + ".tmp");
    try {
      Files.writeString(fresh, html);
      if (isThere) {
        keepPermissions(real, fresh);
      }
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) { // of the directory; a full disk is another one
      if (!isThere) {
        throw e;
      }
      Files.writeString(real, html);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Who may read an earlier report may read this one, and nobody else. */
  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (old != null) {
      Files.setPosixFilePermissions(to, old.readAttributes().permissions());
    }
  }

  /** Data must not end the element that it stands in, nor begin another, nor be a place to fill. */
  private static String data(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("@", "\\u0040");
  }

  /** In a script these stand in texts only, where the stroke may be escaped. */
  private static String script(String code) {
    return code.replace("</script", "<\\/script");
  }
}
