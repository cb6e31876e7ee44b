package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTest {
  private static final CpuSeries SERIES =
      new CpuSeries(
          List.of("cpu0", "cpu1"),
          List.of(
              new CpuSeries.Sample(Duration.ofMillis(100), List.of(0.5, 1.0)),
              new CpuSeries.Sample(Duration.ofMillis(200), List.of(0.25, 0.0))));

  @TempDir private Path directory;

  @Test
  void directoriesAreMadeForWhatIsWritten() throws IOException {
    SERIES.writeCsv(directory.resolve("a/b/cpu.csv"));
    SERIES.writePicture(directory.resolve("c/d/cpu.svg"));
    assertThat(directory.resolve("a/b/cpu.csv")).isNotEmptyFile();
    assertThat(directory.resolve("c/d/cpu.svg")).isNotEmptyFile();
  }

  @Test
  void readsTheTimesOfEachCore() throws IOException {
    CpuClock.Reading before = stat("cpu0 10 0 10 70 10 0 0 0 0 0", "cpu1 0 0 0 100 0 0 0 0 0 0");
    CpuClock.Reading after = stat("cpu0 60 0 10 110 20 0 0 0 0 0", "cpu1 50 5 20 110 0 5 5 5 0 0");
    assertThat(before.cores()).containsExactly("cpu0", "cpu1");
    assertThat(CpuClock.use(before, after)).containsExactly(0.5, 0.9);
  }

  @Test
  void anInterruptedThreadReadsThemAsWell() throws IOException {
    stat("cpu0 10 0 10 70 10 0 0 0 0 0");
    Thread.currentThread().interrupt();
    CpuClock.Reading reading = CpuClock.read(directory.resolve("stat"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(reading.cores()).containsExactly("cpu0");
  }

  @Test
  void aLookBeforeTheCoresHaveTickedMakesNoSample() throws IOException {
    stat("cpu0 0 0 0 0 0 0 0 0", "cpu1 0 0 0 0 0 0 0 0");
    CpuSampler.Plan never = new CpuSampler.Plan(Duration.ofDays(1), told -> {});
    try (TaskPool pool = TaskPool.open();
        CpuSampler.Watch watch = CpuSampler.watch(pool, never, directory.resolve("stat"))) {
      watch.look();
      stat("cpu0 3 0 0 0 0 0 0 0", "cpu1 1 0 0 1 0 0 0 0");
      watch.look();
      stat("cpu0 9 0 0 1 0 0 0 0", "cpu1 5 0 0 5 0 0 0 0");
      watch.look();
      watch.look();
      stat("cpu0 9 0 0 3 0 0 0 0", "cpu1 5 0 0 7 0 0 0 0");
      assertThat(watch.end().samples())
          .extracting(CpuSeries.Sample::use)
          .containsExactly(List.of(0.9, 0.5));
    }
  }

  @Test
  void whereThereIsNoSuchFileNoCoreIsKnown() throws IOException {
    assertThat(CpuClock.read(directory.resolve("none")).cores()).isEmpty();
    assertThat(stat("cpu0 a b c d e f g h").cores()).isEmpty();
  }

  @Test
  void whereCoresAreNotToldApartAllAreOne() {
    try (TaskPool pool = TaskPool.open();
        CpuSampler.Watch watch =
            CpuSampler.watch(
                pool,
                new CpuSampler.Plan(Duration.ofMillis(10), told -> {}),
                directory.resolve("none"))) {
      CpuSeries series = watch.end();
      assertThat(series.cores()).containsExactly("all cores");
      assertThat(series.samples()).allMatch(sample -> sample.use().size() == 1);
    }
  }

  @Test
  void writesFigures() throws IOException {
    Path file = directory.resolve("cpu.csv");
    SERIES.writeCsv(file);
    assertThat(Files.readAllLines(file))
        .containsExactly("seconds,cpu0,cpu1", "0.100,0.500,1.000", "0.200,0.250,0.000");
  }

  @Test
  void drawsAPictureWithoutAScreen() throws IOException {
    Path png = directory.resolve("cpu.png");
    SERIES.writePicture(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(900);
    Path svg = directory.resolve("cpu.SVG");
    SERIES.writePicture(svg);
    assertThat(svg).content().contains("<svg");
    Path empty = directory.resolve("empty.png");
    new CpuSeries(List.of(), List.of()).writePicture(empty);
    assertThat(empty).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.37, 0})
  void thePercentsAreLabelledWhateverTheyAre(double use) throws IOException {
    Path svg = directory.resolve("cpu.svg");
    new CpuSeries(
            List.of("cpu0"),
            List.of(
                new CpuSeries.Sample(Duration.ofMillis(100), List.of(use)),
                new CpuSeries.Sample(Duration.ofMillis(200), List.of(use))))
        .writePicture(svg);
    // Texts are drawn: 11 percents, at least one time, three titles and the legend.
    assertThat(Files.readString(svg).split("<g transform=\"translate", -1).length - 1)
        .isGreaterThanOrEqualTo(16);
  }

  @Test
  void coresThatDoTheSameAreAllSeen() throws IOException {
    List<Double> same = List.of(1.0, 1.0, 1.0, 1.0);
    CpuSeries busy =
        new CpuSeries(
            List.of("cpu0", "cpu1", "cpu2", "cpu3"),
            List.of(
                new CpuSeries.Sample(Duration.ofMillis(100), same),
                new CpuSeries.Sample(Duration.ofMillis(200), same)));
    Path png = directory.resolve("cpu.png");
    busy.writePicture(png);
    BufferedImage image = ImageIO.read(png.toFile());
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      int rgb = image.getRGB(600, y);
      int least = Math.min(Math.min(rgb >> 16 & 255, rgb >> 8 & 255), rgb & 255);
      int most = Math.max(Math.max(rgb >> 16 & 255, rgb >> 8 & 255), rgb & 255);
      if (most - least > 60) {
        colours.add((rgb >> 16 & 255) / 64 * 16 + (rgb >> 8 & 255) / 64 * 4 + (rgb & 255) / 64);
      }
    }
    assertThat(colours).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void refusesOtherPictures() {
    assertThatThrownBy(() -> SERIES.writePicture(directory.resolve("cpu.gif")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".png or .svg");
  }

  private CpuClock.Reading stat(String... cores) throws IOException {
    Path file = directory.resolve("stat");
    Files.writeString(file, "cpu  1 2 3 4\n" + String.join("\n", cores) + "\nintr 1 2\n");
    return CpuClock.read(file);
  }
}
