package io.millrace.kafka.deadletter;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.deadletter.LetterOutput.SealedLetter;
import io.millrace.kafka.produce.RecordSize;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a dead letter may be. The client must not be left to find out: a record that its topic
 * refuses keeps it busy for ever where it shares a batch with a smaller one (KAFKA-8202).
 */
record LetterLimit(int bytes) {

    private static final Logger LOG = LoggerFactory.getLogger(LetterLimit.class);
    private static final int BATCH_BYTES = 128 << 10;

    /** The limit of the topic; none where it may not be asked for. */
    static LetterLimit of(Admin admin, KafkaConnection connection, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config =
                    KafkaFailure.await(
                            admin.describeConfigs(List.of(resource)).values().get(resource),
                            connection,
                            "read the settings of topic '" + topic + "'");
            return new LetterLimit(
                    Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
        } catch (MillraceException e) {
            if (e.code() == KafkaError.INTERRUPTED || e.code() == KafkaError.BROKER_UNREACHABLE) {
                throw e;
            }
            LOG.debug("Cannot tell how large records of topic {} may be", topic, e);
            return new LetterLimit(Integer.MAX_VALUE);
        }
    }

    /** Settings of a producer that leaves it to the topic what is too large. */
    Properties producerProperties(KafkaConnection connection) {
        Properties properties = connection.clientProperties();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(BATCH_BYTES, bytes));
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(64 << 20));
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(128 << 20));
        return properties;
    }

    void check(SealedLetter letter, TopicPartition from) {
        ProducerRecord<byte[], byte[]> record = letter.record();
        long size = RecordSize.inBatchOfItsOwn(record.key(), record.value(), record.headers());
        if (size > bytes) {
            throw DeadLetterError.DEAD_LETTER_TOO_LARGE.exception(
                    letter.offset(),
                    from,
                    record.topic(),
                    "it takes " + size + " bytes, and the topic has max.message.bytes=" + bytes);
        }
    }
}
