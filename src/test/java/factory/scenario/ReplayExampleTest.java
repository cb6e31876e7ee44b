package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.testkit.ParkedBundle;
import factory.testkit.Replay;
import org.junit.jupiter.api.Test;

class ReplayExampleTest {
  @Test
  void failsAgainAsItDidInTheFactory() {
    Replay replay = Replay.of("src/test/resources/scenario/sessions.conf");
    ParkedBundle bundle =
        replay.bundle(
            """
            {"reason":"parked","partition":"stdin","offset":7,"line":8,"pid":"ann","detail":"…","record":null,"materials":2,
             "bundle":{"blueprint":"merge","exception":"…","failing":{"visitor":"ann","seconds":"soon"},"assembly":{"seconds":12},
                       "kept":[{"visitor":"ann","seconds":12},{"visitor":"ann","seconds":"soon"}],
                       "positions":[["stdin",3,3],["stdin",7,7]]}}
            """);

    assertThatThrownBy(bundle::replay).hasMessageContaining("field 'seconds': cannot sum 'soon'");
    assertThat(bundle.materials()).hasSize(2);
  }
}
