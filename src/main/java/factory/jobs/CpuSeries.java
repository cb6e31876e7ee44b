package factory.jobs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The use of each core over a time.
 *
 * @param cores names, in the order of the figures: {@code cpu0}, {@code cpu1} ...; where the
 *     operating system does not tell cores apart, one named {@code all cores}; none if nothing
 *     could be read
 * @param samples in the order of time
 */
public record CpuSeries(List<String> cores, List<Sample> samples) {
  /** Nobody can change it. */
  public CpuSeries {
    cores = List.copyOf(cores);
    samples = List.copyOf(samples);
  }

  /**
   * The use between the sample before and this one.
   *
   * @param at since the beginning
   * @param use of each core, 0 to 1
   */
  public record Sample(Duration at, List<Double> use) {
    /** Nobody can change it. */
    public Sample {
      use = List.copyOf(use);
    }
  }

  /**
   * Writes {@code seconds,cpu0,cpu1...}, a line for each sample, uses from 0 to 1. Makes the
   * directory if it is not there.
   */
  public void writeCsv(Path file) throws IOException {
    makeRoom(file);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("seconds," + String.join(",", cores) + "\n");
      for (Sample sample : samples) {
        out.write(String.format(Locale.ROOT, "%.3f", sample.at().toNanos() / 1e9));
        for (double use : sample.use()) {
          out.write(String.format(Locale.ROOT, ",%.3f", use));
        }
        out.write("\n");
      }
    }
  }

  /**
   * Draws it, a line for each core, into a file whose name ends in {@code .png} or {@code .svg}.
   * Makes the directory if it is not there.
   *
   * @throws IllegalArgumentException for any other name
   */
  public void writePicture(Path file) throws IOException {
    CpuPicture.write(this, file);
  }

  /** A link to a directory is one, too, which Java's own method denies. */
  static void makeRoom(Path file) throws IOException {
    Path directory = file.getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
  }
}
