package io.millrace.dstream.receiver;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.storage.StorageLevel;

/**
 * A socket of ZeroMQ that a receiver reads, which connects to its senders. Immutable. Needs {@code
 * org.zeromq:jeromq} on the class path.
 *
 * @param pattern what kind of socket
 * @param endpoints of the senders: {@code tcp://feed.example.com:5556}
 * @param topics what the first part of a message must begin with, for {@link Pattern#SUBSCRIBE}
 *     alone; an empty one takes everything
 * @param highWaterMark how many messages of a sender wait in memory, outside of Spark; those that
 *     do not fit, a publisher drops, and a pusher keeps
 */
@PublicApi
public record ZeroMqSocket(
        Pattern pattern,
        List<String> endpoints,
        List<String> topics,
        int highWaterMark,
        StorageLevel storageLevel)
        implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int USUAL_HIGH_WATER_MARK = 1_000;

    /** Which sockets of ZeroMQ belong together. */
    @PublicApi
    public enum Pattern {
        /** A SUB socket: gets what publishers send under its topics from when it has connected. */
        SUBSCRIBE,
        /** A PULL socket: shares the messages of pushers with other pullers. */
        PULL
    }

    public ZeroMqSocket {
        endpoints = List.copyOf(endpoints);
        topics = List.copyOf(topics);
        if (endpoints.isEmpty()) {
            throw ReceiverError.INVALID_RECEIVER.exception(
                    "endpoints", endpoints, "at least one, such as tcp://localhost:5556");
        }
        if (topics.isEmpty() == (pattern == Pattern.SUBSCRIBE)) {
            throw ReceiverError.INVALID_RECEIVER.exception(
                    "topics",
                    topics,
                    pattern == Pattern.SUBSCRIBE
                            ? "at least one, an empty one for everything"
                            : "none, as only SUBSCRIBE has topics");
        }
        if (highWaterMark < 1) {
            throw ReceiverError.INVALID_RECEIVER.exception(
                    "high water mark", highWaterMark, "at least one message");
        }
    }

    /** A SUB socket. */
    public static ZeroMqSocket subscribe(List<String> endpoints, List<String> topics) {
        return new ZeroMqSocket(
                Pattern.SUBSCRIBE,
                endpoints,
                topics,
                USUAL_HIGH_WATER_MARK,
                StorageLevel.MEMORY_AND_DISK_SER());
    }

    /** A PULL socket. */
    public static ZeroMqSocket pull(List<String> endpoints) {
        return new ZeroMqSocket(
                Pattern.PULL,
                endpoints,
                List.of(),
                USUAL_HIGH_WATER_MARK,
                StorageLevel.MEMORY_AND_DISK_SER());
    }

    /** The same with room for that many messages of each sender. */
    public ZeroMqSocket withHighWaterMark(int messages) {
        return new ZeroMqSocket(pattern, endpoints, topics, messages, storageLevel);
    }

    /** The same with its blocks kept elsewhere. */
    public ZeroMqSocket withStorageLevel(StorageLevel level) {
        return new ZeroMqSocket(pattern, endpoints, topics, highWaterMark, level);
    }
}
