package factory.operations.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.ContentType;
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

  /** With {@code no-store}; what may be kept says so itself. */
  private static final List<HttpHeader> FRESH =
      List.of(
          RawHeader.create("Cache-Control", "no-store"),
          RawHeader.create("Content-Security-Policy", POLICY),
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("X-Frame-Options", "DENY"),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
          RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"));

  private static final List<HttpHeader> KEPT =
      Stream.concat(
              Stream.of(RawHeader.create("Cache-Control", "no-cache")),
              FRESH.stream().filter(header -> !header.name().equals("Cache-Control")))
          .toList();

  private static final Map<String, ContentType> TYPES = new ConcurrentHashMap<>();

  private Replies() {}

  /** What is never kept. */
  static HttpResponse of(int status, String type, byte[] body) {
    return HttpResponse.create()
        .withStatus(status)
        .addHeaders(FRESH)
        .withEntity(HttpEntities.create(type(type), body));
  }

  /** The types are few, and reading one takes longer than all else here. */
  static ContentType type(String name) {
    return TYPES.computeIfAbsent(name, ContentTypes::parse);
  }

  static HttpResponse json(int status, String json) {
    return of(status, JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  /** A refusal of what is too much just now, and in how many seconds it may be asked again. */
  static HttpResponse comeBackLater(String text, long seconds) {
    return refusal(429, text).addHeader(RawHeader.create("Retry-After", Long.toString(seconds)));
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

  /** Without a body; a browser asks each time whether what it keeps is still right. */
  static HttpResponse kept(int status) {
    return HttpResponse.create().withStatus(status).addHeaders(KEPT);
  }

  /** Without a body. */
  static HttpResponse bare(int status) {
    return HttpResponse.create().withStatus(status).addHeaders(FRESH);
  }
}
