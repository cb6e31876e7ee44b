package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void aTextThatFailsIsReplaced() {
    assertThat(Words.text(JobsCase.cyclic()))
        .isEqualTo("java.util.ArrayList, whose toString fails");
    assertThat(Words.item(new JobsCase.Unlinked())).endsWith("Unlinked, whose toString fails]");
  }

  @Test
  void noTextIsATextToo() {
    Object textless =
        new Object() {
          @Override
          public String toString() {
            return null;
          }
        };
    assertThat(Words.item(textless)).isEqualTo("[null]");
    assertThat(Words.item(null)).isEqualTo("[null]");
  }

  @Test
  void aTextLargerThanMemoryCostsOnlyTheText() {
    assertThat(Words.text(new JobsCase.Huge())).endsWith("Huge, whose toString fails");
  }

  @Test
  void tellsWhetherWhatIsThrownHasAText() {
    assertThat(Words.hasText(new IllegalStateException())).isTrue();
    assertThat(Words.hasText(new JobsCase.Unlinked())).isFalse();
  }
}
