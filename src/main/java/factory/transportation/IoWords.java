package factory.transportation;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in words what an I/O error means; the exceptions themselves often name only a path. */
final class IoWords {
  private IoWords() {}

  static String of(IOException e) {
    if (e instanceof FileSystemException trouble) {
      String file = String.valueOf(trouble.getFile());
      return file + ": " + reason(trouble);
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** The same of something that could not be made. */
  static String ofMaking(IOException e) {
    if (e instanceof NoSuchFileException missing && missing.getFile() != null) {
      Path parent = Path.of(missing.getFile()).toAbsolutePath().getParent();
      if (parent != null && Files.isDirectory(parent)) {
        return parent + ": nothing can be made in it";
      }
    }
    return of(e);
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "it is not there, or the directory it should be in is not";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
      return "it exists already";
    }
    if (e instanceof NotDirectoryException) {
      return "it is no directory";
    }
    @Nullable String reason = e.getReason();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
