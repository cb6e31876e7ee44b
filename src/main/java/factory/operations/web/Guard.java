package factory.operations.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for what.
 *
 * <p>The page has no password by default and listens on this machine only; what is guarded against
 * then is another site in the same browser. So the name by which the page is asked for must be one
 * of its own (a site may point its own name at 127.0.0.1), a request that a script sends must come
 * from the page itself, and whoever acts has to set a header that no other site can set.
 */
final class Guard {
  /** A header that a form or a script of another site cannot send. */
  static final String ACTION_HEADER = "X-Factory-Action";

  /** By what a request is taken to ask that has no {@code Host}, as HTTP/1.0 may. */
  static final String NO_NAME = "no-host.invalid";

  private final @Nullable String token;

  /** Lower-case names without port; null: any. */
  private final @Nullable Set<String> names;

  Guard(WebSettings settings) {
    token = settings.token();
    boolean loopback = WebSettings.isLoopback(settings.host());
    if (!loopback && settings.hosts().isEmpty()) {
      names = null; // the token keeps strangers out
    } else {
      Set<String> own = new HashSet<>(Set.of("localhost", "127.0.0.1", "::1"));
      own.add(plain(settings.host()));
      settings.hosts().forEach(name -> own.add(plain(name)));
      names = own;
    }
  }

  /**
   * Why a request is refused that asks for no data; null if it is not.
   *
   * @param probe whether it asks for the health only, for which it need not name the page: probes
   *     of HTTP/1.0 do not. A browser always does, so no other site gets past its name
   */
  @Nullable Refusal check(HttpRequest request, boolean probe) {
    String host = header(request, "Host");
    if (host == null || host.isEmpty()) {
      host = request.getUri().getHost().toString();
    }
    boolean nameless = host.equals(NO_NAME);
    if (nameless && !probe) {
      return new Refusal(400, "a Host header is needed here");
    }
    String name = nameOf(host);
    if (!nameless && names != null && !names.contains(name)) {
      return new Refusal(
          421, "this page is not called '" + name + "'; see factory.operations.web.hosts");
    }
    String origin = header(request, "Origin");
    if (origin != null && !isOwn(origin, host)) {
      return new Refusal(403, "asked by another site");
    }
    String site = header(request, "Sec-Fetch-Site");
    if (site != null && site.equals("cross-site") && !isNavigation(request)) {
      return new Refusal(403, "asked by another site");
    }
    return null;
  }

  /** The same for one that asks for data: the token is needed, if there is one. */
  @Nullable Refusal checkToken(HttpRequest request) {
    String secret = token;
    if (secret == null) {
      return null;
    }
    String given = header(request, "Authorization");
    if (given == null || !given.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return new Refusal(401, "a token is needed: send it as 'Authorization: Bearer TOKEN'");
    }
    boolean right =
        MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8),
            given.substring(7).strip().getBytes(StandardCharsets.UTF_8));
    return right
        ? null
        : new Refusal(
            401, "this is not the token of this factory, which is factory.operations.web.token");
  }

  /** The same for one that acts. */
  @Nullable Refusal checkAction(HttpRequest request) {
    return header(request, ACTION_HEADER) == null
        ? new Refusal(403, "actions need the header '" + ACTION_HEADER + ": 1'")
        : null;
  }

  /** Somebody follows a link to the page, which shows them nothing that they may not see. */
  private static boolean isNavigation(HttpRequest request) {
    return "navigate".equals(header(request, "Sec-Fetch-Mode"));
  }

  private static boolean isOwn(String origin, String host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    String own = host.toLowerCase(Locale.ROOT);
    return lower.equals("http://" + own) || lower.equals("https://" + own);
  }

  private static @Nullable String header(HttpRequest request, String name) {
    return request.getHeader(name).map(header -> header.value()).orElse(null);
  }

  /** Without port and brackets. */
  private static String nameOf(String host) {
    int bracket = host.indexOf(']');
    int colon = host.indexOf(':', Math.max(0, bracket));
    return plain(colon < 0 ? host : host.substring(0, colon));
  }

  private static String plain(String host) {
    return host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
  }
}
