package factory.eventtime;

import factory.goods.Fields;
import factory.goods.Material;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * The input of a test as files of JSON Lines, with blank lines and unreadable records among the
 * others.
 *
 * @param lines of each file
 * @param streams what is to be read from each file, with the offsets that the records have there
 * @param unreadable the positions of the records that are malformed, as a {@link PlainLoop} calls
 *     them
 */
record RealFiles(List<List<String>> lines, List<List<Material>> streams, List<String> unreadable) {

  /** Files of these alone. */
  static RealFiles of(List<List<Material>> streams) {
    return of(streams, () -> false, () -> false);
  }

  /** Files of these, and of other lines as they are drawn. */
  static RealFiles of(List<List<Material>> streams, Random random) {
    return of(streams, () -> random.nextInt(20) == 0, () -> random.nextInt(20) == 0);
  }

  private static RealFiles of(
      List<List<Material>> streams, BooleanSupplier blank, BooleanSupplier broken) {
    RealFiles files = new RealFiles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    streams.forEach(stream -> files.add(stream, blank, broken));
    return files;
  }

  private void add(List<Material> stream, BooleanSupplier blank, BooleanSupplier broken) {
    int partition = streams.size();
    List<String> text = new ArrayList<>();
    List<Material> numbered = new ArrayList<>();
    long offset = 0;
    for (Material material : stream) {
      if (blank.getAsBoolean()) {
        text.add("\n");
      }
      if (broken.getAsBoolean()) {
        text.add("{broken\n");
        unreadable.add("p" + partition + ":" + offset++);
      }
      text.add(line(material));
      numbered.add(
          new Material(material.pid(), material.time(), partition, offset++, material.fields()));
    }
    lines.add(text);
    streams.add(numbered);
  }

  static String line(Material material) {
    Fields fields = material.fields();
    Object key = fields.get("key");
    return "{\"pid\":\"%s\",\"t\":%s,\"end\":%s%s}\n"
        .formatted(
            material.pid().text(),
            material.time(),
            fields.get("end"),
            key == null ? "" : ",\"key\":" + key);
  }

  /** How many of some lines are records. */
  static int records(List<String> lines) {
    return (int) lines.stream().filter(line -> !line.isBlank()).count();
  }

  /** Writes them all, so that their names are in the order of the partitions. */
  List<Path> write(Path dir, boolean packed) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Path path = dir.resolve("%02d.jsonl%s".formatted(i, packed ? ".gz" : ""));
      try (OutputStream file = Files.newOutputStream(path);
          OutputStream out = packed ? new GZIPOutputStream(file) : file) {
        out.write(bytes(lines.get(i)));
      }
      paths.add(path);
    }
    return paths;
  }

  static byte[] bytes(List<String> lines) {
    return String.join("", lines).getBytes(StandardCharsets.UTF_8);
  }
}
