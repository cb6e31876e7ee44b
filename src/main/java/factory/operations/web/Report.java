package factory.operations.web;

import factory.operations.History;
import factory.operations.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), html);
  }

  /**
   * What is no file, as a pipe, cannot be replaced; what lies in a directory that may not change.
   */
  private static void replace(Path file, String html) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".tmp");
    if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(fresh.getParent()))) {
      Files.writeString(file, html);
      return;
    }
    try {
      Files.writeString(fresh, html);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
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
