package factory.operations.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The web page; the tree under {@code factory.operations.web}.
 *
 * @param enabled whether there is one
 * @param host the address that is listened at; one beyond this machine only with a token
 * @param port from 0 (any that is free) to 65535
 * @param token what a visitor has to know; null: whoever reaches the page may look and act
 * @param hosts names under which the page may be asked for besides the host and this machine's own;
 *     if empty and the host is beyond this machine, any
 * @param maxConnections most connections at once; at least 1
 * @param maxStreams most pages that are open at once; at least 1
 * @param maxRequests most requests that are answered in a second; at least 1
 */
public record WebSettings(
    boolean enabled,
    String host,
    int port,
    @Nullable String token,
    List<String> hosts,
    int maxConnections,
    int maxStreams,
    int maxRequests) {
  /** With a copy of the names. */
  public WebSettings {
    hosts = List.copyOf(hosts);
  }

  /** No page. */
  public static final WebSettings NONE =
      new WebSettings(false, "127.0.0.1", 0, null, List.of(), 1, 1, 1);

  /** Whether only this machine reaches the page. Names are not looked up: they may change. */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("::1")
        || host.equals("[::1]");
  }

  /** The token itself must not come into a log. */
  @Override
  public String toString() {
    return "WebSettings[%s, %s:%s, hosts %s, token %s, %s connections, %s streams, %s requests/s]"
        .formatted(
            enabled ? "on" : "off",
            host,
            port,
            hosts,
            token == null ? "none" : "set",
            maxConnections,
            maxStreams,
            maxRequests);
  }
}
