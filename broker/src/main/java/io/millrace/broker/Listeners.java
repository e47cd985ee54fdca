package io.millrace.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two sockets of the broker: for clients and for its own controller. Both are bound to the
 * loopback address before anything of Kafka starts, so that a port in use is found first and the
 * number of a free port is known without a race for it.
 */
final class Listeners implements ServerSocketFactory, AutoCloseable {

    /** A literal address: the name localhost may stand for IPv6, where nothing listens. */
    static final String HOST = "127.0.0.1";

    private static final int DEFAULT_RECEIVE_BUFFER = -1;

    private final ServerSocketChannel clients;
    private final ServerSocketChannel controller;
    private final int clientPort;
    private final int controllerPort;

    private Listeners(ServerSocketChannel clients, ServerSocketChannel controller)
            throws IOException {
        this.clients = clients;
        this.controller = controller;
        this.clientPort = portOf(clients);
        this.controllerPort = portOf(controller);
    }

    /**
     * Binds both sockets.
     *
     * @param port the port for clients, or 0 for a free one
     * @param backlog how many connections may wait to be accepted
     */
    static Listeners bind(int port, int backlog) {
        ServerSocketChannel clients = null;
        ServerSocketChannel controller = null;
        try {
            clients = open(port, backlog);
            controller = open(BrokerSettings.ANY_PORT, backlog);
            return new Listeners(clients, controller);
        } catch (IOException e) {
            Utils.closeQuietly(clients, "client listener");
            Utils.closeQuietly(controller, "controller listener");
            throw BrokerError.PORT_UNAVAILABLE.causedBy(e, port, FailureReason.of(e));
        }
    }

    int clientPort() {
        return clientPort;
    }

    int controllerPort() {
        return controllerPort;
    }

    /** Hands Kafka the socket that is bound already. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBuffer)
            throws IOException {
        ServerSocketChannel channel = address.getPort() == clientPort ? clients : controller;
        channel.configureBlocking(false);
        if (receiveBuffer != DEFAULT_RECEIVE_BUFFER) {
            channel.socket().setReceiveBufferSize(receiveBuffer);
        }
        return channel;
    }

    /** Does no harm to sockets that Kafka has closed. */
    @Override
    public void close() {
        Utils.closeQuietly(clients, "client listener");
        Utils.closeQuietly(controller, "controller listener");
    }

    private static ServerSocketChannel open(int port, int backlog) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(HOST, port), backlog);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static int portOf(ServerSocketChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
}
