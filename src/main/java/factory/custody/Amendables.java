package factory.custody;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The products that late materials may still amend, as far as they are shipped: with {@code
 * contract.late = amend} the part of a ledger that says which revision comes next.
 *
 * <p>A product is forgotten when nothing can amend it any more, or, the oldest first, when there is
 * no room. Not thread-safe for writers.
 */
public final class Amendables {
  private static final String FIELD = "amendable";

  private final Map<Id, Known> products = new LinkedHashMap<>();

  /** The same, the oldest first, so that those that are forgotten are found without a search. */
  private final TreeMap<Age, Known> byAge;

  private long noted;
  private long bytes;
  private long newest = Long.MIN_VALUE;

  private record Id(String partition, long offset) {}

  /**
   * How old a product is.
   *
   * @param last of all its revisions
   * @param number in which it was noted; of equally old ones the first goes first
   */
  private record Age(long last, long number) implements Comparable<Age> {
    @Override
    public int compareTo(Age other) {
      int order = Long.compare(last, other.last);
      return order == 0 ? Long.compare(number, other.number) : order;
    }
  }

  /**
   * A product. Not changed once it is made, for copies share it.
   *
   * @param revisions all that are shipped: which of them are there is not their order
   */
  private record Known(Id id, Age age, List<Amendable> revisions) {
    Known with(Amendable revision) {
      List<Amendable> more = new ArrayList<>(revisions);
      more.add(revision);
      return new Known(
          id, new Age(Math.max(age.last, revision.last()), age.number), List.copyOf(more));
    }
  }

  /** Nothing. */
  public Amendables() {
    byAge = new TreeMap<>();
  }

  /** The same content. */
  private Amendables(Amendables other) {
    products.putAll(other.products);
    byAge = new TreeMap<>((SortedMap<Age, Known>) other.byAge); // costs less than one by one
    noted = other.noted;
    bytes = other.bytes;
    newest = other.newest;
  }

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
    return products.values().stream().flatMap(known -> known.revisions.stream()).toList();
  }

  /**
   * Remembers what was shipped, and forgets what is beyond the bounds.
   *
   * @param passed highest event time of the records before all that a later run will read; what is
   *     shipped may be far ahead of that, where one workshop is ahead of another
   * @return how many products were forgotten that might have been amended
   */
  public int add(Iterable<Amendable> shipped, Bounds bounds, long passed) {
    shipped.forEach(this::note);
    forgetOld(bounds, reached(bounds, passed));
    return bytes <= bounds.bytes ? 0 : makeRoom(bounds.bytes - bounds.bytes / 8);
  }

  private void note(Amendable product) {
    Id id = new Id(product.partition(), product.offset());
    Known before = products.get(id);
    if (before != null) {
      byAge.remove(before.age);
    }
    Known known =
        before == null
            ? new Known(id, new Age(product.last(), noted++), List.of(product))
            : before.with(product);
    products.put(id, known);
    byAge.put(known.age, known);
    bytes += product.weight();
    newest = Math.max(newest, product.last());
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
    while (!byAge.isEmpty()) {
      long last = byAge.firstKey().last;
      if (last >= watermark || Long.compareUnsigned(watermark - last, bounds.keepsFor) <= 0) {
        return;
      }
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Known oldest = Objects.requireNonNull(byAge.pollFirstEntry()).getValue();
    products.remove(oldest.id);
    oldest.revisions.forEach(revision -> bytes -= revision.weight());
  }

  private int makeRoom(long most) {
    int count = 0;
    for (; bytes > most && !byAge.isEmpty(); count++) {
      forgetOldest();
    }
    return count;
  }

  /** Remembers all of these. */
  public void addAll(Iterable<Amendable> shipped) {
    add(shipped, Bounds.NONE, Long.MIN_VALUE);
  }

  /** The same content. */
  Amendables copy() {
    return new Amendables(this);
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
