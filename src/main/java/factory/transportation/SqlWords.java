package factory.transportation;

import java.io.IOException;
import java.sql.SQLException;

/** Says in words, and in one line, what trouble with a database means. */
final class SqlWords {
  private SqlWords() {}

  static String of(Exception e) {
    if (e instanceof IOException io) {
      return IoWords.of(io);
    }
    Throwable told = e;
    // A pool says only that it has waited; why it had to is in the cause.
    while (told instanceof SQLException && told.getCause() instanceof SQLException cause) {
      told = cause;
    }
    String message = told.getMessage();
    return message == null
        ? told.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
