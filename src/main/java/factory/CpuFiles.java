package factory;

import factory.jobs.CpuSeries;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Where the command {@code array} leaves what the cores did: a picture, and the figures. */
record CpuFiles(Path picture, Path csv) {
  /** Writes one of the files. */
  private interface Writing {
    void write() throws IOException;
  }

  /**
   * Looks at the names alone.
   *
   * @throws WrongInput if they are not right
   */
  void checkNames() {
    if (!picture.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|svg)")) {
      throw new WrongInput("--picture must end in .png or .svg, was " + picture);
    }
    if (picture.toAbsolutePath().normalize().equals(csv.toAbsolutePath().normalize())) {
      throw new WrongInput("--picture and --csv must name two files, both were " + csv);
    }
  }

  /**
   * Before the work; makes the directories that the files stand in.
   *
   * @throws WrongInput if one cannot be written
   */
  void checkPlaces() {
    mustBeWritable("--picture", picture);
    mustBeWritable("--csv", csv);
  }

  private static void mustBeWritable(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new WrongInput(option + " must name a file, and " + file + " is a directory");
    }
    try {
      Path parent = file.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(parent);
      }
      if (Files.exists(file)) {
        Files.newOutputStream(file, StandardOpenOption.WRITE).close();
      } else {
        Files.createFile(file);
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new WrongInput(
          "%s must name a file that can be written, and %s cannot: %s"
              .formatted(option, file, JobOptions.reason(e)),
          e);
    }
  }

  /** False, and said so of each, where one could not be written. */
  boolean write(CpuSeries cpu, PrintWriter out) {
    boolean figures = written("figures", csv, () -> cpu.writeCsv(csv), out);
    boolean drawn = written("picture", picture, () -> cpu.writePicture(picture), out);
    if (figures && drawn) {
      out.printf(
          "  use of %s in %s: %s, %s%n",
          cpu.cores().isEmpty() ? "the cores is not known here" : String.join(", ", cpu.cores()),
          Words.count(cpu.samples().size(), "sample"),
          csv,
          picture);
    }
    return figures && drawn;
  }

  private static boolean written(String what, Path file, Writing writing, PrintWriter out) {
    try {
      writing.write();
      return true;
    } catch (IOException e) {
      out.printf(
          "  the %s of the cores could not be written to %s: %s%n",
          what, file, JobOptions.reason(e));
      return false;
    }
  }
}
