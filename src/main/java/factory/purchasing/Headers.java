package factory.purchasing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of the CSV files of one source. One that is wrong does not hide that others are, too.
 */
final class Headers {
  /** So many more files are named; a mistake in the settings is one in thousands of files. */
  private static final int MOST = 5;

  private final Set<String> columns = new LinkedHashSet<>(); // as in the headers, for messages
  private final List<String> others = new ArrayList<>();
  private @Nullable SourceException first;
  private int wrong;
  private boolean complete = true;

  /** What was found at the beginning of a file. */
  enum Found {
    HEADER,
    NOTHING,
    WRONG
  }

  /** Reads the header of the next file; what is wrong with it is told by {@link #refuse}. */
  Found read(String name, PartitionReader reader) throws IOException {
    List<String> header;
    try {
      header = reader.columns();
    } catch (SourceException e) {
      wrong++;
      if (first == null) {
        first = e;
      } else if (others.size() < MOST) {
        others.add(name);
      }
      return Found.WRONG;
    }
    if (header == null) {
      complete = false;
      return Found.NOTHING;
    }
    columns.addAll(header);
    return Found.HEADER;
  }

  /** All columns; null where a file has no header yet, for it may still grow one. */
  @Nullable Set<String> columns() {
    return complete ? columns : null;
  }

  /**
   * Fails if a header is wrong: with what is wrong with the first, and the names of the others.
   *
   * @throws SourceException in words for the user
   */
  void refuse() {
    if (first == null) {
      return;
    }
    if (others.isEmpty()) {
      throw first;
    }
    int more = wrong - 1 - others.size();
    String last = more > 0 ? more + " more" : others.remove(others.size() - 1);
    throw new SourceException(
        first.getMessage()
            + (wrong == 2 ? "; the header of " : "; the headers of ")
            + (others.isEmpty() ? last : String.join(", ", others) + " and " + last)
            + (wrong == 2 ? " is wrong, too" : " are wrong, too"),
        first);
  }
}
