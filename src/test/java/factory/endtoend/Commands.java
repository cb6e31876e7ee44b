package factory.endtoend;

import factory.ManyCommands;
import factory.endtoend.FactoryProcess.Ended;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Command lines that are run in a directory by one process, with the classes of the built jar. */
final class Commands implements AutoCloseable {
  private final Process process;
  private final DataOutputStream questions;
  private final DataInputStream answers;

  private Commands(Process process) {
    this.process = process;
    questions = new DataOutputStream(process.getOutputStream());
    answers = new DataInputStream(process.getInputStream());
  }

  /** A process that waits for command lines in this directory. */
  static Commands in(Path directory) throws IOException {
    Path tests = FactoryProcess.ROOT.resolve("target/test-classes");
    List<String> command =
        FactoryProcess.java(
            "-cp",
            FactoryProcess.jar() + System.getProperty("path.separator") + tests,
            ManyCommands.class.getName());
    return new Commands(
        FactoryProcess.builder(directory, command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Runs one; there is nothing on standard input. */
  Ended run(String... args) {
    try {
      questions.writeInt(args.length);
      for (String arg : args) {
        questions.writeUTF(arg);
      }
      questions.flush();
      return new Ended(answers.readInt(), answers.readUTF(), answers.readUTF());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
