package factory.goods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pids a person may mean who writes a text. */
final class PidFormTest {
  private static List<Pid> pids(String text, int parts, String separator) {
    String[] fields = new String[parts];
    Arrays.setAll(fields, i -> "f" + i);
    return new PidForm(List.of(fields), separator)
        .read(text).each().stream().map(PidForm.Reading::pid).toList();
  }

  @Test
  void aTextIsItself() {
    assertThat(pids("a b", 1, " ")).containsExactly(Pid.of("a b"));
    assertThat(pids("17", 1, " ")).containsExactly(Pid.of(17));
    assertThat(pids("017", 1, " ")).containsExactly(Pid.of("017"));
    assertThat(pids("", 1, " ")).containsExactly(Pid.of(""));
  }

  @Test
  void aTupleIsDividedInEachWayThatItMayHaveBeenWritten() {
    assertThat(pids("a b c", 2, " "))
        .containsExactly(
            Pid.ofTuple(List.of("a", "b c"), " "), Pid.ofTuple(List.of("a b", "c"), " "));
    assertThat(pids("a b c", 3, " ")).containsExactly(Pid.ofTuple(List.of("a", "b", "c"), " "));
    assertThat(pids("a--b", 2, "--")).containsExactly(Pid.ofTuple(List.of("a", "b"), "--"));
    assertThat(pids("abc", 2, ""))
        .containsExactly(Pid.ofTuple(List.of("a", "bc"), ""), Pid.ofTuple(List.of("ab", "c"), ""));
    assertThat(pids("abc", 2, " ")).isEmpty();
  }

  @Test
  void aPartMayBeginOrEndWithTheSeparatorButIsNeverEmpty() {
    assertThat(pids(" a b ", 2, " ")).containsExactly(Pid.ofTuple(List.of(" a", "b "), " "));
  }

  @Test
  void ofVeryManyWaysOnlySomeAreTriedAndThatIsKnown() {
    assertThat(pids("x ".repeat(5_000), 3, " ")).hasSize(64);
    PidForm form = new PidForm(List.of("client", "agent"), " ");
    assertThat(form.read("x ".repeat(64) + "x"))
        .satisfies(read -> assertThat(read.each()).hasSize(64))
        .matches(PidForm.Readings::all);
    assertThat(form.read("x ".repeat(65) + "x"))
        .satisfies(read -> assertThat(read.each()).hasSize(64))
        .matches(read -> !read.all());
  }

  @Test
  void partsAreTakenOnlyWhereTheyAreWrittenSo() {
    PidForm form = new PidForm(List.of("client", "agent"), " ");
    assertThat(form.read("a b c", List.of("a b", "c")))
        .isEqualTo(new PidForm.Reading(Pid.ofTuple(List.of("a b", "c"), " "), List.of("a b", "c")));
    assertThat(form.read("a b c", List.of("a", "b", "c"))).isNull();
    assertThat(form.read("a b c", List.of("a", "c"))).isNull();
    assertThat(form.read(" a", List.of("", "a"))).isNull();
  }
}
