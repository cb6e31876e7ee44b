package factory.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The input of the workload FILES: one day of edits of wikis, over and over, each time a day later,
 * until the file is large enough.
 *
 * <p>The day is the data set {@code wikipedia-edits} where that is at hand; else one of as many
 * edits in its shape, drawn from a seed.
 */
public final class EditsFile {
  /** How it is written. */
  public enum Format {
    /** JSON Lines. */
    JSONL,
    /** The same records as CSV by RFC 4180; null is the empty text. */
    CSV
  }

  private static final LocalDate FIRST_DAY = LocalDate.of(2015, 9, 12);
  private static final int DATE = 10;
  private static final String BEGIN = "{\"time\":\"";

  /** Not made: a file that was deleted in between, since a signal came, stays away. */
  private static final OpenOption[] OPEN = {
    StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
  };

  private static final int EDITS = 39_244;
  private static final int PAGES = 35_143;
  private static final List<String> WORDS =
      List.of(
          "added",
          "project",
          "fixed",
          "spelling",
          "of",
          "the",
          "Статья",
          "правка",
          "añadiendo",
          "enlaces",
          "編集",
          "Überarbeitung",
          "{{Commonscat}}",
          "[[Category:Rivers]]",
          "rv",
          "and");

  private EditsFile() {}

  /**
   * The edits of one day, each a line of JSON.
   *
   * @param data the directory of the data set; null to draw from {@code seed}
   * @throws IOException if there is none in {@code data}, or it cannot be read
   */
  public static List<String> day(@Nullable Path data, long seed) throws IOException {
    return data == null ? drawn(seed) : read(data);
  }

  /**
   * Writes the file, which must be there.
   *
   * @param size in bytes; it is reached with the last line
   * @param day at least one edit
   */
  public static void write(Path file, Format format, long size, List<String> day)
      throws IOException {
    EditsCsv csv = new EditsCsv();
    List<byte[]> lines = new ArrayList<>();
    for (String line : day) {
      lines.add(
          ((format == Format.CSV ? csv.line(line) : line) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    int at = format == Format.CSV ? 0 : BEGIN.length();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, OPEN), 1 << 20)) {
      if (format == Format.CSV) {
        out.write((csv.header() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      long written = 0;
      for (int i = 0; written < size; i++) {
        byte[] line = lines.get(i % lines.size());
        if (i % lines.size() == 0) {
          later(lines, at, i / lines.size());
        }
        out.write(line);
        written += line.length;
      }
    }
  }

  private static void later(List<byte[]> lines, int at, int days) {
    byte[] date = FIRST_DAY.plusDays(days).toString().getBytes(StandardCharsets.UTF_8);
    for (byte[] line : lines) {
      System.arraycopy(date, 0, line, at, DATE);
    }
  }

  private static List<String> read(Path data) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "*.json.gz")) {
      for (Path file : files) {
        try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          return edits(file, reader);
        }
      }
    }
    throw new IOException("there is no *.json.gz in it");
  }

  private static List<String> edits(Path file, BufferedReader reader) throws IOException {
    List<String> edits = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(BEGIN) && line.length() >= BEGIN.length() + DATE) {
        edits.add(line);
      } else if (!line.isBlank()) {
        throw new IOException(
            file.getFileName() + ": a line is no edit, which begins with " + BEGIN);
      }
    }
    if (edits.isEmpty()) {
      throw new IOException(file.getFileName() + ": is empty");
    }
    return edits;
  }

  /**
   * A day of the same shape: pages in all scripts, half of them edited once, nulls and comments.
   */
  private static List<String> drawn(long seed) {
    List<String> day = new ArrayList<>(EDITS);
    for (int i = 0; i < EDITS; i++) {
      long draw = Draws.mix(seed * Draws.GOLDEN + i);
      long page = Long.remainderUnsigned(Draws.mix(draw), PAGES);
      StringBuilder comment = new StringBuilder();
      long words = Draws.mix(draw + 1);
      for (int j = 0; j <= (words & 15); j++) {
        comment.append(j == 0 ? "" : j == 5 ? ", " : " ");
        comment.append(WORDS.get((int) ((words >>> (4 * j)) & 15)));
      }
      if ((draw & 7) == 0) {
        comment.append(" \\\"quoted\\\"");
      }
      int millis = (int) (86_400_000L * i / EDITS);
      int added = (int) ((draw >>> 20) & 1023);
      int deleted = (draw & 3) == 0 ? (int) ((draw >>> 40) & 255) : 0;
      day.add(
          String.format(
              Locale.ROOT,
              "{\"time\":\"2015-09-12T%02d:%02d:%02d.%03dZ\",\"channel\":\"#%s.wikipedia\",\"cityName\":null,\"comment\":\"%s\","
                  + "\"countryIsoCode\":null,\"countryName\":null,\"isAnonymous\":%b,\"isMinor\":%b,\"isNew\":false,\"isRobot\":%b,"
                  + "\"isUnpatrolled\":false,\"metroCode\":null,\"namespace\":\"Main\",\"page\":\"%s %d\",\"regionIsoCode\":null,"
                  + "\"regionName\":null,\"user\":\"User%d\",\"delta\":%d,\"added\":%d,\"deleted\":%d}",
              millis / 3_600_000,
              millis / 60_000 % 60,
              millis / 1000 % 60,
              millis % 1000,
              (draw & 1) == 0 ? "en" : "ru",
              comment,
              (draw & 16) == 0,
              (draw & 32) == 0,
              (draw & 64) == 0,
              WORDS.get((int) (page & 15)).replaceAll("[\\[\\]{}]", ""),
              page,
              (draw >>> 8) & 8191,
              added - deleted,
              added,
              deleted));
    }
    return day;
  }
}
