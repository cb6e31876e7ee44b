package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code why} against a running factory, and against what one has left. */
class WhyIT {
  private static final Pattern PAGE = Pattern.compile("page at (http://[0-9.:]+)/");
  private static final String ODD = "<script>alert(1)</script>";

  @TempDir Path folder;

  private FactoryProcess.Ended why(String pid, String... more) {
    List<String> args = new ArrayList<>(List.of("why", pid));
    args.addAll(List.of(more));
    return FactoryProcess.run(folder, args.toArray(String[]::new));
  }

  private static String page(Jar jar) throws InterruptedException {
    jar.says("page at ");
    for (String line : jar.log()) {
      Matcher page = PAGE.matcher(line);
      if (page.find()) {
        return page.group(1);
      }
    }
    throw new AssertionError(jar.log());
  }

  @Test
  void aRunningFactoryIsAskedAndItsDestinationWhenItIsGone() throws Exception {
    Files.writeString(
        folder.resolve("orders.jsonl"),
        """
        {"id":"open-1","paid":0,"event":"ordered"}
        {"id":"done-1","paid":5,"event":"ordered"}
        {"id":"bad-1","paid":"five"}
        {"id":"%s","paid":0}
        {"id":"done-1","paid":1,"event":"shipped"}
        {"id":"open-1","paid":0,"event":"packed"}
        """
            .formatted(ODD));
    try (Jar jar =
        Jar.in(folder)
            .set(
                "source.kind=files",
                "source.paths=[orders.jsonl]",
                "source.follow=true",
                "source.pid=[id]",
                "blueprint.kind=merge",
                "blueprint.fields.paid=sum",
                "blueprint.complete-when=\"paid > 0 and material.event = 'shipped'\"",
                "workshops=2",
                "contract.term=1h",
                "operations.web.enabled=true",
                "operations.web.port=0",
                "transportation.driver.every=200ms")
            .start()) {
      String url = page(jar);
      jar.until(
          () -> Files.exists(folder.resolve("out/shipment-00000001")), "the first is shipped");

      FactoryProcess.Ended open = why("open-1", "--url", url).exitedWith(0);
      assertThat(open.out())
          .matches(
              "(?s)factory demonstration at "
                  + Pattern.quote(url)
                  + " says\\Rpid open-1: open in workshop [01]\\R.*")
          .contains("2 materials")
          .contains("contract   ends in ")
          .contains("missing    paid > 0 (is 0)")
          .contains("missing    material.event = 'shipped' (asked of the next material)")
          .contains("paid = 0")
          .contains("from       orders.jsonl:0\n")
          .contains("from       orders.jsonl:5\n");
      assertThat(why(ODD, "--url", url).exitedWith(0).out())
          .contains("pid " + ODD + ": open in workshop ");
      assertThat(why("bad-1", "--url", url).exitedWith(0).out())
          .contains("pid bad-1: parked in workshop ")
          .contains("cannot sum 'five'")
          .contains("at         orders.jsonl:2");
      assertThat(why("done-1", "--url", url).exitedWith(0).out())
          .contains("pid done-1: shipped")
          .containsPattern(
              "shipment +1 of 20.*: product orders.jsonl:1, class product, closed by complete, 2 materials");
      assertThat(why("nobody", "--url", url).exitedWith(1).out())
          .contains("pid nobody: never seen");
      jar.signal("TERM").end().withCode(0).balances();
    }
    String on = "--set=factory.operations.web.enabled=true";
    String free = "--set=factory.operations.web.port=1";
    assertThat(why("done-1", on, free).exitedWith(0).out())
        .startsWith(
            "no factory answers at http://127.0.0.1:1; what follows is what the destination")
        .contains("closed by complete");
    assertThat(why("open-1", on, free).exitedWith(1).out())
        .contains("what is open only a running factory can say", "pid open-1: not found")
        .contains("whether it is open is not known");
  }

  /** Says so of itself, and knows who has its token; what it is sent as one is kept. */
  private static final class PaperPage implements AutoCloseable {
    static final String TOKEN = "0123456789abcdef";

    private final HttpServer server;
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());

    /** The answer to who it is; whatever else is asked needs the token. */
    PaperPage(String who) throws IOException {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.createContext(
          "/",
          asked -> {
            String given = asked.getRequestHeaders().getFirst("Authorization");
            if (given != null) {
              tokens.add(given);
            }
            boolean why = asked.getRequestURI().getPath().equals("/api/why");
            String text =
                why ? "{\"pid\":\"p\",\"state\":\"under-way\",\"text\":\"on its way\"}" : who;
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            boolean refused = why && !("Bearer " + TOKEN).equals(given);
            asked.sendResponseHeaders(refused ? 401 : 200, answer.length);
            asked.getResponseBody().write(answer);
            asked.close();
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    String url() {
      return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static final String TOKEN = "--set=factory.operations.web.token=" + PaperPage.TOKEN;

  @Test
  void aFactoryThatAsksForATokenIsSaidWithTheKeyThatHasIt() throws IOException {
    try (PaperPage page = new PaperPage("{\"factory\":\"orders\",\"status\":\"live\"}")) {
      String orders = "--set=factory.name=orders";
      assertThat(why("p", "--url", page.url(), orders).exitedWith(2).complaints())
          .containsExactly(
              page.url()
                  + " asks for a token, and this configuration has none or is of another factory:"
                  + " give the running factory's with --config");
      assertThat(why("p", "--url", page.url(), orders, TOKEN + "x").exitedWith(2).complaints())
          .containsExactly(
              page.url()
                  + " asks for another token than factory.operations.web.token of this"
                  + " configuration: give the running factory's with --config or --set");
      assertThat(why("p", "--url", page.url(), orders, TOKEN).exitedWith(0).out())
          .startsWith("factory orders at " + page.url() + " says")
          .contains("on its way");
    }
  }

  @Test
  void whoeverHasThePortOfTheFactoryIsNamedAndNotShownItsToken() throws IOException {
    try (PaperPage other = new PaperPage("{\"factory\":\"other\\u001b\",\"status\":\"live\"}");
        PaperPage none = new PaperPage("<html>hello</html>")) {
      String on = "--set=factory.operations.web.enabled=true";
      String port = "--set=factory.operations.web.port=";
      assertThat(why("p", on, TOKEN, port + other.port()).exitedWith(1).out())
          .startsWith(
              "at "
                  + other.url()
                  + " factory other? answers, not demonstration of this configuration; what follows"
                  + " is what the destination has");
      assertThat(why("p", on, TOKEN, port + none.port()).exitedWith(1).out())
          .startsWith(
              none.url() + " does not answer as a factory does: status 200; what follows is");
      assertThat(why("p", TOKEN, "--url", none.url()).exitedWith(2).complaints())
          .containsExactly(
              none.url()
                  + " does not answer as a factory does: status 200; start one, or leave --url out"
                  + " to ask the destination");
      assertThat(why("p", TOKEN, "--url", other.url()).exitedWith(2).complaints())
          .singleElement()
          .asString()
          .contains("asks for a token, and this configuration has none or is of another factory");
      assertThat(other.tokens).as("shown to another factory").isEmpty();
      assertThat(none.tokens).as("shown to a stranger").isEmpty();
    }
  }

  @Test
  void aFactoryThatHasEndedAndWhosePageLingersIsNoReasonNotToAskItsDestination() throws Exception {
    Files.writeString(folder.resolve("orders.jsonl"), "{\"id\":\"done-1\",\"paid\":5}\n");
    try (Jar jar =
        Jar.in(folder)
            .set("source.kind=files", "source.paths=[orders.jsonl]", "source.pid=[id]")
            .set("blueprint.kind=merge", "contract.term=1h", "workshops=2")
            .set("operations.web.enabled=true", "operations.web.port=0")
            .set("operations.web.linger=1 h")
            .start()) {
      jar.says("the page stays for 1 h");
      String url = page(jar);
      String port = "--set=factory.operations.web.port=" + url.replaceAll(".*:", "");
      String words = url + " says: the factory has ended; ask its destination (factory why PID); ";
      assertThat(why("done-1", port).exitedWith(0).out())
          .startsWith(words + "what follows is what the destination has")
          .contains("pid done-1: shipped", "closed by end-of-input, 1 material");
      assertThat(why("nobody", port).exitedWith(1).out()).contains("pid nobody: not found");
      assertThat(why("done-1", "--url", url).exitedWith(2).complaints())
          .containsExactly(words + "leave --url out to ask the destination");
      jar.signal("TERM").end().withCode(0);
    }
  }

  @Test
  void aPidThatIsTooLongToBeAskedForIsSaidInWordsWithTheLimit() throws IOException {
    try (PaperPage page = new PaperPage("{\"factory\":\"demonstration\",\"status\":\"live\"}")) {
      String pid = "p".repeat(20_000);
      String words =
          "PID is too long to be asked for at "
              + page.url()
              + ": in an address it takes 20,000 bytes, and the most is 8,179; ";
      assertThat(why(pid, "--url", page.url()).exitedWith(2).complaints())
          .containsExactly(words + "leave --url out to ask the destination");
      String port = "--set=factory.operations.web.port=" + page.port();
      assertThat(why(pid, port).exitedWith(1).out())
          .startsWith(words + "what follows is what the destination has");
    }
  }

  @Test
  void whereNothingWasEverShippedNothingIsSaidOfShipmentsBefore() throws IOException {
    String free = "--set=factory.operations.web.port=1";
    assertThat(why("nobody", free).exitedWith(1).out().lines().skip(1))
        .containsExactly(
            "pid nobody: not found",
            "  looked in  no shipment in out",
            "  whether it is open is not known");
  }

  @Test
  void whoCannotBeAskedIsSaidInALine() throws IOException {
    assertThat(why("p", "--url", "http://127.0.0.1:1").exitedWith(2).complaints())
        .containsExactly(
            "no factory answers at http://127.0.0.1:1; start one, or leave --url out to ask the"
                + " destination");
    assertThat(why("p", "--url", "no address").exitedWith(2).complaints())
        .containsExactly("--url: 'no address' is no address as http://127.0.0.1:8080");
    assertThat(
            why(
                    "p",
                    "--set=factory.operations.web.enabled=false",
                    "--set=factory.destination.kind=discard")
                .exitedWith(1)
                .out())
        .contains("factory.operations.web is off")
        .contains("nothing can be looked up in discard");
  }
}
