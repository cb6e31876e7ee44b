package factory.transportation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a factory and its server. Once armed it lets the next COMMIT through to the server
 * and cuts the connection instead of passing the answer on.
 */
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final int server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean armed;
  private volatile boolean committing;
  private volatile boolean cut;

  public CuttingProxy(int server) throws IOException {
    this.server = server;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  public void cutTheAnswerToTheNextCommit() {
    armed = true;
    cut = false;
  }

  public boolean hasCut() {
    return cut;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(upstream);
        daemon(() -> pump(client, upstream, true));
        daemon(() -> pump(upstream, client, false));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void pump(Socket from, Socket to, boolean request) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (request
            && armed
            && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT")) {
          armed = false;
          committing = true;
        } else if (!request && committing) {
          committing = false;
          cut = true;
          return; // the answer is lost; the server has committed
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      return; // the other direction has closed both
    }
  }

  private static void daemon(Runnable run) {
    Thread thread = new Thread(run, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
