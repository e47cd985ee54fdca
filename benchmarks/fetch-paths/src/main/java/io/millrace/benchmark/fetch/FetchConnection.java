package io.millrace.benchmark.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.RequestHeader;

/** Fetches one partition over a blocking connection to its one broker. */
final class FetchConnection implements AutoCloseable {

    private static final int FETCH_BYTES = 4 << 20;
    private static final int WAIT_MILLIS = 500;
    private static final short VERSION = 13;

    private final SocketChannel channel;
    private final Uuid topicId;
    private final TopicPartition partition;
    private RequestHeader asked;
    private int number;

    private FetchConnection(SocketChannel channel, Uuid topicId, TopicPartition partition) {
        this.channel = channel;
        this.topicId = topicId;
        this.partition = partition;
    }

    static FetchConnection open(String bootstrapServers, Uuid topicId, TopicPartition partition)
            throws IOException {
        int colon = bootstrapServers.lastIndexOf(':');
        InetSocketAddress broker =
                new InetSocketAddress(
                        bootstrapServers.substring(0, colon),
                        Integer.parseInt(bootstrapServers.substring(colon + 1)));
        SocketChannel channel = SocketChannel.open(broker);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new FetchConnection(channel, topicId, partition);
    }

    /** Sends a request for what comes from an offset on. */
    void ask(long offset) throws IOException {
        FetchRequest request =
                FetchRequest.Builder.forConsumer(
                                VERSION,
                                WAIT_MILLIS,
                                1,
                                Map.of(
                                        partition,
                                        new FetchRequest.PartitionData(
                                                topicId,
                                                offset,
                                                -1,
                                                FETCH_BYTES,
                                                Optional.empty())))
                        .build(VERSION);
        asked = new RequestHeader(ApiKeys.FETCH, VERSION, "fetch-paths", number++);
        ByteBuffer body = request.serializeWithHeader(asked);
        ByteBuffer size = ByteBuffer.allocate(Integer.BYTES).putInt(0, body.remaining());
        ByteBuffer[] message = {size, body};
        while (body.hasRemaining()) {
            channel.write(message);
        }
    }

    /** Waits for the answer to the last request. */
    MemoryRecords answer() throws IOException {
        ByteBuffer size = ByteBuffer.allocate(Integer.BYTES);
        fill(size);
        ByteBuffer body = ByteBuffer.allocate(size.getInt(0));
        fill(body);
        FetchResponse response = (FetchResponse) AbstractResponse.parseResponse(body.flip(), asked);
        PartitionData data = response.data().responses().get(0).partitions().get(0);
        return (MemoryRecords) FetchResponse.recordsOrFail(data);
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the broker closed the connection");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
