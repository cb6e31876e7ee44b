package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssetsTest {
  private static final List<String> SCRIPTS =
      List.of("page.js", "flow.js", "charts.js", "ask.js", "report.js");

  @Test
  void thePagesFilesAreInTheJar() {
    Assets assets = new Assets();
    assertThat(assets.find("/").type()).startsWith("text/html");
    assertThat(new String(assets.find("/chart.umd.js").bytes(), StandardCharsets.UTF_8))
        .contains("Chart.js v4.4.9");
    assertThat(assets.find("/../application.conf")).isNull();
    assertThat(assets.find("/report.js")).as("only in the report").isNull();
  }

  @Test
  void nothingIsFetchedFromElsewhereAndNothingStandsInline() {
    String html = Assets.text("index.html");
    assertThat(html).doesNotContainPattern("(src|href)=\"(https?:)?//").doesNotContain(" style=");
    assertThat(html).doesNotContainPattern("<script(?![^>]* src=)|<style|\\son\\w+=");
  }

  @Test
  void whatComesFromDataIsNeverReadAsHtml() {
    for (String script : SCRIPTS) {
      assertThat(Assets.text(script))
          .as(script)
          .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
          .doesNotContainPattern("\\beval\\(|new Function|DOMParser|setHTML");
    }
  }
}
