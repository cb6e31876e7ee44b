package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.Blueprint;
import factory.eventtime.EventPlant.Result;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The user-session query of NEXMark (Q11): bids of each bidder in sessions that a pause of 10 s
 * ends. The bids are drawn as NEXMark's generator draws them, from counted streams of SplitMix64;
 * count, sum, least and highest price, and a class of each session are compared by count and
 * checksum with a loop over the bids in order.
 */
class NexmarkTest extends WithPlant {
  private static final Schema SCHEMA = new Schema(List.of("kind", "price"));
  private static final long GAP = 10_000;
  private static final int BLOCK = 64;

  /** Bids in the order of time. */
  private record Bids(long[] bidder, byte[] kind, long[] price, long[] time) {}

  @ParameterizedTest(name = "{0} bids, {1} a second, {2} partitions, {3} workshops")
  @CsvSource({
    "300000, 1000, 4, 4, 11198", // sessions that truly split
    "300000, 1000, 1, 1, 11198",
    "500000, 10000, 3, 2, 0" // the default rate: one session for each bidder
  })
  void sessionsAreThoseOfThePlainReference(
      int count, int rate, int partitions, int workshops, int sessions) {
    Bids bids = bids(count, 42, rate);
    long[] expected = reference(bids);
    if (sessions > 0) {
      assertThat(expected[0]).isEqualTo(sessions);
    }
    Result result =
        plant()
            .run(
                new Streams(striped(bids, partitions), false, 5, 1024, 0),
                new Sessions(),
                "source.event-time.unit=ms",
                "contract.clock=event",
                "contract.term=10 s",
                "workshops=" + workshops);
    long checksum = 0;
    for (Product product : result.products()) {
      checksum += (long) product.fields().get("digest");
    }
    assertThat(new long[] {result.products().size(), checksum}).isEqualTo(expected);
    assertThat(result.outcome().account().balances()).isTrue();
    assertThat(result.scrap()).isEmpty();
  }

  // ---- the input ----

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static long draw(long seed, long i, int k) {
    return mix(mix(seed + i * 0x9E3779B97F4A7C15L) + k * 0xD1B54A32D192ED03L + 1);
  }

  private static long bounded(long bits, long bound) {
    return Math.multiplyHigh(bits >>> 1, bound << 1);
  }

  /**
   * Of 50 events 1 is a person, 3 are auctions, 46 are bids; 3 of 4 bids are by the second person
   * of the last 100, the others by one of the 1000 latest people or of 10 not yet seen.
   */
  private static Bids bids(int count, long seed, int rate) {
    Bids bids = new Bids(new long[count], new byte[count], new long[count], new long[count]);
    double delayUs = 1e6 / rate;
    for (int i = 0; i < count; i++) {
      long event = i / 46 * 50L + 4 + i % 46;
      long lastPerson = event / 50;
      long bidder;
      if (bounded(draw(seed, i, 0), 4) > 0) {
        bidder = lastPerson / 100 * 100 + 1;
      } else {
        long people = lastPerson + 1;
        long active = Math.min(people, 1000);
        bidder = people - active + bounded(draw(seed, i, 1), active + 10);
      }
      bids.bidder[i] = bidder + 1000;
      double unit = (draw(seed, i, 2) >>> 11) * 0x1.0p-53;
      bids.price[i] = Math.round(Math.pow(10.0, unit * 6.0) * 100.0);
      bids.kind[i] = (byte) (draw(seed, i, 3) & 15);
      bids.time[i] = (long) (event * delayUs) / 1000L;
    }
    return bids;
  }

  /** Every n-th block of 64 in the same partition, so that all go through time together. */
  private static List<List<Material>> striped(Bids bids, int partitions) {
    List<List<Material>> streams = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      streams.add(new ArrayList<>());
    }
    for (int i = 0; i < bids.bidder.length; i++) {
      int partition = i / BLOCK % partitions;
      List<Material> stream = streams.get(partition);
      Object[] values = {(long) bids.kind[i], bids.price[i]};
      stream.add(
          new Material(
              Pid.of(bids.bidder[i]),
              bids.time[i],
              partition,
              stream.size(),
              Fields.of(SCHEMA, values, -1)));
    }
    return streams;
  }

  // ---- the reference ----

  /** What a session comes to. */
  private static final class Sum {
    private final long bidder;
    private long count;
    private long sum;
    private long least = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;
    private int kinds;
    private long last;

    Sum(long bidder) {
      this.bidder = bidder;
    }

    void add(int kind, long price) {
      count++;
      sum += price;
      least = Math.min(least, price);
      highest = Math.max(highest, price);
      kinds |= 1 << kind;
    }

    long digest() {
      int type = count < 5 ? 0 : Integer.bitCount(kinds) >= 6 ? 2 : 1;
      long h = mix(bidder + 0x9E3779B97F4A7C15L);
      h = mix(h ^ count);
      h = mix(h ^ sum);
      h = mix(h ^ least);
      h = mix(h ^ highest);
      return mix(h ^ type);
    }
  }

  /** Number of sessions, and their digests summed up. */
  private static long[] reference(Bids bids) {
    long[] result = new long[2];
    Map<Long, Sum> open = new HashMap<>();
    for (int i = 0; i < bids.bidder.length; i++) {
      long bidder = bids.bidder[i];
      Sum session = open.get(bidder);
      if (session != null && bids.time[i] - session.last > GAP) {
        result[0]++;
        result[1] += session.digest();
        session = null;
      }
      if (session == null) {
        session = new Sum(bidder);
        open.put(bidder, session);
      }
      session.add(bids.kind[i], bids.price[i]);
      session.last = bids.time[i];
    }
    for (Sum session : open.values()) {
      result[0]++;
      result[1] += session.digest();
    }
    return result;
  }

  /** The same as a blueprint. */
  private static final class Sessions implements Blueprint<Sum> {
    @Override
    public Sum begin(Pid pid) {
      return new Sum(Long.parseLong(pid.text()));
    }

    @Override
    public Sum add(Sum session, Material bid) {
      session.add((int) bid.fields().longAt(0), bid.fields().longAt(1));
      return session;
    }

    @Override
    public boolean mayComplete() {
      return false;
    }

    @Override
    public String pclass(Sum session) {
      return "session";
    }

    @Override
    public Map<String, Object> fields(Sum session) {
      return Map.of("digest", session.digest());
    }

    @Override
    public long weight(Sum session) {
      return 72;
    }
  }
}
