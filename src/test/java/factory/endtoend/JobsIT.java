package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of jobs on the built jar: what they need is inside, and they end by themselves. */
class JobsIT {
  @TempDir private Path directory;

  @Test
  void tasksRunAtOnce() {
    String out =
        FactoryProcess.run(
                directory, "tasks", "--count", "40", "--workers", "20", "--seconds", "0.2")
            .exitedWith(0)
            .out();
    assertThat(out).contains("done    40", "ideal 0.400 s");
  }

  @Test
  void aPictureOfTheCoresIsDrawnWithoutAScreen() {
    FactoryProcess.Ended ended =
        FactoryProcess.run(directory, "array", "--elements", "1000000", "--passes", "1")
            .exitedWith(0);
    assertThat(ended.out()).contains("right", "in order", "out/array-cpu.png");
    assertThat(ended.complaints()).isEmpty();
    assertThat(directory.resolve("out/array-cpu.png")).isNotEmptyFile();
  }

  @Test
  void aFileThatIsNotThereIsOneLine() {
    FactoryProcess.Ended ended =
        FactoryProcess.run(directory, "pipeline", "--log", "no.log").exitedWith(2);
    assertThat(ended.err().strip())
        .isEqualTo("no.log: there is no such file; name an access log with --log");
  }
}
