package io.millrace.dstream.receiver;

import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Receives from a socket of ZeroMQ. A sender keeps nothing, so the log cannot be insisted on. */
final class ZeroMqReceiver<T> extends ReliableReceiver<T> {

    private static final long serialVersionUID = 1L;

    private final ZeroMqSocket socket;
    private final FlatMapFunction<List<byte[]>, T> decoder;

    ZeroMqReceiver(ZeroMqSocket socket, FlatMapFunction<List<byte[]>, T> decoder) {
        super(socket.storageLevel(), 1, LogPolicy.ADVISED);
        this.socket = socket;
        this.decoder = decoder;
    }

    @Override
    protected AcknowledgedSource<T> open(int thread) {
        return new ZeroMqSource<>(socket, decoder, describe(), this::reportError);
    }

    @Override
    protected String describe() {
        return "ZeroMQ at " + socket.endpoints();
    }
}
