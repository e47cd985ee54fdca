package io.millrace.dstream.receiver;

import io.millrace.common.error.MillraceException;
import io.millrace.dstream.receiver.ZeroMqSocket.Pattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A connected socket. Its messages are whole or not there at all. */
final class ZeroMqSource<T> implements AcknowledgedSource<T> {

    /** So many at most in one call, so that blocks end in time. */
    private static final int AT_ONCE = 1_000;

    /** A greeting now and then gets stuck; by itself ZeroMQ waits half a minute for it. */
    private static final int GREETING_MILLIS = 2_000;

    private final FlatMapFunction<List<byte[]>, T> decoder;
    private final String place;
    private final BiConsumer<String, Throwable> reports;
    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket;

    ZeroMqSource(
            ZeroMqSocket settings,
            FlatMapFunction<List<byte[]>, T> decoder,
            String place,
            BiConsumer<String, Throwable> reports) {
        this.decoder = decoder;
        this.place = place;
        this.reports = reports;
        try {
            socket =
                    context.createSocket(
                            settings.pattern() == Pattern.PULL ? SocketType.PULL : SocketType.SUB);
            socket.setRcvHWM(settings.highWaterMark());
            socket.setHandshakeIvl(GREETING_MILLIS);
            for (String topic : settings.topics()) {
                socket.subscribe(topic.getBytes(StandardCharsets.UTF_8));
            }
            for (String endpoint : settings.endpoints()) {
                socket.connect(endpoint);
            }
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    @Override
    public void poll(PendingBlock<T> block, Duration limit) {
        socket.setReceiveTimeOut((int) Math.max(1, limit.toMillis()));
        byte[] part = socket.recv();
        for (int i = 0; part != null && i < AT_ONCE; i++) {
            List<byte[]> message = new ArrayList<>();
            message.add(part);
            while (socket.hasReceiveMore()) {
                message.add(socket.recv());
            }
            decode(block, message);
            part = i + 1 < AT_ONCE ? socket.recv(ZMQ.DONTWAIT) : null;
        }
    }

    private void decode(PendingBlock<T> block, List<byte[]> message) {
        List<T> values = new ArrayList<>();
        try {
            Iterator<T> decoded = decoder.call(message);
            decoded.forEachRemaining(values::add);
        } catch (Exception e) {
            MillraceException lost =
                    ReceiverError.MESSAGE_NOT_DECODED.causedBy(e, message.size(), place, e);
            reports.accept(lost.getMessage(), lost);
            return;
        }
        values.forEach(block::add);
    }

    @Override
    public void acknowledge() {
        // ZeroMQ has nothing of the kind.
    }

    @Override
    public boolean givesAgain() {
        return false;
    }

    @Override
    public void close() {
        context.close();
    }
}
