package factory.transportation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what is wrong with a directory that is shipped to, and what to do about it. */
final class DirectoryWords {
  private DirectoryWords() {}

  /**
   * A file is no place for a directory.
   *
   * @throws DestinationException if it is one
   */
  static void refuseFile(Path directory) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new DestinationException(
          "destination.directory: '%s' is a file; name a directory, or a path where one can be made"
              .formatted(directory));
    }
  }

  /** It cannot be used at a start. */
  static DestinationException unwritable(Path directory, IOException e) {
    return new DestinationException(
        "destination.directory: '%s' cannot be written (%s); make it writable or choose another"
            .formatted(directory, IoWords.ofMaking(e)),
        e);
  }

  /** A shipment cannot be written, which is tried again. */
  static IOException unshippable(long number, Path directory, IOException e) {
    if (Files.notExists(directory)) {
      return new IOException(
          "shipment %s cannot be written: the directory '%s' is not there any more; put it back, or make it again"
              .formatted(number, directory),
          e);
    }
    if (e.getCause() instanceof DestinationException taken) { // the lock was lost, not the disk
      return new IOException(
          "shipment %s cannot be written: %s".formatted(number, taken.getMessage()), e);
    }
    boolean file = Files.exists(directory) && !Files.isDirectory(directory);
    return new IOException(
        "shipment %s cannot be written to '%s' (%s); %s"
            .formatted(
                number,
                directory,
                IoWords.of(e),
                file
                    ? "a file is in its place: move that away and put the directory back, or make it again"
                    : "free space, or make the directory writable again"),
        e);
  }
}
