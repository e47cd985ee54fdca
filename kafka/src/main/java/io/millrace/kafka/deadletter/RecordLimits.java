package io.millrace.kafka.deadletter;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.produce.RecordSize;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells records that are too large before a transaction is spoilt by them. */
public final class RecordLimits {

    /** By so much the client's own reckoning may be above the size. */
    private static final int RECKONING = 32;

    private static final int DEFAULT_REQUEST = 1 << 20;

    private RecordLimits() {}

    /** Why a producer of this connection cannot write the record, if it is too large. */
    public static Optional<String> problem(
            KafkaConnection connection, ProducerRecord<byte[], byte[]> record) {
        long size = RecordSize.inBatchOfItsOwn(record.key(), record.value(), record.headers());
        int request = maxRequest(connection);
        if (size + RECKONING > request) {
            return Optional.of(
                    "it takes "
                            + size
                            + " bytes, and the producer has max.request.size="
                            + request);
        }
        int topic = LetterLimits.of(connection, record.topic()).bytes();
        return size > topic
                ? Optional.of(
                        "it takes "
                                + size
                                + " bytes, and topic '"
                                + record.topic()
                                + "' has max.message.bytes="
                                + topic)
                : Optional.empty();
    }

    private static int maxRequest(KafkaConnection connection) {
        try {
            return Integer.parseInt(
                    connection
                            .settings()
                            .getOrDefault(
                                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                    Integer.toString(DEFAULT_REQUEST)));
        } catch (NumberFormatException e) {
            // The client says so better.
            return DEFAULT_REQUEST;
        }
    }
}
