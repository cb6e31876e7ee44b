package factory;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A process that runs one command line after the other, each as {@link Main} would; for tests of
 * many of them, which would take a JVM each. {@code factory.endtoend.Commands} talks to it.
 */
public final class ManyCommands {
  private ManyCommands() {}

  /** Reads command lines as they are asked for, until there are no more. */
  public static void main(String[] none) throws IOException {
    DataInputStream questions = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(System.out));
    while (true) {
      String[] args;
      try {
        args = new String[questions.readInt()];
      } catch (EOFException e) {
        return;
      }
      for (int i = 0; i < args.length; i++) {
        args[i] = questions.readUTF();
      }
      answer(args, answers);
    }
  }

  /** All that is printed counts, by whomever. */
  private static void answer(String[] args, DataOutputStream answers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    int code = Main.execute(new Plant(), Main.writer(System.out), Main.writer(System.err), args);
    Briefly.flushLogs();
    answers.writeInt(code);
    answers.writeUTF(out.toString(StandardCharsets.UTF_8));
    answers.writeUTF(err.toString(StandardCharsets.UTF_8));
    answers.flush();
  }
}
