package io.millrace.spark.sink.jdbc.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server, and cuts connections at a commit as often as told. */
final class CuttingProxy implements AutoCloseable {

    /** Where a connection is cut. */
    enum Cut {
        /** The server never hears of the commit. */
        BEFORE_COMMIT,
        /** The client never hears of it. */
        AFTER_COMMIT
    }

    private final ServerSocket listener;
    private final int target;
    private final Cut cut;
    private final AtomicInteger left;
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(int target, Cut cut, int times) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.cut = cut;
        this.left = new AtomicInteger(times);
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Cutting cutting = new Cutting(client, server);
                daemon(cutting::toServer);
                daemon(cutting::toClient);
            } catch (IOException e) {
                // Closed, or the server is not there: the client finds out.
            }
        }
    }

    /** One connection through the proxy. */
    private final class Cutting {
        private final Socket client;
        private final Socket server;
        private volatile boolean mute;

        Cutting(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void toServer() {
            pass(client, server, true);
        }

        void toClient() {
            pass(server, client, false);
        }

        private void pass(Socket from, Socket to, boolean isRequest) {
            byte[] buffer = new byte[1 << 16];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                    boolean commit = isRequest && text.contains("COMMIT\0");
                    if (commit && left.getAndDecrement() > 0) {
                        cuts.incrementAndGet();
                        if (cut == Cut.BEFORE_COMMIT) {
                            return;
                        }
                        mute = true;
                    }
                    if (!isRequest && mute) {
                        // The server has answered, so that it has committed.
                        return;
                    }
                    out.write(buffer, 0, n);
                    out.flush();
                }
            } catch (IOException e) {
                // The other direction has closed the connection.
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
