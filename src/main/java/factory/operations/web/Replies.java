package factory.operations.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * Makes responses; each has the headers that keep a browser from doing more than it is meant to.
 */
final class Replies {
  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=UTF-8";

  /** No script, style or connection but the page's own; no frame around it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<HttpHeader> SAFETY =
      List.of(
          RawHeader.create("Content-Security-Policy", POLICY),
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("X-Frame-Options", "DENY"),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
          RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"));

  private static final HttpHeader NO_STORE = RawHeader.create("Cache-Control", "no-store");

  private Replies() {}

  static HttpResponse of(int status, String type, byte[] body) {
    return bare(status)
        .addHeader(NO_STORE)
        .withEntity(HttpEntities.create(ContentTypes.parse(type), body));
  }

  static HttpResponse json(int status, String json) {
    return of(status, JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code {"error":…}}, in words. */
  static HttpResponse refusal(int status, String text) {
    return json(
        status,
        Json.text(
            json -> {
              json.writeStartObject();
              json.writeStringField("error", text);
              json.writeEndObject();
            }));
  }

  /** Without a body, and without a word about keeping it. */
  static HttpResponse bare(int status) {
    return HttpResponse.create().withStatus(status).addHeaders(SAFETY);
  }
}
