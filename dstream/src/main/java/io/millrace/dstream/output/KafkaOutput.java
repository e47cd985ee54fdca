package io.millrace.dstream.output;

import io.millrace.common.PublicApi;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.TransactionScope;
import java.io.Serializable;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where a DStream is written to in Kafka. Immutable. It is in the checkpoint with the stream: give
 * secrets by a file that the settings name.
 *
 * @param name of the output, other than that of any other output to the topic; by it a program that
 *     starts with another checkpoint is noticed
 * @param connection how to reach the brokers, and settings of producers
 * @param topic that all records go to
 * @param earlierOutput what to do where the topic has output of this name from another checkpoint
 */
@PublicApi
public record KafkaOutput(
        String name, KafkaConnection connection, String topic, EarlierOutput earlierOutput)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> REFUSED =
            Map.of(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    "each partition has its own, so that each run fences the one before",
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    "records are made of bytes",
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    "records are made of bytes",
                    ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                    "interceptors could change or drop records unseen");

    /** What to do about output that is not of this checkpoint. */
    @PublicApi
    public enum EarlierOutput {
        /** Refuse to start, for what is read again would be there twice. */
        REFUSED,
        /** Start; what is read again is there twice. */
        ACCEPTED
    }

    public KafkaOutput {
        REFUSED.forEach(
                (setting, reason) -> {
                    if (connection.settings().containsKey(setting)) {
                        throw OutputError.OUTPUT_SETTING_REFUSED.exception(setting, name, reason);
                    }
                });
        String acks = connection.settings().getOrDefault(ProducerConfig.ACKS_CONFIG, "all");
        if (!acks.equals("all") && !acks.equals("-1")) {
            throw OutputError.OUTPUT_SETTING_REFUSED.exception(
                    ProducerConfig.ACKS_CONFIG,
                    name,
                    "no record is lost only if all in-sync replicas have it");
        }
    }

    /** Output to one topic. */
    public static KafkaOutput toTopic(String name, KafkaConnection connection, String topic) {
        return new KafkaOutput(name, connection, topic, EarlierOutput.REFUSED);
    }

    /** Output to the topics that the records name. Output of another checkpoint is not noticed. */
    public static KafkaOutput toAnyTopic(String name, KafkaConnection connection) {
        return toTopic(name, connection, TransactionScope.ANY_TOPIC);
    }

    /** The same, but it starts where the topic has output from another checkpoint. */
    public KafkaOutput acceptingEarlierOutput() {
        return new KafkaOutput(name, connection, topic, EarlierOutput.ACCEPTED);
    }

    boolean isOfOneTopic() {
        return !topic.equals(TransactionScope.ANY_TOPIC);
    }
}
