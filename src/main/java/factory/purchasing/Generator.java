package factory.purchasing;

import factory.custody.Ledger;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Packed;
import factory.goods.Packing;
import factory.goods.Partition;
import factory.goods.PidColumn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the demonstration's materials: network packets of many flows that are alive at the same
 * time.
 *
 * <p>A flow has two addresses, two ports and a protocol; its packets go in both directions and
 * share one pid. After a number of packets, drawn from a geometric distribution when it begins,
 * another flow takes its place; no two flows have the same addresses.
 *
 * <p>Repeatable: packet n depends on the settings and on n alone, whatever the lot size. Every draw
 * is a value of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014) at the number of the packet or of the flow. Event times start at
 * 2024-01-01T00:00:00Z and advance by 200 us a packet.
 */
public final class Generator implements Supplier {
  private static final long FIRST_MICROS =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2024-01-01T00:00:00Z"));
  private static final long MICROS_PER_PACKET = 200;

  /** How many packets' flows are looked at together. */
  private static final int AHEAD = 64;

  private static final int SMALLEST_PACKET = 40;
  private static final int LARGEST_PACKET = 1500;

  private final SourceSettings.Generator settings;
  private final ChronoUnit unit;

  /** Number of the first packet. */
  private final long from;

  /**
   * A generator.
   *
   * @param unit of the event times: SECONDS, MILLIS, MICROS or NANOS
   */
  public Generator(SourceSettings.Generator settings, ChronoUnit unit) {
    this(settings, unit, 0);
  }

  private Generator(SourceSettings.Generator settings, ChronoUnit unit, long from) {
    this.settings = settings;
    this.unit = unit;
    this.from = from;
  }

  @Override
  public String name() {
    return "generator";
  }

  @Override
  public List<Partition> partitions() {
    String materials = bounded() ? Long.toString(settings.materials()) : "unlimited";
    String zipf =
        settings.distribution() == SourceSettings.Generator.Distribution.ZIPF
            ? " " + settings.zipfExponent()
            : "";
    String fingerprint =
        String.format(
            Locale.ROOT,
            "seed %d, materials %s, live-pids %d, materials-per-product %d, %s%s, %s",
            settings.seed(),
            materials,
            settings.livePids(),
            settings.materialsPerProduct(),
            settings.distribution().name().toLowerCase(Locale.ROOT),
            zipf,
            unit.name().toLowerCase(Locale.ROOT));
    return List.of(new Partition("generator", fingerprint));
  }

  @Override
  public Set<String> fields() {
    return Set.copyOf(Packet.SCHEMA.names());
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public boolean bounded() {
    return settings.materials() != SourceSettings.Generator.UNLIMITED;
  }

  /** Every packet is a place to begin at. */
  @Override
  public Generator goingOn(Ledger ledger) {
    return new Generator(settings, unit, ledger.watermark(0));
  }

  @Override
  public long passedTime(int partition) {
    return from == 0 ? Material.NO_TIME : time(from - 1);
  }

  /** The event time of a packet: none is earlier than one before it. */
  private long time(long offset) {
    long micros = FIRST_MICROS + offset * MICROS_PER_PACKET;
    return switch (unit) {
      case SECONDS -> Math.floorDiv(micros, 1_000_000);
      case MILLIS -> Math.floorDiv(micros, 1_000);
      case NANOS -> micros * 1_000;
      default -> micros;
    };
  }

  @Override
  public Reader open(int lotSize) {
    return new Packets(lotSize);
  }

  private final class Packets implements Reader {
    private final int lotSize;
    private final FlowDraws draws = new FlowDraws(settings);
    private final Flow[] live = new Flow[settings.livePids()];
    private final int[] slots = new int[AHEAD];
    private long flows;
    private long packets;

    @SuppressWarnings("UnusedVariable") // keeps the compiler from leaving out the look
    private long looked;

    Packets(int lotSize) {
      this.lotSize = lotSize;
      passOver(from);
    }

    /**
     * Makes the flows that are alive before a packet. Those that have come and gone until then are
     * only counted, which takes some ten nanoseconds a packet.
     */
    private void passOver(long first) {
      long[] serials = new long[live.length];
      long[] left = new long[live.length];
      for (int slot = 0; slot < live.length; slot++) {
        serials[slot] = flows;
        left[slot] = draws.packetsOf(flows++);
      }
      for (; packets < first; packets++) {
        int slot = draws.slotOf(packets);
        if (left[slot] == 0) {
          serials[slot] = flows;
          left[slot] = draws.packetsOf(flows++);
        }
        left[slot]--;
      }
      for (int slot = 0; slot < live.length; slot++) {
        live[slot] = draws.flow(serials[slot]);
        live[slot].left = left[slot];
      }
    }

    @Override
    public @Nullable Lot read() {
      int count = (int) Math.min(lotSize, settings.materials() - packets);
      if (count == 0) {
        return null;
      }
      Packed packed = Packed.of(PacketRows.INSTANCE, count, PidColumn.Kind.ANY);
      for (int from = 0; from < count; from += AHEAD) {
        int to = Math.min(from + AHEAD, count);
        draw(to - from);
        for (int i = from; i < to; i++) {
          nextPacket(slots[i - from], packed, i);
        }
      }
      return new Lot(packed, count);
    }

    /**
     * Draws which flows send the next packets, and looks at each of them: with many flows every one
     * is a cache miss, and here the misses overlap.
     */
    private void draw(int count) {
      long touched = 0;
      for (int i = 0; i < count; i++) {
        int slot = draws.slotOf(packets + i);
        slots[i] = slot;
        touched += live[slot].left + live[slot].pid.hash();
      }
      looked = touched;
    }

    private void nextPacket(int slot, Packed into, int record) {
      long offset = packets++;
      long bits = draws.packet(offset);
      Flow flow = live[slot];
      if (flow.left == 0) {
        flow = draws.flow(flows++);
        live[slot] = flow;
      }
      flow.left--;
      char bytes =
          (char)
              (SMALLEST_PACKET
                  + (((bits & 0xffff) * (LARGEST_PACKET - SMALLEST_PACKET + 1)) >>> 16));
      boolean forth = (bits & 0x10000) == 0;
      into.put(record, flow.pid);
      long[] rows = into.rows();
      int at = record * PacketRows.INSTANCE.stride();
      rows[at] = time(offset);
      rows[at + 1] = offset;
      rows[at + Packing.OWN] =
          PacketRows.addresses(
              forth ? flow.client : flow.server, forth ? flow.server : flow.client);
      rows[at + Packing.OWN + 1] =
          PacketRows.rest(
              forth ? flow.clientPort : flow.serverPort,
              forth ? flow.serverPort : flow.clientPort,
              bytes,
              flow.protocol,
              flow.protocol == 0 && flow.left == 0);
    }

    @Override
    public double progress() {
      if (!bounded()) {
        return Double.NaN;
      }
      return settings.materials() == 0 ? 1 : (double) packets / settings.materials();
    }

    @Override
    public long passed() {
      return from;
    }

    @Override
    public void close() {}
  }
}
