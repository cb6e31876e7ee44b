package factory.purchasing;

import factory.purchasing.Draft.Parsed;
import factory.purchasing.SourceSettings.RecordFormat;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Parses drafts, several at a time, each by one thread. */
final class Parsers {
  private final RecordFormat format;
  private final Executor threads;
  private final int count;
  private final JsonShapes shapes = new JsonShapes();
  private final Queue<RecordReader> idle = new ConcurrentLinkedQueue<>();

  /**
   * Parsers of records in this format.
   *
   * @param count most drafts that are parsed at a time
   */
  Parsers(RecordFormat format, Executor threads, int count) {
    this.format = format;
    this.threads = threads;
    this.count = count;
  }

  /**
   * Most drafts that are given to be parsed and not taken back: one in hand for each, one to go on
   * with, so that none waits while the oldest is waited for.
   */
  int ahead() {
    return ahead(count);
  }

  /** As {@link #ahead()}, of so many. */
  static int ahead(int parsers) {
    return parsers == 1 ? 1 : 2 * parsers;
  }

  /** A reader that nobody uses. */
  RecordReader reader() {
    return new RecordReader(format, shapes);
  }

  /** Parses a draft, at once or soon. */
  CompletableFuture<Parsed> parse(Draft draft) {
    return CompletableFuture.supplyAsync(
        () -> {
          RecordReader free = idle.poll();
          RecordReader mine = free == null ? reader() : free;
          Parsed parsed = draft.parse(mine);
          idle.add(mine); // not one that failed
          return parsed;
        },
        threads);
  }
}
