package factory.custody;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The products that late materials may still amend, as far as they are shipped: with {@code
 * contract.late = amend} the part of a ledger that says which revision comes next.
 *
 * <p>A product is forgotten when nothing can amend it any more, or, the oldest first, when there is
 * no room. Not thread-safe for writers.
 */
public final class Amendables {
  private static final String FIELD = "amendable";

  /** All shipped revisions of a product: which of them are there is not their order. */
  private final Map<Id, List<Amendable>> products = new LinkedHashMap<>();

  private long bytes;
  private long newest = Long.MIN_VALUE;

  private record Id(String partition, long offset) {}

  /**
   * How much is remembered; times are counted in the unit of event times.
   *
   * @param keepsFor how long after its last time a product can be amended
   * @param grace how far the watermark is behind the highest time of the source
   * @param sequence whether the source's partitions share their event time
   * @param replayed whether a later run reads again what is open in this one; else only what is new
   *     can be late
   * @param bytes the most, as {@link Amendable#weight} counts
   */
  public record Bounds(long keepsFor, long grace, boolean sequence, boolean replayed, long bytes) {
    /** Everything. */
    public static final Bounds NONE = new Bounds(Long.MAX_VALUE, 0, true, true, Long.MAX_VALUE);
  }

  /** All of them. */
  public List<Amendable> all() {
    return products.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Remembers what was shipped, and forgets what is beyond the bounds.
   *
   * @param passed highest event time of the records before all that a later run will read; what is
   *     shipped may be far ahead of that, where one workshop is ahead of another
   * @return how many products were forgotten that might have been amended
   */
  public int add(Iterable<Amendable> shipped, Bounds bounds, long passed) {
    for (Amendable product : shipped) {
      Id id = new Id(product.partition(), product.offset());
      List<Amendable> revisions = new ArrayList<>(products.getOrDefault(id, List.of()));
      revisions.add(product);
      products.put(id, List.copyOf(revisions)); // copies of this may be read meanwhile
      bytes += product.weight();
      newest = Math.max(newest, product.last());
    }
    forgetOld(bounds, reached(bounds, passed));
    return bytes <= bounds.bytes ? 0 : makeRoom(bounds.bytes - bounds.bytes / 8);
  }

  private long reached(Bounds bounds, long passed) {
    if (bounds.replayed) {
      return Math.min(newest, passed);
    }
    return bounds.sequence ? newest : Long.MIN_VALUE;
  }

  private void forgetOld(Bounds bounds, long reached) {
    long watermark = reached - bounds.grace;
    if (reached == Long.MIN_VALUE || watermark > reached) {
      return;
    }
    for (List<Amendable> product : List.copyOf(products.values())) {
      long last = last(product);
      if (last < watermark && Long.compareUnsigned(watermark - last, bounds.keepsFor) > 0) {
        forget(product);
      }
    }
  }

  private static long last(List<Amendable> revisions) {
    return revisions.stream().mapToLong(Amendable::last).max().orElse(Long.MIN_VALUE);
  }

  private void forget(List<Amendable> revisions) {
    Amendable one = revisions.get(0);
    products.remove(new Id(one.partition(), one.offset()));
    revisions.forEach(revision -> bytes -= revision.weight());
  }

  private int makeRoom(long most) {
    List<List<Amendable>> oldest = new ArrayList<>(products.values());
    oldest.sort(Comparator.comparingLong(Amendables::last));
    int count = 0;
    while (bytes > most && count < oldest.size()) {
      forget(oldest.get(count++));
    }
    return count;
  }

  /** Remembers all of these. */
  public void addAll(Iterable<Amendable> shipped) {
    add(shipped, Bounds.NONE, Long.MIN_VALUE);
  }

  /** The same content. */
  Amendables copy() {
    Amendables copy = new Amendables();
    copy.products.putAll(products);
    copy.bytes = bytes;
    copy.newest = newest;
    return copy;
  }

  /** Writes a field of a ledger or manifest; nothing where there is none. */
  public static void write(JsonGenerator json, Collection<Amendable> products) throws IOException {
    if (products.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(FIELD);
    for (Amendable product : products) {
      json.writeStartObject();
      json.writeStringField("partition", product.partition());
      json.writeNumberField("offset", product.offset());
      json.writeStringField("pid", product.pid());
      json.writeNumberField("hash", product.hash());
      json.writeNumberField("first", product.first());
      json.writeNumberField("last", product.last());
      json.writeNumberField("revision", product.revision());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Reads what {@link #write} wrote. */
  public static List<Amendable> read(SealedJson json) throws IOException {
    List<Amendable> products = new ArrayList<>();
    if (json.has(FIELD)) {
      for (SealedJson product : json.objects(FIELD)) {
        products.add(
            new Amendable(
                product.number("hash"),
                product.text("pid"),
                product.text("partition"),
                product.number("offset"),
                product.number("first"),
                product.number("last"),
                (int) product.number("revision")));
      }
    }
    return products;
  }
}
