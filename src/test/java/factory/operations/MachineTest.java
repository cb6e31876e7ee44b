package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @Test
  void tellsHowBusyEachCoreWasSinceTheLastLook(@TempDir Path folder) throws Exception {
    Path stat = folder.resolve("stat");
    Files.writeString(stat, "cpu  9 9 9 9\ncpu0 100 0 0 100 0 0 0 0 5 5\ncpu1 0 0 0 50 50 0 0 0\n");
    Machine machine = new Machine(stat);
    Files.writeString(
        stat, "cpu  9 9 9 9\ncpu0 130 0 0 110 0 0 0 0 99 99\ncpu1 0 0 0 60 90 0 0 0\nintr 5\n");
    assertThat(machine.look().cores()).containsExactly(0.75, 0.0);
  }

  @Test
  void saysNothingOfCoresWhereTheSystemDoesNot(@TempDir Path folder) {
    Machine.Reading reading = new Machine(folder.resolve("none")).look();
    assertThat(reading.cores()).isEmpty();
    assertThat(reading.heapUsed()).isPositive();
    assertThat(reading.process()).isBetween(0.0, 1.0);
  }
}
