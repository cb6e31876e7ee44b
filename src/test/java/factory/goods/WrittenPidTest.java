package factory.goods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pids a person may mean who writes a text. */
final class WrittenPidTest {
  @Test
  void aTextIsItself() {
    assertThat(WrittenPid.of("a b", 1, " ")).containsExactly(Pid.of("a b"));
    assertThat(WrittenPid.of("17", 1, " ")).containsExactly(Pid.of(17));
    assertThat(WrittenPid.of("017", 1, " ")).containsExactly(Pid.of("017"));
    assertThat(WrittenPid.of("", 1, " ")).containsExactly(Pid.of(""));
  }

  @Test
  void aTupleIsDividedInEachWayThatItMayHaveBeenWritten() {
    assertThat(WrittenPid.of("a b c", 2, " "))
        .containsExactly(
            Pid.ofTuple(List.of("a", "b c"), " "), Pid.ofTuple(List.of("a b", "c"), " "));
    assertThat(WrittenPid.of("a--b", 2, "--"))
        .containsExactly(Pid.ofTuple(List.of("a", "b"), "--"));
    assertThat(WrittenPid.of("ab", 2, "")).contains(Pid.ofTuple(List.of("a", "b"), ""));
    assertThat(WrittenPid.of("abc", 2, " ")).isEmpty();
  }

  @Test
  void ofVeryManyWaysOnlySomeAreTried() {
    assertThat(WrittenPid.of("x ".repeat(5_000), 3, " ")).hasSize(64);
  }
}
