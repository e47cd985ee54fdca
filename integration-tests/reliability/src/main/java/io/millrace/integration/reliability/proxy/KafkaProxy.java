package io.millrace.integration.reliability.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a broker and understands so much of what passes that single kinds of requests and
 * answers can be delayed, held back or lost. Connections that cannot be made to the broker are
 * closed. Thread-safe.
 */
public final class KafkaProxy implements AutoCloseable {

    private static final int BACKLOG = 100;

    private final ServerSocket server;
    private final int broker;
    private final List<ProxyFault> faults = new CopyOnWriteArrayList<>();
    private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();

    private KafkaProxy(ServerSocket server, int broker) {
        this.server = server;
        this.broker = broker;
    }

    /**
     * A proxy at a free port of the loopback address.
     *
     * @param broker the port of the broker
     */
    public static KafkaProxy before(int broker) {
        try {
            ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            KafkaProxy proxy = new KafkaProxy(server, broker);
            daemon(proxy::accept, "proxy of " + broker).start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Thread daemon(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Where clients connect. */
    public int port() {
        return server.getLocalPort();
    }

    /** Lets frames meet with a fault from now on. */
    public void add(ProxyFault fault) {
        faults.add(fault);
    }

    /** The fault is over. */
    public void remove(ProxyFault fault) {
        faults.remove(fault);
    }

    /** Cuts all connections. */
    public void reset() {
        connections.forEach(ProxyConnection::cut);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                // Closed, or a client that is gone already.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), broker);
            ProxyConnection connection = new ProxyConnection(client, upstream, this::passes);
            connections.add(connection);
            connection.start(() -> connections.remove(connection));
        } catch (IOException e) {
            client.close();
        }
    }

    private boolean passes(Frame frame) throws InterruptedException {
        for (ProxyFault fault : faults) {
            if (fault.meets(frame) && !fault.letsPass()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reset();
        }
    }
}
