package factory.purchasing;

import factory.custody.Mark;
import factory.goods.Lot;
import factory.goods.Material;
import factory.purchasing.Draft.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads files one after the other. The thread that reads finds the records and numbers them, which
 * has to be done in order; {@link Parsers} make materials of them; they are handed over in order.
 *
 * <p>At most {@link Parsers#ahead} lots are read and not handed over. What is told of them (places
 * to begin at, progress, a failure) is told when they are.
 */
final class SequenceReader implements Supplier.Reader {
  /** Opens one of the files. */
  @FunctionalInterface
  interface Opening {
    PartitionReader open(int partition, RecordReader records, boolean drafting) throws IOException;
  }

  private final List<Path> files;
  private final List<String> names;
  private final Opening opening;
  private final Earlier earlier;
  private final long bytes;
  private final int lotSize;
  private final Parsers parsers;
  private final RecordReader headers;
  private final Deque<Pending> ahead = new ArrayDeque<>();

  private @Nullable PartitionReader current;
  private int next;
  private long consumedBefore;
  private long passedBefore;

  /** Nothing more is there to be read, or can be. */
  private boolean over;

  private @Nullable Exception failure;

  /** The partition of what was handed over last, and the highest event time in it. */
  private int partition = -1;

  private long time = Material.NO_TIME;
  private double progress;
  private long passed;

  /** What is waited for, and whether nobody waits any more. */
  private volatile @Nullable CompletableFuture<Parsed> awaited;

  private volatile boolean hurried;

  /**
   * Where a partition was read to.
   *
   * @param part of the draft that ends there
   * @param end the file's size if it was read to its end, else -1
   */
  private record Note(int partition, int part, @Nullable Mark mark, long end) {}

  /** A lot that is being parsed, and what is to be told with it. */
  private record Pending(
      Draft draft,
      CompletableFuture<Parsed> parsed,
      List<Note> notes,
      double progress,
      long passed) {}

  /** What became the lot that was handed over last. */
  private @Nullable Draft handedOver;

  SequenceReader(
      List<Path> files,
      List<String> names,
      Opening opening,
      Earlier earlier,
      long bytes,
      int lotSize,
      Parsers parsers) {
    this.files = files;
    this.names = names;
    this.opening = opening;
    this.earlier = earlier;
    this.bytes = bytes;
    this.lotSize = lotSize;
    this.parsers = parsers;
    this.headers = parsers.reader();
  }

  @Override
  public @Nullable Lot read() throws IOException {
    while (true) {
      while (!over && ahead.size() < parsers.ahead()) {
        ahead.add(draft());
      }
      Pending first = ahead.poll();
      if (first == null || hurried) {
        rethrow(failure);
        progress = 1;
        return null;
      }
      Parsed parsed = await(first.parsed);
      first.notes.forEach(note -> tell(note, parsed.highest()[note.part]));
      progress = first.progress;
      passed = first.passed;
      if (parsed.lot().size() > 0) {
        handedOver = first.draft;
        return parsed.lot();
      }
    }
  }

  private static void rethrow(@Nullable Exception failure) throws IOException {
    if (failure instanceof IOException unreadable) {
      throw unreadable;
    } else if (failure instanceof RuntimeException other) {
      throw other;
    }
  }

  private Parsed await(CompletableFuture<Parsed> parsed) throws IOException {
    awaited = parsed;
    if (hurried) {
      parsed.cancel(false);
    }
    try {
      return parsed.join();
    } catch (CancellationException e) {
      throw new IOException("reading was given up", e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error grave) {
        throw grave;
      }
      rethrow(e.getCause() instanceof Exception cause ? cause : e);
      throw e;
    } finally {
      awaited = null;
    }
  }

  private void tell(Note note, long highest) {
    if (note.partition != partition) {
      partition = note.partition;
      time = Material.NO_TIME;
    }
    time = Math.max(time, highest);
    earlier.note(partition, note.mark == null ? null : note.mark.reached(time), note.end);
  }

  /** Finds the records of the next lot and has them parsed. */
  private Pending draft() {
    Draft draft = new Draft(lotSize);
    List<Note> notes = new ArrayList<>(1);
    try {
      fill(draft, notes);
    } catch (IOException | RuntimeException e) {
      failure = e;
      over = true;
    }
    over |= draft.isEmpty();
    long consumed = consumedBefore + (current == null ? 0 : current.consumed());
    return new Pending(
        draft,
        parsers.parse(draft),
        notes,
        over || bytes == 0 ? 1 : Math.min(1, (double) consumed / bytes),
        passedBefore + (current == null ? 0 : current.passed()));
  }

  private void fill(Draft draft, List<Note> notes) throws IOException {
    while (!draft.isFull() && (current != null || next < files.size())) {
      int index = current == null ? next : next - 1;
      try {
        PartitionReader reader = current == null ? open(index) : current;
        if (reader == null) {
          continue;
        }
        int part = draft.begin(index);
        boolean atEnd = reader.draft(draft);
        notes.add(new Note(index, part, reader.mark(), atEnd ? reader.consumed() : -1));
        if (atEnd) {
          earlier.checkEnd(index, reader.offset());
          consumedBefore += reader.consumed();
          passedBefore += reader.passed();
          close();
        }
      } catch (IOException e) {
        throw FileSupplier.unreadable(names.get(index), e);
      }
    }
  }

  /** Null if there is nothing in it that is not done. */
  private @Nullable PartitionReader open(int index) throws IOException {
    if (earlier.isRead(index, files.get(index))) {
      next++;
      consumedBefore += Files.size(files.get(index));
      passedBefore += earlier.start(index).offset();
      return null;
    }
    PartitionReader opened = opening.open(index, headers, true);
    current = opened;
    passedBefore += earlier.start(index).offset();
    next++;
    return opened;
  }

  @Override
  public @Nullable String text(int partition, long offset) {
    return handedOver == null ? null : handedOver.text(partition, offset);
  }

  @Override
  public double progress() {
    return progress;
  }

  @Override
  public long passed() {
    return passed;
  }

  @Override
  public void hurry() {
    hurried = true;
    CompletableFuture<Parsed> waiting = awaited;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    PartitionReader open = current;
    current = null;
    if (open != null) {
      open.close();
    }
  }
}
