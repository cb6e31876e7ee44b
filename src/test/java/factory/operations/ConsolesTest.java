package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsolesTest {
  private final List<String> seen = new ArrayList<>();
  private final List<Runnable> closing = new ArrayList<>();

  @Test
  void oneThatFailsKeepsNothingFromTheOthersAndIsNotHidden() {
    Console all = new Consoles(List.of(broken(), seeing("b")));
    assertThatThrownBy(() -> all.show(PlantPictures.busy())).hasMessage("broken");
    assertThat(seen).containsExactly("b");
  }

  @Test
  void isClosedWhenTheLastOneIs() {
    Console all = new Consoles(List.of(broken(), seeing("a"), seeing("b")));
    all.close(() -> seen.add("closed"));
    closing.get(0).run();
    assertThat(seen).isEmpty();
    closing.get(1).run();
    assertThat(seen).containsExactly("closed");
  }

  private Console seeing(String name) {
    return new Console() {
      @Override
      public void show(Snapshot snapshot) {
        seen.add(name);
      }

      @Override
      public void close(Runnable done) {
        closing.add(done);
      }
    };
  }

  private static Console broken() {
    return new Console() {
      @Override
      public void show(Snapshot snapshot) {
        throw new IllegalStateException("broken");
      }

      @Override
      public void close(Runnable done) {
        throw new IllegalStateException("broken");
      }
    };
  }
}
