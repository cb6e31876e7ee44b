package factory.verification;

import factory.custody.SealedJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a shipment says is in it.
 *
 * @param number of the shipment
 * @param products how many
 * @param materials in those products
 * @param pclasses products by class
 * @param scrap records in the scrap by reason
 * @param files each with its name, size and checksum; none in a database
 * @param positions by partition
 */
record Stated(
    long number,
    long products,
    long materials,
    Map<String, Long> pclasses,
    Map<String, Long> scrap,
    List<StatedFile> files,
    List<Share> positions) {
  private static final long FORMAT = 1;

  /** A file; {@code pclass} is null for scrap and where several classes share it. */
  record StatedFile(
      String name, @Nullable String pclass, long records, long bytes, String sha256) {}

  /** The positions of one partition. */
  record Share(String partition, String fingerprint, PositionSet shipped, PositionSet scrapped) {}

  /**
   * Reads a manifest.
   *
   * @throws IOException in words, if it is damaged, of another version, or contradicts itself
   */
  static Stated read(byte[] bytes) throws IOException {
    SealedJson json = SealedJson.read(bytes);
    if (json.number("format") != FORMAT) {
      throw new IOException("it has format " + json.number("format") + ", known is " + FORMAT);
    }
    List<StatedFile> files = new ArrayList<>();
    for (SealedJson file : json.objects("files")) {
      files.add(
          new StatedFile(
              file.text("name"),
              file.has("pclass") ? file.text("pclass") : null,
              file.number("records"),
              file.number("bytes"),
              file.text("sha256")));
    }
    List<Share> positions = new ArrayList<>();
    for (SealedJson share : json.objects("positions")) {
      positions.add(
          new Share(
              share.text("partition"),
              share.text("fingerprint"),
              counted(share, "shipped", "shippedOffsets"),
              counted(share, "scrapped", "scrappedOffsets")));
    }
    return new Stated(
        json.number("number"),
        json.number("products"),
        json.number("materials"),
        json.object("pclasses").numbers(),
        json.object("scrap").numbers(),
        files,
        positions);
  }

  private static PositionSet counted(SealedJson share, String count, String offsets)
      throws IOException {
    PositionSet set = PositionSet.ofBase64(share.text(offsets));
    if (set.count() != share.number(count)) {
      throw new IOException(
          "it says that %s positions of %s are %s and lists %s"
              .formatted(share.number(count), share.text("partition"), count, set.count()));
    }
    return set;
  }
}
