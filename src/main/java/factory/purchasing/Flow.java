package factory.purchasing;

import factory.goods.Pid;

/** The talk of two endpoints, and the packets that are still to come. */
final class Flow {
  final Pid pid;
  final int client;
  final int server;
  final char clientPort;
  final char serverPort;
  final byte protocol;
  long left;

  Flow(int client, int server, char clientPort, char serverPort, byte protocol, long left) {
    this.client = client;
    this.server = server;
    this.clientPort = clientPort;
    this.serverPort = serverPort;
    this.protocol = protocol;
    this.left = left;
    // Clients have the lower addresses, so this order is the same for both directions.
    this.pid =
        Pid.of(
            Packet.address(client)
                + ":"
                + (int) clientPort
                + "-"
                + Packet.address(server)
                + ":"
                + (int) serverPort
                + "/"
                + Packet.PROTOCOLS.get(protocol));
  }
}
