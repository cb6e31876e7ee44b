package factory.transportation;

import factory.custody.Amendable;
import factory.custody.Amendables;
import factory.custody.OffsetSet;
import factory.custody.SealedJson;
import factory.goods.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in a shipment; the file {@code manifest.json} in it.
 *
 * @param factory the name of the factory that shipped it
 * @param number of the shipment
 * @param created when, as ISO 8601
 * @param products how many
 * @param materials in those products
 * @param pclasses products by class
 * @param scrap records in the scrap by reason
 * @param files what else is in the directory
 * @param positions whose fate the shipment is
 * @param amendable those of its products that late materials may amend; empty where nothing is
 *     amended
 */
record Manifest(
    String factory,
    long number,
    String created,
    long products,
    long materials,
    Map<String, Long> pclasses,
    Map<String, Long> scrap,
    List<Entry> files,
    ShipmentPositions positions,
    List<Amendable> amendable) {

  static final String NAME = "manifest.json";
  private static final long FORMAT = 1;

  /**
   * A file.
   *
   * @param name within the shipment
   * @param pclass whose products are in it; null for scrap and for a file that several classes
   *     share
   * @param records how many, a header not counted
   * @param bytes its size
   * @param sha256 of its content, in hexadecimal
   */
  record Entry(String name, @Nullable String pclass, long records, long bytes, String sha256) {}

  /**
   * The manifest of what is on this truck, made now.
   *
   * @param amendable what late materials may amend, where that is kept in the manifest
   */
  static Manifest of(
      String factory,
      Truck truck,
      List<Entry> files,
      ShipmentPositions positions,
      List<Amendable> amendable) {
    Map<String, Long> scrap = new LinkedHashMap<>();
    truck.scrapped().forEach((reason, count) -> scrap.put(reason.text(), count));
    return new Manifest(
        factory,
        truck.number(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
        truck.productCount(),
        truck.productMaterials(),
        truck.productsByPclass(),
        scrap,
        files,
        positions,
        amendable);
  }

  byte[] toBytes() throws IOException {
    return SealedJson.write(
        json -> {
          json.writeNumberField("format", FORMAT);
          json.writeStringField("factory", factory);
          json.writeNumberField("number", number);
          json.writeStringField("created", created);
          json.writeNumberField("products", products);
          json.writeNumberField("materials", materials);
          counts(json, "pclasses", pclasses);
          counts(json, "scrap", scrap);
          json.writeArrayFieldStart("files");
          for (Entry file : files) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeStringField("pclass", file.pclass());
            json.writeNumberField("records", file.records());
            json.writeNumberField("bytes", file.bytes());
            json.writeStringField("sha256", file.sha256());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("positions");
          for (ShipmentPositions.Share share : positions.partitions()) {
            json.writeStartObject();
            json.writeStringField("partition", share.partition().name());
            json.writeStringField("fingerprint", share.partition().fingerprint());
            json.writeNumberField("shipped", share.shipped().count());
            json.writeStringField("shippedOffsets", share.shipped().toBase64());
            json.writeNumberField("scrapped", share.scrapped().count());
            json.writeStringField("scrappedOffsets", share.scrapped().toBase64());
            json.writeEndObject();
          }
          json.writeEndArray();
          Amendables.write(json, amendable);
        });
  }

  /**
   * Reads the manifest of the shipment in this directory.
   *
   * @throws IOException in words, if it is missing, damaged or of another version
   */
  static Manifest read(Path shipment) throws IOException {
    return parse(Files.readAllBytes(shipment.resolve(NAME)));
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException in words, if it is damaged or of another version
   */
  static Manifest parse(byte[] bytes) throws IOException {
    SealedJson json = SealedJson.read(bytes);
    if (json.number("format") != FORMAT) {
      throw new IOException(
          "it has format %s; this version reads format %s"
              .formatted(json.number("format"), FORMAT));
    }
    List<Entry> files = new ArrayList<>();
    for (SealedJson file : json.objects("files")) {
      files.add(
          new Entry(
              file.text("name"),
              file.has("pclass") ? file.text("pclass") : null,
              file.number("records"),
              file.number("bytes"),
              file.text("sha256")));
    }
    List<ShipmentPositions.Share> shares = new ArrayList<>();
    for (SealedJson share : json.objects("positions")) {
      shares.add(
          new ShipmentPositions.Share(
              new Partition(share.text("partition"), share.text("fingerprint")),
              OffsetSet.ofBase64(share.text("shippedOffsets")),
              OffsetSet.ofBase64(share.text("scrappedOffsets"))));
    }
    return new Manifest(
        json.text("factory"),
        json.number("number"),
        json.text("created"),
        json.number("products"),
        json.number("materials"),
        json.object("pclasses").numbers(),
        json.object("scrap").numbers(),
        files,
        new ShipmentPositions(shares),
        Amendables.read(json));
  }

  private static void counts(
      com.fasterxml.jackson.core.JsonGenerator json, String field, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }
}
