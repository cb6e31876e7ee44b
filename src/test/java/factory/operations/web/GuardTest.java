package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final String TOKEN = "correct-horse-battery";

  private final Guard local = new Guard(settings("127.0.0.1", null, List.of()));

  @Test
  void thisMachinesOwnNamesAreLetIn() {
    for (String host : List.of("localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST")) {
      assertThat(local.check(asked(host), false)).as(host).isNull();
    }
  }

  @Test
  void aStrangersNameThatPointsHereIsRefused() {
    assertThat(local.check(asked("evil.example:8080"), false))
        .isEqualTo(
            new Refusal(
                421, "this page is not called 'evil.example'; see factory.operations.web.hosts"));
    assertThat(
            new Guard(settings("127.0.0.1", null, List.of("evil.example")))
                .check(asked("evil.example"), false))
        .isNull();
  }

  @Test
  void anotherSitesScriptIsRefused() {
    assertThat(local.check(asked("localhost:8080", "Origin", "http://localhost:8080"), false))
        .isNull();
    for (String origin : List.of("http://evil.example", "http://localhost:9090", "null")) {
      assertThat(local.check(asked("localhost:8080", "Origin", origin), false))
          .as(origin)
          .isNotNull();
    }
    assertThat(local.check(asked("localhost", "Sec-Fetch-Site", "cross-site"), false)).isNotNull();
    assertThat(
            local.check(
                asked("localhost", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"),
                false))
        .as("a link to the page")
        .isNull();
  }

  @Test
  void aTokenIsAskedForWhereThereIsOne() {
    assertThat(local.checkToken(asked("localhost"))).isNull();
    Guard guarded = new Guard(settings("0.0.0.0", TOKEN, List.of()));
    assertThat(guarded.check(asked("anything.example"), false)).isNull();
    assertThat(guarded.checkToken(asked("x"))).extracting(Refusal::status).isEqualTo(401);
    for (String wrong : List.of("Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN)) {
      assertThat(guarded.checkToken(asked("x", "Authorization", wrong))).as(wrong).isNotNull();
    }
    assertThat(guarded.checkToken(asked("x", "Authorization", "bearer " + TOKEN))).isNull();
    assertThat(guarded.checkToken(asked("x")))
        .isEqualTo(new Refusal(401, "a token is needed: send it as 'Authorization: Bearer TOKEN'"));
    assertThat(guarded.checkToken(asked("x", "Authorization", "Bearer " + TOKEN + "x")))
        .isEqualTo(
            new Refusal(
                401,
                "this is not the token of this factory, which is factory.operations.web.token"));
  }

  @Test
  void anActionNeedsAHeaderThatNoFormCanSend() {
    assertThat(local.checkAction(asked("localhost"))).isNotNull();
    assertThat(local.checkAction(asked("localhost", "X-Factory-Action", "1"))).isNull();
  }

  @Test
  void loopbackIsKnownByItsAddressAndNotLookedUp() {
    for (String host : List.of("localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]")) {
      assertThat(WebSettings.isLoopback(host)).as(host).isTrue();
    }
    for (String host : List.of("0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example", "factory")) {
      assertThat(WebSettings.isLoopback(host)).as(host).isFalse();
    }
  }

  @Test
  void whoNamesNoHostIsAnsweredAboutTheHealthAlone() {
    Guard guarded = new Guard(settings("0.0.0.0", TOKEN, List.of("factory.example")));
    for (Guard guard : List.of(local, guarded)) {
      HttpRequest nameless = HttpRequest.GET("http://" + Guard.NO_NAME + "/");
      assertThat(guard.check(nameless, true)).isNull();
      assertThat(guard.check(nameless, false))
          .isEqualTo(new Refusal(400, "a Host header is needed here"));
      assertThat(guard.check(nameless.addHeader(RawHeader.create("Host", "")), false)).isNotNull();
      assertThat(guard.check(nameless.addHeader(RawHeader.create("Origin", "http://x")), true))
          .as("a script")
          .isNotNull();
      assertThat(guard.check(asked("evil.example"), true))
          .as("another site's name")
          .extracting(Refusal::status)
          .isEqualTo(421);
    }
  }

  private static WebSettings settings(String host, String token, List<String> hosts) {
    return new WebSettings(true, host, 8080, token, hosts, 10, 10, 10);
  }

  private static HttpRequest asked(String host, String... namesAndValues) {
    HttpRequest request = HttpRequest.GET("/").addHeader(RawHeader.create("Host", host));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      request = request.addHeader(RawHeader.create(namesAndValues[i], namesAndValues[i + 1]));
    }
    return request;
  }
}
