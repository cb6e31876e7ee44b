package factory.eventtime;

import factory.custody.Ledger;
import factory.custody.Mark;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.purchasing.Supplier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A source of partitions that are side by side, or follow each other; side by side they are read in
 * an order that means nothing, in lots of any size.
 *
 * @param streams of the partitions, each in source order
 * @param isSequence whether they follow each other
 * @param seed of how they are read
 * @param largestLot most records in a lot
 * @param pauseMillis now and then before a lot; 0 for full speed
 * @param earlier where it goes on, and notes how far it is; null for the beginning
 */
record Streams(
    List<List<Material>> streams,
    boolean isSequence,
    long seed,
    int largestLot,
    int pauseMillis,
    @Nullable Ledger earlier)
    implements Supplier {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final int[] NOTED = {1, 2, 10, 100, NEVER};

  /** A source that is read from its beginning. */
  Streams(
      List<List<Material>> streams,
      boolean isSequence,
      long seed,
      int largestLot,
      int pauseMillis) {
    this(streams, isSequence, seed, largestLot, pauseMillis, null);
  }

  @Override
  public Supplier goingOn(Ledger ledger) {
    return new Streams(streams, isSequence, seed, largestLot, pauseMillis, ledger);
  }

  @Override
  public long passedTime(int partition) {
    return start(partition).time();
  }

  private Mark start(int partition) {
    return earlier == null ? Mark.BEGINNING : earlier.start(partition).mark();
  }

  @Override
  public String name() {
    return "a test";
  }

  @Override
  public List<Partition> partitions() {
    return EventPlant.partitions(streams.size());
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public Reader open(int lotSize) {
    return new Reading(Math.min(lotSize, largestLot));
  }

  private final class Reading implements Reader {
    private final Random random = new Random(seed);
    private final int[] next = new int[streams.size()];
    private final long[] highest = new long[streams.size()];
    private final int lotSize;

    /** Of so many records one is noted: of 1 each, of {@link #NEVER} none but the end. */
    private final int noted = NOTED[random.nextInt(NOTED.length)];

    /** Whether it is noted that a partition is read to its end. */
    private final boolean notesEnds = random.nextInt(4) > 0;

    Reading(int lotSize) {
      this.lotSize = lotSize;
      for (int i = 0; i < next.length; i++) {
        next[i] = (int) start(i).offset();
        highest[i] = start(i).time();
      }
    }

    @Override
    public @Nullable Lot read() {
      List<Integer> left = new ArrayList<>();
      for (int i = 0; i < next.length; i++) {
        if (!isEnded(i)) {
          left.add(i);
        }
      }
      if (left.isEmpty()) {
        return null;
      }
      pause();
      Material[] materials = new Material[1 + random.nextInt(lotSize)];
      int count = 0;
      while (count < materials.length && !left.isEmpty()) {
        int from = isSequence ? left.get(0) : left.get(random.nextInt(left.size()));
        for (int run = 1 + random.nextInt(20);
            run > 0 && count < materials.length && !isEnded(from);
            run--) {
          Material material = streams.get(from).get(next[from]++);
          highest[from] = Math.max(highest[from], material.time());
          materials[count++] = material;
          note(from);
        }
        if (isEnded(from)) {
          left.remove((Integer) from);
        }
      }
      return new Lot(materials, count, List.of());
    }

    private void note(int partition) {
      int place = next[partition];
      boolean ended = isEnded(partition) && notesEnds;
      if (earlier != null && (ended || random.nextInt(noted) == 0)) {
        long end = ended ? place : -1;
        earlier.note(partition, new Mark(place, place, place, highest[partition], 0, 0, end));
      }
    }

    private void pause() {
      if (pauseMillis > 0 && random.nextInt(4) == 0) {
        try {
          Thread.sleep(1 + random.nextInt(pauseMillis));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public boolean isEnded(int partition) {
      return next[partition] >= streams.get(partition).size();
    }

    @Override
    public double progress() {
      return Double.NaN;
    }

    @Override
    public void close() {}
  }
}
