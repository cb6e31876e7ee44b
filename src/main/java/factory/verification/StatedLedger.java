package factory.verification;

import factory.custody.SealedJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a ledger says is done.
 *
 * @param number of the last shipment that is in it
 * @param done by partition
 */
record StatedLedger(long number, Map<String, PositionSet> done) {
  private static final long FORMAT = 1;

  /**
   * Reads a ledger.
   *
   * @throws IOException in words, if it is damaged or of another version
   */
  static StatedLedger read(byte[] bytes) throws IOException {
    SealedJson json = SealedJson.read(bytes);
    if (json.number("format") != FORMAT) {
      throw new IOException("it has format " + json.number("format") + ", known is " + FORMAT);
    }
    Map<String, PositionSet> done = new LinkedHashMap<>();
    for (SealedJson page : json.objects("partitions")) {
      PositionSet set = PositionSet.ofBase64(page.text("above"));
      set.addBelow(page.number("watermark"));
      done.put(page.text("partition"), set);
    }
    return new StatedLedger(json.number("number"), done);
  }
}
