package factory.operations.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The files of the page, out of the jar; nothing is ever looked for by what a visitor asks. */
final class Assets {
  /** The charts' library as its WebJar has it; a test holds the version against the jar. */
  static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

  private static final String JS = "text/javascript; charset=UTF-8";

  /**
   * A file.
   *
   * @param type its media type
   * @param tag changes with its content
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Asset(String type, byte[] bytes, String tag) {}

  private final Map<String, Asset> byPath =
      Map.of(
          "/", own("index.html", "text/html; charset=UTF-8"),
          "/page.css", own("page.css", "text/css; charset=UTF-8"),
          "/page.js", own("page.js", JS),
          "/flow.js", own("flow.js", JS),
          "/charts.js", own("charts.js", JS),
          "/ask.js", own("ask.js", JS),
          "/chart.umd.js", load(CHART_JS, JS),
          "/icon.svg", own("icon.svg", "image/svg+xml"));

  /** The file at this path of the page; null if there is none. */
  @Nullable Asset find(String path) {
    return byPath.get(path);
  }

  /** A file of this package's resources as text. */
  static String text(String name) {
    return new String(own(name, "").bytes(), StandardCharsets.UTF_8);
  }

  /** The charts' library as text. */
  static String chartLibrary() {
    return new String(load(CHART_JS, JS).bytes(), StandardCharsets.UTF_8);
  }

  private static Asset own(String name, String type) {
    return load("/factory/operations/web/" + name, type);
  }

  private static Asset load(String resource, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      CRC32C sum = new CRC32C();
      sum.update(bytes);
      return new Asset(type, bytes, HexFormat.of().toHexDigits((int) sum.getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
