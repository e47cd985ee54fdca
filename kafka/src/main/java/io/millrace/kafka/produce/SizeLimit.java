package io.millrace.kafka.produce;

import io.millrace.kafka.client.KafkaConnection;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;

/**
 * Refuses records that the topic is certain to refuse. The Kafka client of 4.4 must not meet them:
 * where such a record shares a batch with a smaller one, it splits the batch into itself again and
 * again until its thread dies, and never answers (KAFKA-8202, KAFKA-8350).
 */
final class SizeLimit {

    private final int maxMessageBytes;
    private final List<Header> headers;

    private SizeLimit(int maxMessageBytes, List<Header> headers) {
        this.maxMessageBytes = maxMessageBytes;
        this.headers = headers;
    }

    /**
     * @param maxMessageBytes what the topic takes, if that is known
     * @param headers what every record carries
     */
    static SizeLimit of(
            OptionalInt maxMessageBytes, KafkaConnection connection, List<Header> headers) {
        String compression =
                connection.settings().getOrDefault(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        // The topic's limit is on compressed batches, whose size nobody knows beforehand.
        boolean certain = compression.strip().equals("none");
        return new SizeLimit(
                certain ? maxMessageBytes.orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE, headers);
    }

    boolean allows(byte[] key, byte[] value) {
        return RecordSize.inBatchOfItsOwn(key, value, headers) <= maxMessageBytes;
    }

    RecordTooLargeException refusal(long number, byte[] key, byte[] value) {
        return new RecordTooLargeException(
                "record "
                        + number
                        + " takes "
                        + RecordSize.inBatchOfItsOwn(key, value, headers)
                        + " bytes, and the topic has max.message.bytes="
                        + maxMessageBytes);
    }

    /** A batch size that the topic takes. */
    int batchSize(int wanted) {
        return Math.min(wanted, maxMessageBytes);
    }
}
