package io.millrace.integration.reliability.proxy;

import io.millrace.integration.reliability.proxy.Frame.Way;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.protocol.ApiKeys;

/** One client's connection and the one to the broker that stands for it. */
final class ProxyConnection {

    private static final int SIZE = Integer.BYTES;
    private static final int LIMIT = 64 << 20;
    private static final Duration LAST_REPLY = Duration.ofSeconds(5);
    private static final Duration CHECK = Duration.ofMillis(20);

    private final Socket client;
    private final Socket broker;
    private final Gate gate;
    private final Map<Integer, ApiKeys> asked = new ConcurrentHashMap<>();

    /** Lets frames pass or not. */
    interface Gate {
        boolean passes(Frame frame) throws InterruptedException;
    }

    ProxyConnection(Socket client, Socket broker, Gate gate) throws IOException {
        this.client = client;
        this.broker = broker;
        this.gate = gate;
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
    }

    void start(Runnable ended) {
        KafkaProxy.daemon(() -> pump(client, broker, Way.REQUEST, ended), "proxy requests").start();
        KafkaProxy.daemon(() -> pump(broker, client, Way.REPLY, ended), "proxy replies").start();
    }

    private void pump(Socket from, Socket to, Way way, Runnable ended) {
        try {
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(from.getInputStream()));
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            byte[] frame = read(in);
            while (gate.passes(header(frame, way))) {
                out.write(frame);
                frame = read(in);
            }
        } catch (EOFException | SocketException e) {
            // One side is gone; so is the other, as soon as the broker has seen what came late.
            awaitReplies(way);
        } catch (IOException e) {
            // No frames of Kafka.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cut();
            ended.run();
        }
    }

    /** A frame with its size before it. */
    private static byte[] read(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < SIZE || size > LIMIT) {
            throw new IOException("No frame of Kafka: " + size + " bytes");
        }
        byte[] frame = new byte[SIZE + size];
        ByteBuffer.wrap(frame).putInt(size);
        in.readFully(frame, SIZE, size);
        return frame;
    }

    private Frame header(byte[] bytes, Way way) {
        ByteBuffer frame = ByteBuffer.wrap(bytes, SIZE, bytes.length - SIZE);
        if (way == Way.REPLY) {
            return new Frame(asked.remove(frame.getInt()), way);
        }
        ApiKeys api = ApiKeys.forId(frame.getShort());
        frame.getShort();
        asked.put(frame.getInt(), api);
        return new Frame(api, way);
    }

    private void awaitReplies(Way way) {
        long deadline = System.nanoTime() + LAST_REPLY.toNanos();
        while (way == Way.REQUEST && !asked.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(CHECK.toNanos());
        }
    }

    /** Ends both at once, as a reset does. */
    void cut() {
        cut(client);
        cut(broker);
    }

    private static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }
}
